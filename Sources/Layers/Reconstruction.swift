import Kernels

/// How a reconstruction is held against its image.
public enum ReconstructionLoss: Sendable, Hashable {
  /// The squared error, mean over everything.
  case meanSquaredError
  /// The squared error, sum over pixels, mean over the batch.
  case sumOfSquares
  /// The cross-entropy from logits, sum over pixels, mean over the batch, in nats.
  case crossEntropy

  /// What the sum over a batch's elements is multiplied with.
  public func scale(rows: Int, pixels: Int) -> Double {
    self == .meanSquaredError ? 1 / Double(rows * pixels) : 1 / Double(rows)
  }

  /// Returns the sum over all elements, and leaves `scale` times its gradient before the activation in the place of
  /// the outputs.
  /// - Parameters:
  ///   - output: the last layer's outputs before bias and activation, `[rows, pixels]`.
  ///   - bias: `[1, pixels]`.
  ///   - activation: of the last layer; cross-entropy takes it to be the sigmoid.
  ///   - target: the images, `[rows, pixels]`.
  ///   - scale: of the gradient.
  public func evaluate(
    _ output: MatrixView, bias: MatrixView, _ activation: Activation, target: MatrixView, scale: Float
  ) -> Double {
    switch self {
    case .crossEntropy:
      Kernels.bernoulliLoss(logits: output, bias: bias, target: target, scale: scale)
    case .meanSquaredError, .sumOfSquares:
      Kernels.squaredLoss(output: output, bias: bias, target: target, activation, scale: scale)
    }
  }
}
