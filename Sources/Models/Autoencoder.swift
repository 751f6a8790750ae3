import LatentCore
import Layers

/// Every model of the kind encoder, bottleneck, decoder, reconstruction loss; what differs is its description.
public final class Autoencoder: LatentModel {
  public let specification: ModelSpecification
  public let lossTitle: String
  private let network: AutoencoderNetwork

  /// Makes a model with fresh weights.
  /// - Throws: `ZwalkError.unusableArguments` when it would not fit into memory, or the code has more dimensions than
  ///   an image has pixels.
  public init(
    _ specification: ModelSpecification, _ description: AutoencoderDescription, lossTitle: String,
    seed: UInt64
  ) throws(ZwalkError) {
    self.specification = specification
    self.lossTitle = lossTitle
    try specification.requireCompression()
    network = AutoencoderNetwork(
      description, pixels: specification.imageShape.pixels, latent: specification.latentDimension,
      batchSize: specification.batchSize)
    try specification.requireMemory(network.plannedBytes)
    network.initialise(seed: seed)
  }

  public var parameters: ParameterArena { network.parameters }
  public var prior: Prior { network.description.bottleneck.hasPrior ? .standardNormal : .fitted }

  public func trainStep(_ batch: Batch, learningRate: Float, random: inout RandomSource) -> Losses {
    network.trainStep(batch.images, learningRate: learningRate, random: &random)
  }

  public func evaluate(_ batch: Batch, random: inout RandomSource) -> Losses {
    network.evaluate(batch.images, random: &random)
  }

  public func encode(_ images: Matrix) -> Matrix { network.encode(images) }
  public func decode(_ codes: Matrix) -> Matrix { network.decode(codes) }
}
