import CKernels

extension Kernels {
  /// Returns the cross-entropy, in nats, of targets under Bernoulli distributions given by logits, summed over all
  /// elements, and leaves `scale` times its gradient in the place of the logits.
  ///
  /// Computed as max(l, 0) - l x + log(1 + exp(-|l|)), never from a rounded sigmoid.
  /// - Parameters:
  ///   - logits: without bias, `[rows, columns]`.
  ///   - bias: `[1, columns]`.
  ///   - target: in [0, 1], `[rows, columns]`.
  public static func bernoulliLoss(
    logits: MatrixView, bias: MatrixView, target: MatrixView, scale: Float
  ) -> Double {
    precondition(logits.shape == target.shape && bias.shape == (1, logits.columns), "the shapes differ")
    return zw_bernoulli_loss(
      logits.pointer, bias.pointer, target.pointer, logits.rows, logits.columns, logits.stride, target.stride,
      scale)
  }

  /// Returns the squared error of activation(output + bias), summed over all elements, and leaves `scale` times its
  /// gradient at the activation's input in the place of the output.
  /// - Parameters:
  ///   - output: before bias and activation, `[rows, columns]`.
  ///   - bias: `[1, columns]`.
  ///   - target: `[rows, columns]`.
  ///   - activation: any but ReLU.
  public static func squaredLoss(
    output: MatrixView, bias: MatrixView, target: MatrixView, _ activation: Activation, scale: Float
  ) -> Double {
    precondition(output.shape == target.shape && bias.shape == (1, output.columns), "the shapes differ")
    precondition(activation != .relu, "images are not drawn by ReLU")
    return zw_squared_loss(
      output.pointer, bias.pointer, target.pointer, output.rows, output.columns, output.stride, target.stride,
      activation.rawValue, scale)
  }
}

/// Sums that the parts of a job collect side by side, added up in a fixed order afterwards.
public final class PartSums {
  private let sums: UnsafeMutablePointer<Double>
  private let parts: Int
  /// Sums of a part; a cache line each, so that parts do not take it from one another.
  private static let terms = 8

  /// Creates sums for at most `parts` parts.
  public init(parts: Int) {
    self.parts = parts
    sums = .allocate(capacity: parts * Self.terms)
    reset()
  }

  deinit { sums.deallocate() }

  /// Sets all sums to zero.
  public func reset() { sums.initialize(repeating: 0, count: parts * Self.terms) }

  /// Adds to a term, 0 to 7, of a part.
  public func add(_ value: Double, part: Int, term: Int) {
    precondition(part >= 0 && part < parts && term >= 0 && term < Self.terms, "there is no such sum")
    sums[part * Self.terms + term] += value
  }

  /// The sum of a term over all parts.
  public func total(_ term: Int) -> Double {
    precondition(term >= 0 && term < Self.terms, "there is no such sum")
    return (0..<parts).reduce(0) { $0 + sums[$1 * Self.terms + term] }
  }
}
