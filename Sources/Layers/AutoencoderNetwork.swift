import Kernels
import LatentCore

/// Encoder, bottleneck, decoder and the terms of a loss, with all that training and evaluating them takes.
///
/// Every model of this kind is a description; there is one training loop. Its memory is planned for a batch size;
/// a training step allocates nothing once it was made, and evaluates each half of the job in one go: first the rows of
/// the batch run through the network and back, then the parameters' gradients and the optimiser.
public final class AutoencoderNetwork {
  /// The parameters of all layers.
  public let parameters: ParameterArena
  /// What the network was made from.
  public let description: AutoencoderDescription
  let encoder: Sequential
  /// What makes the codes.
  public let bottleneck: any Bottleneck
  let decoder: Sequential
  /// The layers that learn; all of them unless the network is a stage of another.
  let learning: (encoder: Range<Int>, decoder: Range<Int>)
  let batchSize: Int
  /// The part that learns for the time being; nil for the whole.
  private var stage: AutoencoderNetwork?
  /// Numbers of an image that are reconstructed.
  let pixels: Int
  private var training = PlannedMemory<TrainingWorkspace>()
  private(set) lazy var inference = ChunkedWork { [unowned self] in InferenceWorkspace(self, rows: $0) }
  /// How often each discrete code was chosen, `[1, codes]`.
  private lazy var usage = Arena(count: bottleneck.codes).view(rows: 1, columns: bottleneck.codes)

  /// Declares the layers; `initialise` then reserves the memory of the parameters.
  /// - Parameters:
  ///   - pixels: numbers of an image.
  ///   - latent: dimensions of a code.
  ///   - batchSize: images that a training step is planned for; larger ones plan anew.
  public init(_ description: AutoencoderDescription, pixels: Int, latent: Int, batchSize: Int) {
    self.description = description
    self.batchSize = batchSize
    parameters = ParameterArena()
    self.pixels = pixels
    let conditions = description.conditions
    let shown = (description.motion?.outputs ?? pixels) + conditions
    encoder = Sequential(
      "encoder", shape: description.inputShape ?? .vector(shown), description.encoder, arena: parameters)
    bottleneck = description.bottleneck.make(inputs: encoder.outputs, latent: latent, arena: parameters)
    decoder = Sequential("decoder", inputs: latent + conditions, description.decoder, arena: parameters)
    precondition(
      encoder.inputs == shown && bottleneck.latent == latent && decoder.outputs == pixels,
      "the layers do not fit")
    precondition(!decoder.layers.isEmpty, "a decoder has a layer")
    learning = (encoder.layers.indices, decoder.layers.indices)
  }

  /// Creates a network of some layers of another, with the same parameters.
  init(
    _ whole: AutoencoderNetwork, encoder: Sequential, decoder: Sequential,
    learning: (encoder: Range<Int>, decoder: Range<Int>)
  ) {
    description = whole.description
    batchSize = whole.batchSize
    pixels = decoder.outputs
    parameters = whole.parameters
    self.encoder = encoder
    self.decoder = decoder
    self.learning = learning
    bottleneck = PlainBottleneck(latent: encoder.outputs)
  }

  /// Lets only one layer of the encoder and its mirror image learn, between the ones outside of it; the layers inside
  /// are left out. Codes and images are made by the whole network all the same.
  /// - Parameter number: counted from the pixels; nil, or one that is not there, for the whole network.
  public func begin(stage number: Int?) {
    stage = number.flatMap { stageNetwork($0) }
  }

  /// Draws fresh weights.
  public func initialise(seed: UInt64, scheme: InitialisationScheme = .uniform) {
    parameters.initialise(seed: seed, scheme: scheme)
  }

  /// Bytes that the network takes while it trains, known before any is reserved.
  public var plannedBytes: Double {
    let layers = encoder.layers + decoder.layers
    let widths = layers.reduce(encoder.inputs) { $0 + $1.outputs }
    let kept = layers.reduce(0) { $0 + $1.kept }
    let targets = bottleneck.codesPerImage > 1 ? bottleneck.codesPerImage * pixels : 0
    let ofRow =
      2 * Double(widths) + Double(kept + bottleneck.kept + targets) + 6 * Double(bottleneck.latent)
    let rows = batchSize + ChunkedWork<InferenceWorkspace>.chunk * Kernels.threads
    return 4 * (4 * Double(parameters.count) + ofRow * Double(rows))
  }
}

