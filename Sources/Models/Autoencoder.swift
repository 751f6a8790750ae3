import LatentCore
import Layers

/// Every model of the kind encoder, bottleneck, decoder, reconstruction loss; what differs is its description.
public final class Autoencoder: LatentModel {
  /// What the model was made from.
  public let specification: ModelSpecification
  /// What the loss is called on screen; the catalogue's entry says it.
  public let lossTitle: String
  /// The stretches in which it learns in different ways; none for most.
  public let phases: [TrainingPhase]
  let network: AutoencoderNetwork
  private let conditioned: ConditionedRows?

  /// Makes a model with fresh weights.
  /// - Parameters:
  ///   - isOvercomplete: whether a code may have more dimensions than an image has pixels.
  ///   - phases: in all but the last a single layer learns, the outermost first.
  /// - Throws: `ZwalkError.unusableArguments` when it would not fit into memory, or the code has more dimensions than
  ///   an image has pixels; what the description's `check` throws.
  public init(
    _ specification: ModelSpecification, _ description: AutoencoderDescription, lossTitle: String,
    isOvercomplete: Bool = false, phases: [TrainingPhase] = [], seed: UInt64
  ) throws(ZwalkError) {
    self.specification = specification
    self.lossTitle = lossTitle
    self.phases = phases
    try description.check()
    if !isOvercomplete { try specification.requireCompression() }
    conditioned = description.conditions > 0 ? ConditionedRows(classes: description.conditions) : nil
    var description = description
    description.largestGradient = specification.largestGradient
    network = AutoencoderNetwork(
      description, pixels: specification.imageShape.pixels, latent: specification.latentDimension,
      batchSize: specification.batchSize)
    try specification.requireMemory(network.plannedBytes)
    network.initialise(seed: seed, scheme: specification.initialisation)
  }

  /// Weights, gradients and moments of encoder, heads and decoder in one arena.
  public var parameters: ParameterArena { network.parameters }
  /// The standard normal distribution where the bottleneck has a divergence from it; what a quantiser learnt of its maps;
  /// otherwise none.
  public var prior: Prior {
    switch network.description.bottleneck {
    case .plain, .sparse, .temporal: .fitted
    case .gaussian: .standardNormal
    case .quantised: .learnt
    }
  }
  /// Whether codes are quantised, through which the gradient passes straight.
  public var passesStraightThrough: Bool { prior == .learnt }

  /// Whether the decoder is a linear map, so that images lie in a subspace.
  public var isLinear: Bool { network.description.decoder.allSatisfy(\.isLinear) }

  /// Lets one layer learn, or in the last phase all of them.
  public func begin(phase: Int) { network.begin(stage: phase + 1 < phases.count ? phase : nil) }

  /// Improves all parameters by one step; noise, if any, is drawn from `random`, which is advanced by it.
  public func trainStep(_ batch: Batch, learningRate: Float, random: inout RandomSource) -> Losses {
    network.trainStep(told(batch.images, batch.labels), learningRate: learningRate, random: &random)
  }

  /// Returns the mean losses on the scale of the training losses; changes nothing but `random`.
  public func evaluate(_ batch: Batch, random: inout RandomSource) -> Losses {
    network.evaluate(told(batch.images, batch.labels), random: &random)
  }

  /// Labels that encoder and decoder are told; 0 where they are told none.
  public var classes: Int { network.description.conditions }

  /// Returns the codes of images, `[batch, latent]`, without chance; a model that wants labels takes for each image
  /// the one with which it restores it best.
  public func encode(_ images: Matrix) -> Matrix {
    encode(images, labels: classes > 0 ? likeliestLabels(of: images) : [])
  }

  /// Returns the codes of images with their labels.
  public func encode(_ images: Matrix, labels: [UInt8]) -> Matrix { network.encode(told(images, labels)) }
  /// Returns the images of codes, `[batch, pixels]`; without a sigmoid at the end they can leave [0, 1].
  public func decode(_ codes: Matrix) -> Matrix { decode(codes, labels: []) }

  /// Returns the images of codes with labels; a label that is missing counts as 0.
  public func decode(_ codes: Matrix, labels: [UInt8]) -> Matrix {
    let missing = [UInt8](repeating: 0, count: classes > 0 ? max(0, codes.rows - labels.count) : 0)
    return network.decode(told(codes, labels + missing))
  }

  /// Posterior and likelihood, where the bottleneck is a distribution.
  public var variational: VariationalDistributions? {
    network.description.bottleneck.isGaussian ? VariationalDistributions(self) : nil
  }

  /// Beliefs and expectations, where the codes are states of sequences.
  public var dynamics: LatentDynamics? { LatentDynamics(network) }

  func told(_ rows: Matrix, _ labels: [UInt8]) -> Matrix {
    conditioned?.rows(rows, labels: labels) ?? rows
  }

  private func likeliestLabels(of images: Matrix) -> [UInt8] {
    var labels = [UInt8](repeating: 0, count: images.rows)
    var errors = [Float](repeating: .infinity, count: images.rows)
    for label in 0..<classes {
      let all = [UInt8](repeating: UInt8(label), count: images.rows)
      let restored = decode(encode(images, labels: all), labels: all)
      for row in 0..<images.rows {
        let error = zip(images.row(row), restored.row(row)).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        if error < errors[row] { (labels[row], errors[row]) = (UInt8(label), error) }
      }
    }
    return labels
  }

  /// Returns codes drawn from a quantiser's prior; nil for the others.
  public func draws(_ count: Int, random: inout RandomSource) -> Matrix? {
    network.bottleneck.samples(count, random: &random)
  }
}
