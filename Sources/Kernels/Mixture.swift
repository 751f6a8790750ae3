import CKernels
import COpenBLAS

extension Kernels {
  /// Writes the rows of a matrix less one row, on the calling thread.
  public static func subtract(row: MatrixView, from view: MatrixView, into result: MatrixView) {
    precondition(row.shape == (1, view.columns) && view.shape == result.shape, "the shapes differ")
    zw_subtract_row(
      result.pointer, view.pointer, row.pointer, view.rows, view.columns, result.stride, view.stride)
  }

  /// Multiplies the columns of a matrix with the elements of a row, on the calling thread.
  public static func multiplyColumns(of view: MatrixView, by row: MatrixView) {
    precondition(row.shape == (1, view.columns), "one factor a column")
    zw_multiply_row(view.pointer, row.pointer, view.rows, view.columns, view.stride)
  }

  /// Writes the rows of a matrix, each times its weight, on the calling thread.
  /// - Parameter weights: `[rows, 1]`.
  public static func weightRows(_ view: MatrixView, by weights: MatrixView, into result: MatrixView) {
    precondition(weights.shape == (view.rows, 1) && view.shape == result.shape, "the shapes differ")
    zw_scale_rows(
      result.pointer, view.pointer, weights.pointer, view.rows, view.columns, result.stride, view.stride,
      weights.stride)
  }

  /// Writes the squares of all elements, on the calling thread.
  public static func square(_ view: MatrixView, into result: MatrixView) {
    precondition(view.shape == result.shape, "the shapes differ")
    zw_square(result.pointer, view.pointer, view.rows, view.columns, result.stride, view.stride)
  }

  /// Writes the logarithms of Gaussian densities: `constant` less half of each row's squared length.
  /// - Parameters:
  ///   - whitened: offsets from the mean, times the inverse of a factor of the covariance; `[rows, dimensions]`.
  ///   - logs: the result, `[rows, 1]`.
  public static func logDensities(whitened: MatrixView, constant: Float, into logs: MatrixView) {
    precondition(logs.shape == (whitened.rows, 1), "one density a row")
    zw_log_densities(
      logs.pointer, whitened.pointer, whitened.rows, whitened.columns, logs.stride, whitened.stride, constant)
  }

  /// Replaces the logarithms of what each component adds to a density by the components' shares.
  /// - Parameter logs: `[rows, components]`, with one component or more; the shares of a row sum to 1.
  /// - Returns: the sum over rows of the logarithm of the whole density, and of the shares' entropy, in nats.
  public static func responsibilities(_ logs: MatrixView) -> (logLikelihood: Double, entropy: Double) {
    precondition(logs.columns > 0, "a mixture has a component")
    var entropy = 0.0
    let sum = zw_responsibilities(logs.pointer, logs.rows, logs.columns, logs.stride, &entropy)
    return (sum, entropy)
  }

  /// Replaces a symmetric positive definite matrix by the inverse of its lower triangular factor.
  ///
  /// With matrix = L L', the product of rows with the result's transpose whitens them. Elements above the diagonal
  /// become zero.
  /// - Returns: whether the matrix was positive definite; if not, its contents are of no use.
  /// - Source: LAPACK's spotrf and strtri.
  public static func invertFactor(of matrix: MatrixView) -> Bool {
    precondition(matrix.rows == matrix.columns && matrix.stride == matrix.columns, "a square without gaps")
    // What is lower for us is upper for LAPACK, which reads columns.
    var (n, info) = (Int32(matrix.rows), Int32(0))
    spotrf_("U", &n, matrix.pointer, &n, &info)
    guard info == 0 else { return false }
    strtri_("U", "N", &n, matrix.pointer, &n, &info)
    for row in 0..<matrix.rows {
      for column in row + 1..<max(matrix.columns, row + 1) { matrix[row, column] = 0 }
    }
    return info == 0
  }
}