extension AutoencoderNetwork {
  /// Improves the parameters by one step.
  /// - Parameters:
  ///   - images: pixels in [0, 1], `[batch, pixels]`, with conditions behind them where the description has some.
  ///   - random: what noise is drawn from; advanced by as many numbers.
  /// - Returns: the losses before the step, means over the images.
  public func trainStep(_ images: Matrix, learningRate: Float, random: inout RandomSource) -> Losses {
    let rows = images.rows
    guard rows > 0 else { return Losses(loss: 0, reconstruction: 0) }
    if let stage { return stage.trainStep(images, learningRate: learningRate, random: &random) }
    let workspace = trainingWorkspace(rows: rows)
    parameters.stepCount += 1
    let klWeight = description.bottleneck.klWeight(step: parameters.stepCount)
    (bottleneck as? GaussianBottleneck)?.klWeight = Float(klWeight ?? 0)
    let step = description.optimizer.step(number: parameters.stepCount, learningRate: learningRate)
    workspace.run(images, number: parameters.stepCount, &random, step)
    bottleneck.finishStep(workspace.codeTape, rows: rows)
    bottleneck.moveUsage(from: workspace.codeTape, to: usage)
    return losses(workspace.sums, rows: rows, klWeight: klWeight)
  }

  /// Returns the mean losses of any number of images, with one draw of the code for each.
  public func evaluate(_ images: Matrix, random: inout RandomSource) -> Losses {
    if let stage { return stage.evaluate(images, random: &random) }
    let source = random
    random.counter &+= draws(rows: images.rows)
    let sums = inference.sums(images.rows) { workspace, range, sums, part in
      workspace.evaluate(self, images, rows: range, source, sums, part: part)
    }
    for workspace in inference.memories { bottleneck.moveUsage(from: workspace.codeTape, to: usage) }
    return images.rows > 0
      ? losses(sums, rows: images.rows, klWeight: description.bottleneck.klWeight)
      : Losses(loss: 0, reconstruction: 0)
  }

  /// Returns the codes of images, `[batch, latent]`, without chance.
  public func encode(_ images: Matrix) -> Matrix {
    inference.rows(images.rows, columns: bottleneck.latent) { workspace, range, codes in
      workspace.encode(self, images, rows: range, into: codes)
    }
  }

  /// Returns the images of codes, `[batch, pixels]`; conditions stand behind each code.
  public func decode(_ codes: Matrix) -> Matrix {
    inference.rows(codes.rows, columns: pixels) { workspace, range, images in
      workspace.decode(self, codes, rows: range, into: images)
    }
  }
}

extension AutoencoderNetwork {
  /// Sums over rows become losses on the recipe's scale.
  private func losses(_ sums: PartSums, rows images: Int, klWeight: Double?) -> Losses {
    let rows = images * bottleneck.codesPerImage
    let scale = description.reconstruction.scale(rows: rows, pixels: pixels)
    let reconstruction = sums.total(LossTerm.reconstruction) * scale
    var losses = Losses(loss: reconstruction, reconstruction: reconstruction)
    // A stage of a network has no bottleneck of its own.
    guard !(bottleneck is PlainBottleneck) else { return losses }
    if let name = description.bottleneck.penaltyName {
      let penalty = sums.total(LossTerm.penalty) / Double(rows)
      losses.terms[name] = bottleneck.settledPenalty ?? penalty
      losses.loss += penalty
    }
    if let klWeight {
      let kl = sums.total(LossTerm.divergence) / Double(rows)
      losses.kl = kl
      losses.loss += klWeight * kl
    }
    if bottleneck.codes > 0 { losses.terms["perplexity"] = takePerplexity() }
    return losses
  }

  /// Random numbers that so many images take: those of their corruption, then those of their codes.
  func draws(rows: Int) -> UInt64 { corruptionDraws(rows: rows) &+ bottleneck.draws(rows: rows) }

  /// Numbers of an image as it comes, conditions included.
  var imageColumns: Int { description.motion?.shape.pixels ?? encoder.inputs }

  /// The rows of codes that belong to rows of images.
  func codes(of rows: Range<Int>) -> Range<Int> {
    rows.lowerBound * bottleneck.codesPerImage..<rows.upperBound * bottleneck.codesPerImage
  }

  func corruptionDraws(rows: Int) -> UInt64 {
    description.corruption?.draws(pixels: rows * encoder.inputs) ?? 0
  }

  /// The perplexity of the codes that were chosen, which are forgotten.
  private func takePerplexity() -> Double {
    let usage = usage
    defer { for code in 0..<usage.columns { usage[0, code] = 0 } }
    return VectorQuantiser.perplexity(ofCounts: (0..<usage.columns).lazy.map { Double(usage[0, $0]) })
  }

  private func trainingWorkspace(rows: Int) -> TrainingWorkspace {
    training.holding(rows, atLeast: batchSize) { TrainingWorkspace(self, rows: $0, parts: $1) }
  }
}
