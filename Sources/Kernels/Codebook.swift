import CKernels

extension Kernels {
  /// Writes which vector of a codebook is nearest to each vector, the first among equals.
  /// - Parameters:
  ///   - vectors: `[rows, size]`; all views are without gaps.
  ///   - codebook: `[codes, size]`.
  ///   - nearest: the indices as floats, `[rows, 1]`.
  ///   - products: working memory, `[rows, codes]`.
  ///   - norms: working memory, `[codes, 1]`.
  public static func nearestCodes(
    to vectors: MatrixView, in codebook: MatrixView, into nearest: MatrixView, products: MatrixView,
    norms: MatrixView
  ) {
    precondition(
      products.shape == (vectors.rows, codebook.rows) && products.hasNoGaps, "products have another shape")
    precondition(nearest.shape == (vectors.rows, 1) && nearest.hasNoGaps, "one index for each vector")
    precondition(norms.shape == (codebook.rows, 1) && norms.hasNoGaps, "one norm for each code")
    multiply(vectors, codebook, transposing: .second, into: products)
    zw_squared_norms(norms.pointer, codebook.pointer, codebook.rows, codebook.columns, codebook.stride)
    zw_nearest_codes(nearest.pointer, products.pointer, norms.pointer, vectors.rows, codebook.rows)
  }

  /// Writes the vectors of a codebook that indices name.
  /// - Precondition: the indices, `[rows, 1]`, lie within the codebook.
  public static func gatherCodes(_ nearest: MatrixView, of codebook: MatrixView, into vectors: MatrixView) {
    precondition(nearest.shape == (vectors.rows, 1) && nearest.hasNoGaps, "one index for each vector")
    precondition(
      vectors.columns == codebook.columns && vectors.hasNoGaps && codebook.hasNoGaps, "the sizes differ")
    zw_gather_codes(vectors.pointer, codebook.pointer, nearest.pointer, vectors.rows, vectors.columns)
  }

  /// Writes the sums of the vectors that are nearest to each of some codes, and how many there are.
  /// - Parameters:
  ///   - codes: which codes; `sums` is `[codes.count, size]` and `counts` `[1, codes.count]`.
  ///   - vectors: `[rows, size]`.
  ///   - nearest: `[rows, 1]`.
  public static func codeSums(
    _ vectors: MatrixView, nearest: MatrixView, codes: Range<Int>, sums: MatrixView, counts: MatrixView
  ) {
    precondition(nearest.shape == (vectors.rows, 1) && nearest.hasNoGaps, "one index for each vector")
    precondition(sums.shape == (codes.count, vectors.columns) && sums.hasNoGaps && vectors.hasNoGaps)
    precondition(counts.shape == (1, codes.count), "one count for each code")
    zw_code_sums(
      sums.pointer, counts.pointer, vectors.pointer, nearest.pointer, vectors.rows, vectors.columns,
      codes.lowerBound, codes.upperBound)
  }

  /// The sum of the squared differences of all elements of two views without gaps.
  public static func squaredDifference(_ a: MatrixView, _ b: MatrixView) -> Double {
    precondition(a.shape == b.shape && a.hasNoGaps && b.hasNoGaps, "the shapes differ")
    return zw_squared_difference(a.pointer, b.pointer, a.rows * a.columns)
  }

  /// Adds `scale` times the difference of two views, all without gaps, to a third.
  public static func addDifference(_ a: MatrixView, _ b: MatrixView, scale: Float, to view: MatrixView) {
    precondition(a.shape == b.shape && view.shape == a.shape, "the shapes differ")
    precondition(a.hasNoGaps && b.hasNoGaps && view.hasNoGaps, "views without gaps")
    zw_add_difference(view.pointer, a.pointer, b.pointer, a.rows * a.columns, scale)
  }

  /// Returns the cross-entropy of targets under softmax(logits), in nats, summed over all rows, and leaves its
  /// gradient in the place of the logits.
  /// - Parameters:
  ///   - logits: `[rows, classes]`, without gaps.
  ///   - targets: indices of classes as floats, `[rows, 1]`.
  public static func softmaxLoss(logits: MatrixView, targets: MatrixView) -> Double {
    precondition(
      targets.shape == (logits.rows, 1) && targets.hasNoGaps && logits.hasNoGaps, "one target a row")
    return zw_softmax_loss(logits.pointer, targets.pointer, logits.rows, logits.columns)
  }

  /// Multiplies all elements of a view without gaps.
  public static func scale(_ view: MatrixView, by factor: Float) {
    precondition(view.hasNoGaps, "a view without gaps")
    zw_scale(view.pointer, view.rows * view.columns, factor)
  }

  /// Writes for each cell the code of the cell before it, and `first` for the first one.
  /// - Parameter nearest: the codes of all cells, `[rows, cells]`, as the result is.
  public static func codesBefore(_ nearest: MatrixView, first: Int, into result: MatrixView) {
    precondition(result.shape == nearest.shape && result.hasNoGaps && nearest.hasNoGaps, "the shapes differ")
    guard nearest.columns > 0 else { return }
    zw_shift_codes(result.pointer, nearest.pointer, nearest.rows, nearest.columns, Float(first))
  }

  /// Returns a class drawn from softmax(logits): the one at which the running sum of probabilities passes `u`.
  /// - Parameters:
  ///   - logits: `[1, classes]`.
  ///   - u: uniform in [0, 1).
  public static func choose(_ logits: MatrixView, _ u: Float) -> Int {
    precondition(logits.rows == 1 && logits.columns > 0, "one row of logits")
    return zw_choose(logits.pointer, logits.columns, u)
  }

  /// Adds to the counts of codes, `[1, codes]`, how often each is among some choices, `[rows, 1]`.
  /// - Precondition: the choices lie within the counts.
  public static func countCodes(_ nearest: MatrixView, into counts: MatrixView) {
    precondition(nearest.columns == 1 && nearest.hasNoGaps && counts.rows == 1, "one choice a row")
    zw_count_codes(counts.pointer, nearest.pointer, nearest.rows)
  }
}
