import CKernels

/// A function that a layer applies to each of its outputs.
public enum Activation: Int32, Sendable, CaseIterable {
  case identity
  /// max(x, 0).
  case relu
  /// 1 / (1 + exp(-x)).
  case sigmoid
  case tanh
  /// x where it is above 0, x / 5 elsewhere.
  /// - Source: Maas, Hannun and Ng 2013; with the slope of Radford, Metz and Chintala 2016, arXiv:1511.06434.
  case leakyRelu
}

extension Kernels {
  /// Replaces each element y by activation(y + bias).
  /// - Parameters:
  ///   - output: `[rows, columns]`.
  ///   - bias: `[1, columns]`, or nil for none.
  public static func activate(_ output: MatrixView, bias: MatrixView?, _ activation: Activation) {
    precondition(bias.map { $0.shape == (1, output.columns) } ?? true, "one bias a column")
    zw_bias_activation(
      output.pointer, bias?.pointer, output.rows, output.columns, output.stride, activation.rawValue)
  }

  /// Turns the gradient at an activation's output into the gradient at its input, in place.
  /// - Parameters:
  ///   - gradient: `[rows, columns]`.
  ///   - output: what the activation returned, `[rows, columns]`.
  public static func activationGradient(_ gradient: MatrixView, output: MatrixView, _ activation: Activation)
  {
    precondition(gradient.shape == output.shape, "the shapes differ")
    zw_activation_gradient(
      gradient.pointer, output.pointer, gradient.rows, gradient.columns, gradient.stride, output.stride,
      activation.rawValue)
  }
}
