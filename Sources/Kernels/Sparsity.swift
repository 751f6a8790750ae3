import CKernels

extension Kernels {
  /// Returns the Kullback-Leibler divergence of mean activations from a target, as its tangent at the means says it
  /// of each row, summed over rows and columns.
  /// - Parameters:
  ///   - codes: activations in (0, 1), `[rows, columns]`.
  ///   - mean: where the tangent touches, `[1, columns]`; held within [0.0001, 0.9999].
  ///   - target: in (0, 1).
  public static func sparsity(_ codes: MatrixView, mean: MatrixView, target: Float) -> Double {
    precondition(mean.shape == (1, codes.columns), "one mean a column")
    return zw_sparsity(codes.pointer, mean.pointer, codes.rows, codes.columns, codes.stride, target)
  }

  /// Adds `scale` times the slope of that divergence to the gradient of every activation.
  public static func addSparsityGradient(
    mean: MatrixView, target: Float, scale: Float, to gradient: MatrixView
  ) {
    precondition(mean.shape == (1, gradient.columns), "one mean a column")
    zw_sparsity_gradient(
      gradient.pointer, mean.pointer, gradient.rows, gradient.columns, gradient.stride, target, scale)
  }

  /// Returns the sum of all elements' absolute values.
  public static func sumOfMagnitudes(_ view: MatrixView) -> Double {
    zw_magnitudes(view.pointer, view.rows, view.columns, view.stride)
  }

  /// Adds `scale` times the sign of each element, 0 for zero, to another view of the same shape.
  public static func addSigns(of view: MatrixView, scale: Float, to gradient: MatrixView) {
    precondition(view.shape == gradient.shape, "the shapes differ")
    zw_add_signs(
      gradient.pointer, view.pointer, view.rows, view.columns, gradient.stride, view.stride, scale)
  }

  /// Replaces a share of running means, `[1, columns]`, by the means of the columns of rows; 1 row or more.
  public static func moveMean(_ mean: MatrixView, towards rows: MatrixView, share: Float) {
    precondition(mean.shape == (1, rows.columns) && rows.rows > 0, "one mean a column")
    zw_move_means(mean.pointer, rows.pointer, rows.rows, rows.columns, rows.stride, share)
  }
}
