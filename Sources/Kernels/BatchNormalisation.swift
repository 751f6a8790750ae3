import CKernels

extension Kernels {
  /// What keeps a variance of zero from being divided by.
  private static let batchNormEpsilon: Float = 1e-5

  /// Writes the mean and the variance of each column over all rows; the variance is that of the rows themselves,
  /// divided by their number.
  /// - Parameter mean: `[1, columns]`, and so is the variance; zeros without rows.
  public static func columnMoments(of input: MatrixView, mean: MatrixView, variance: MatrixView) {
    precondition(mean.shape == (1, input.columns) && variance.shape == mean.shape, "one moment a column")
    zw_column_moments(
      mean.pointer, variance.pointer, input.pointer, input.rows, input.columns, input.stride)
  }

  /// Shifts and scales each column by given moments to mean 0 and variance 1, then by its weight and bias.
  /// - Parameters:
  ///   - input: `[rows, columns]`, without gaps.
  ///   - mean: `[1, columns]`, and so are variance, weight and bias.
  ///   - normal: the columns before weight and bias, which the gradient reads where the moments depend on the rows.
  /// - Source: Ioffe and Szegedy 2015, arXiv:1502.03167, algorithm 1.
  public static func batchNorm(
    _ input: MatrixView, mean: MatrixView, variance: MatrixView, weight: MatrixView, bias: MatrixView,
    into output: MatrixView, normal: MatrixView?
  ) {
    precondition(input.shape == output.shape && (normal.map { $0.shape == input.shape } ?? true))
    precondition(input.hasNoGaps && output.hasNoGaps && (normal?.hasNoGaps ?? true), "views without gaps")
    for view in [mean, variance, weight, bias] { precondition(view.shape == (1, input.columns)) }
    zw_batch_norm(
      output.pointer, normal?.pointer, input.pointer, mean.pointer, variance.pointer, weight.pointer,
      bias.pointer, input.rows, input.columns, batchNormEpsilon)
  }

  /// Sums over all rows of a batch that the gradient of batch normalisation needs.
  public struct BatchNormSums {
    /// The sum of the gradients at each column's outputs, and of their products with `normal`; `[1, columns]`.
    public let gradients, products: MatrixView
    /// Rows of the batch.
    public let rows: Int

    /// Puts the sums together.
    public init(gradients: MatrixView, products: MatrixView, rows: Int) {
      (self.gradients, self.products, self.rows) = (gradients, products, rows)
    }
  }

  /// Writes the gradient at the input of `batchNorm` where its moments were those of a batch that holds these rows.
  public static func batchNormGradient(
    _ gradient: MatrixView, normal: MatrixView, variance: MatrixView, weight: MatrixView,
    _ sums: BatchNormSums, into result: MatrixView
  ) {
    precondition(gradient.shape == result.shape && normal.shape == gradient.shape, "the shapes differ")
    precondition(gradient.hasNoGaps && result.hasNoGaps && normal.hasNoGaps, "views without gaps")
    precondition(variance.shape == (1, gradient.columns) && weight.shape == variance.shape)
    precondition(sums.gradients.shape == variance.shape && sums.products.shape == variance.shape)
    zw_batch_norm_gradient(
      result.pointer, gradient.pointer, normal.pointer, variance.pointer, weight.pointer,
      sums.gradients.pointer, sums.products.pointer, Float(sums.rows), gradient.rows, gradient.columns,
      batchNormEpsilon)
  }

  /// Writes the gradient at the input of `batchNorm` where its moments were given.
  public static func batchNormGradient(
    _ gradient: MatrixView, variance: MatrixView, weight: MatrixView, into result: MatrixView
  ) {
    precondition(gradient.shape == result.shape && gradient.hasNoGaps && result.hasNoGaps)
    precondition(variance.shape == (1, gradient.columns) && weight.shape == variance.shape)
    zw_batch_norm_gradient(
      result.pointer, gradient.pointer, nil, variance.pointer, weight.pointer, nil, nil, 1, gradient.rows,
      gradient.columns, batchNormEpsilon)
  }

  /// Moves averages, `[1, columns]`, a share of the way to `factor` times new values.
  public static func follow(_ average: MatrixView, _ value: MatrixView, share: Float, factor: Float = 1) {
    precondition(average.rows == 1 && average.shape == value.shape, "one average a value")
    zw_follow(average.pointer, value.pointer, value.columns, share, factor)
  }
}
