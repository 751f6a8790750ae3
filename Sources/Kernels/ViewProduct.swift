import CKernels
import COpenBLAS

extension Kernels {
  /// Computes `result = a b`, or adds it to `result`, on the calling thread: for parts that run side by side.
  /// - Parameters:
  ///   - a: `[rows, depth]`, or `[depth, rows]` when transposed.
  ///   - b: `[depth, columns]`, or `[columns, depth]` when transposed.
  ///   - result: `[rows, columns]`; overlaps neither factor.
  public static func multiply(
    _ a: MatrixView, _ b: MatrixView, transposing: Transposition = .none, into result: MatrixView,
    adding: Bool = false
  ) {
    let (first, second) = transposing.orientations
    let shape = ProductShape(a.shape, first, b.shape, second)
    precondition(result.shape == (shape.rows, shape.columns), "the result has another shape")
    if shape.rows == 1, first == .plain {
      return multiplyRow(a, b, second, into: result, adding: adding)
    }
    switch adding ? .library : ProductRoute(shape, transposing, a) {
    case .library:
      singleProduct(shape, a.operand, first, b.operand, second, result.operand, scale: 1, adding: adding)
    case .own(let kind):
      var factors = zw_factors(
        a: a.pointer, b: b.pointer, c: result.pointer, a_stride: a.stride, b_stride: b.stride,
        c_stride: result.stride, rows: shape.rows, columns: shape.columns, depth: shape.depth, learner: nil)
      zw_multiply(kind, &factors)
    }
  }

  // One row: a general product would first copy the whole matrix into its own order.
  private static func multiplyRow(
    _ row: MatrixView, _ matrix: MatrixView, _ orientation: Orientation, into result: MatrixView, adding: Bool
  ) {
    guard result.columns > 0 else { return }
    cblas_sgemv(
      CblasRowMajor, orientation == .plain ? CblasTrans : CblasNoTrans, Int32(matrix.rows),
      Int32(matrix.columns),
      1, matrix.pointer, Int32(max(matrix.stride, 1)), row.pointer, 1, adding ? 1 : 0, result.pointer, 1)
  }

  /// Writes the sum of each column into `sums`, `[1, columns]`.
  public static func columnSums(of view: MatrixView, into sums: MatrixView) {
    precondition(sums.shape == (1, view.columns), "one sum a column")
    zw_column_sums(sums.pointer, view.pointer, view.rows, view.columns, view.stride)
  }
}
