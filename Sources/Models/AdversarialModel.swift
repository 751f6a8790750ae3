import LatentCore
import Layers

/// A generator that learns to draw images against a discriminator that learns to tell them from real ones.
///
/// The generator is the decoder. There is no encoder: the code of an image is searched for, by descent from the nearest
/// of many draws.
public final class AdversarialModel: LatentModel {
  /// What the model was made from.
  public let specification: ModelSpecification
  private let network: AdversarialNetwork
  private lazy var search = network.makeSearch()

  /// Makes a model with fresh weights.
  /// - Throws: `ZwalkError.unusableArguments` when it would not fit into memory, or the code has more dimensions than
  ///   an image has pixels; what the description's `check` throws.
  public init(
    _ specification: ModelSpecification, _ description: AdversarialDescription, seed: UInt64
  ) throws(ZwalkError) {
    self.specification = specification
    try description.check()
    try specification.requireCompression()
    var description = description
    description.largestGradient = specification.largestGradient
    network = AdversarialNetwork(
      description, pixels: specification.imageShape.pixels, latent: specification.latentDimension,
      batchSize: specification.batchSize)
    try specification.requireMemory(network.plannedBytes)
    network.initialise(seed: seed, scheme: specification.initialisation)
  }

  /// Weights, gradients and moments of both networks, and what batch normalisation averages.
  public var parameters: ParameterArena { network.parameters }
  /// The standard normal distribution: what the generator reads in training.
  public var prior: Prior { .standardNormal }
  /// The sum of the losses of generator and discriminator; each is a term by itself.
  public var lossTitle: String { "G + D" }

  /// Improves both networks by one step; draws, noise and dropout are taken from `random`.
  public func trainStep(_ batch: Batch, learningRate: Float, random: inout RandomSource) -> Losses {
    losses(network.trainStep(batch.images, learningRate: learningRate, random: &random))
  }

  /// Returns the mean losses of images and as many draws, without noise and dropout.
  public func evaluate(_ batch: Batch, random: inout RandomSource) -> Losses {
    losses(network.evaluate(batch.images, random: &random))
  }

  private func losses(_ both: AdversarialLosses) -> Losses {
    var losses = Losses(loss: both.generator + both.discriminator, reconstruction: nil)
    losses.terms["discriminator"] = both.discriminator
    losses.terms["generator"] = both.generator
    return losses
  }

  /// Returns the codes of images, searched for one by one, without chance.
  public func encode(_ images: Matrix) -> Matrix { search.codes(of: images, .thorough) }
  /// True: images are placed by descent.
  public var searchesForCodes: Bool { true }
  /// Returns codes after a short search.
  public func sketch(_ images: Matrix, labels: [UInt8]) -> Matrix { search.codes(of: images, .brief) }
  /// Returns what the generator draws, `[batch, pixels]`.
  public func decode(_ codes: Matrix) -> Matrix { network.decode(codes) }
  /// Returns how likely the discriminator takes each image for a real one, 0 to 1.
  public func verdicts(on images: Matrix) -> [Float] { network.verdicts(on: images) }
}
