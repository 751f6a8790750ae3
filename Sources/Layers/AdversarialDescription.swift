import Kernels
import LatentCore

/// Two networks that learn against each other, as one writes them down.
public struct AdversarialDescription: Sendable {
  /// From a draw of the prior to pixels; ends with the activation that the images are drawn with.
  public var generator: [LayerDescription]
  /// From pixels to one logit: how surely an image is real. Every row is judged by itself.
  public var discriminator: [LayerDescription]
  /// What the discriminator is told of real images, 1 for certainly real: less keeps it from being too sure.
  public var realLabel = 1.0
  /// What the discriminator's learning rate is, as a multiple of the generator's.
  public var discriminatorRate = 1.0
  /// The largest norm of each network's gradient; a longer one is shortened. 0 for any.
  public var largestGradient = 0.0
  /// How gradients become steps.
  public var optimizer = Optimizer.adam()

  /// Creates a description.
  public init(generator: [LayerDescription], discriminator: [LayerDescription]) {
    self.generator = generator
    self.discriminator = discriminator
  }

  /// Checks what no networks can be made of.
  /// - Throws: `ZwalkError.unsupported` for batch normalisation where the batch is not seen as a whole.
  public func check() throws(ZwalkError) {
    try LayerDescription.requireBatchNorm(in: generator, of: "the generator", allowed: true)
    try LayerDescription.requireBatchNorm(in: discriminator, of: "the discriminator", allowed: false)
  }
}

/// What each of the two networks minimises, in nats, mean over the images.
public struct AdversarialLosses: Sendable, Equatable {
  /// Minus the logarithm of the probability with which drawn images are taken for real.
  public var generator: Double
  /// The cross-entropy of the verdicts: that of real images plus that of drawn ones.
  public var discriminator: Double

  /// Places in `PartSums`.
  enum Term {
    static let generator = 0
    static let discriminator = 1
  }

  init(_ sums: PartSums, rows: Int) {
    generator = sums.total(Term.generator) / Double(max(rows, 1))
    discriminator = sums.total(Term.discriminator) / Double(max(rows, 1))
  }
}
