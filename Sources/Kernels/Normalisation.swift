import CKernels

extension Kernels {
  /// Shifts and scales each row to mean 0 and variance 1, then each column by its own weight and bias.
  /// - Parameters:
  ///   - input: `[rows, columns]`; all views are without gaps.
  ///   - weight: `[1, columns]`, and so is the bias.
  ///   - normal: the rows before weight and bias, `[rows, columns]`, which the gradient reads.
  ///   - scales: what each row was multiplied with, `[rows, 1]`, which the gradient reads.
  /// - Source: Ba, Kiros and Hinton 2016, arXiv:1607.06450.
  public static func layerNorm(
    _ input: MatrixView, weight: MatrixView, bias: MatrixView, into output: MatrixView, normal: MatrixView,
    scales: MatrixView
  ) {
    precondition(input.shape == output.shape && normal.shape == input.shape, "the shapes differ")
    precondition(scales.shape == (input.rows, 1) && weight.shape == (1, input.columns), "the shapes differ")
    precondition(bias.shape == weight.shape && input.hasNoGaps && output.hasNoGaps && normal.hasNoGaps)
    zw_layer_norm(
      output.pointer, normal.pointer, scales.pointer, input.pointer, weight.pointer, bias.pointer, input.rows,
      input.columns, 1e-5)
  }

  /// Writes the gradient at the input of `layerNorm`, given the one at its output.
  public static func layerNormGradient(
    _ gradient: MatrixView, normal: MatrixView, scales: MatrixView, weight: MatrixView,
    into result: MatrixView
  ) {
    precondition(gradient.shape == result.shape && normal.shape == gradient.shape, "the shapes differ")
    precondition(scales.shape == (normal.rows, 1) && weight.shape == (1, normal.columns), "the shapes differ")
    precondition(gradient.hasNoGaps && result.hasNoGaps && normal.hasNoGaps, "views without gaps")
    zw_layer_norm_gradient(
      result.pointer, gradient.pointer, normal.pointer, scales.pointer, weight.pointer, gradient.rows,
      gradient.columns)
  }

  /// Writes the sum over all rows of the products of elements, one a column, into `sums`, `[1, columns]`.
  public static func columnProducts(_ a: MatrixView, _ b: MatrixView, into sums: MatrixView) {
    precondition(a.shape == b.shape && sums.shape == (1, a.columns), "one sum a column")
    zw_column_products(sums.pointer, a.pointer, b.pointer, a.rows, a.columns, a.stride, b.stride)
  }

  /// Writes x Phi(x) for every element, Phi being the standard normal distribution function.
  /// - Source: Hendrycks and Gimpel 2016, arXiv:1606.08415.
  public static func gelu(_ input: MatrixView, into output: MatrixView) {
    precondition(input.shape == output.shape && input.hasNoGaps && output.hasNoGaps, "the shapes differ")
    zw_gelu(output.pointer, input.pointer, input.rows * input.columns)
  }

  /// Writes the gradient at the input of `gelu`, given the one at its output.
  public static func geluGradient(_ gradient: MatrixView, input: MatrixView, into result: MatrixView) {
    precondition(input.shape == gradient.shape && result.shape == input.shape, "the shapes differ")
    precondition(input.hasNoGaps && gradient.hasNoGaps && result.hasNoGaps, "views without gaps")
    zw_gelu_gradient(result.pointer, gradient.pointer, input.pointer, input.rows * input.columns)
  }

  /// Adds another view of the same shape, element by element.
  public static func add(_ other: MatrixView, to view: MatrixView) {
    precondition(other.shape == view.shape && other.hasNoGaps && view.hasNoGaps, "the shapes differ")
    zw_add(view.pointer, other.pointer, view.rows * view.columns)
  }
}
