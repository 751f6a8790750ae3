import Kernels
import LatentCore
import RealModule

/// A generator that draws images and a discriminator that tells them from real ones, each learning from the other.
///
/// Both learn at once, from one pass: the gradient of the generator's loss through the discriminator is, row by row, a
/// multiple of the one of the discriminator's own, so that one way back serves both.
/// - Source: Goodfellow et al. 2014, arXiv:1406.2661, with the generator's loss that does not saturate (section 3).
public final class AdversarialNetwork {
  /// The parameters of both networks, the generator's first.
  public let parameters = ParameterArena()
  /// What the networks were made from.
  public let description: AdversarialDescription
  let generator, discriminator: Sequential
  /// Where each network's parameters lie.
  let ranges: (generator: Range<Int>, discriminator: Range<Int>)
  private let batchSize: Int
  private var training = PlannedMemory<AdversarialWorkspace>()
  private(set) lazy var inference = ChunkedWork { [unowned self] in AdversarialMemory(self, rows: $0) }

  /// Declares the layers, `generator.0` and `discriminator.0` the first; `initialise` then reserves their memory.
  /// - Parameters:
  ///   - pixels: numbers of an image.
  ///   - latent: dimensions of what the generator reads.
  ///   - batchSize: images that a training step is planned for; larger ones plan anew.
  public init(_ description: AdversarialDescription, pixels: Int, latent: Int, batchSize: Int) {
    self.description = description
    self.batchSize = batchSize
    generator = Sequential("generator", inputs: latent, description.generator, arena: parameters)
    let border = parameters.count
    discriminator = Sequential("discriminator", inputs: pixels, description.discriminator, arena: parameters)
    ranges = (0..<border, border..<parameters.count)
    precondition(generator.outputs == pixels && discriminator.outputs == 1, "the layers do not fit")
    precondition(discriminator.isRowwise, "every image is judged by itself")
  }

  /// Draws fresh weights.
  public func initialise(seed: UInt64, scheme: InitialisationScheme = .uniform) {
    parameters.initialise(seed: seed, scheme: scheme)
  }

  /// Numbers of what the generator reads.
  public var latent: Int { generator.inputs }
  /// Numbers of an image.
  public var pixels: Int { generator.outputs }

  /// Bytes that the networks take while they train, known before any is reserved.
  public var plannedBytes: Double {
    func numbers(_ network: Sequential) -> Double {
      network.layers.reduce(Double(network.inputs)) { $0 + Double(2 * $1.outputs + $1.kept) }
    }
    let rows = Double(batchSize + ChunkedWork<AdversarialMemory>.chunk * Kernels.threads)
    let ofRow = numbers(generator) + 2 * numbers(discriminator) + 4 * Double(pixels)
    return 4 * (4 * Double(parameters.count) + ofRow * rows)
  }

  /// Improves both networks by one step.
  /// - Parameters:
  ///   - images: real ones, pixels in [0, 1], `[batch, pixels]`.
  ///   - random: what draws, noise and dropout are made from; advanced by as many numbers.
  /// - Returns: the losses before the step.
  public func trainStep(
    _ images: Matrix, learningRate: Float, random: inout RandomSource
  ) -> AdversarialLosses {
    guard images.rows > 0 else { return AdversarialLosses(PartSums(parts: 1), rows: 0) }
    parameters.stepCount += 1
    let workspace = training.holding(images.rows, atLeast: batchSize) {
      AdversarialWorkspace(self, rows: $0, parts: $1)
    }
    workspace.run(images, learningRate: learningRate, &random)
    return AdversarialLosses(workspace.sums, rows: images.rows)
  }

  /// Returns the mean losses of any number of images and as many draws, with nothing but the draws left to chance.
  public func evaluate(_ images: Matrix, random: inout RandomSource) -> AdversarialLosses {
    let source = random
    random.counter &+= draws(rows: images.rows)
    let sums = inference.sums(images.rows) { memory, range, sums, part in
      memory.evaluate(self, images, rows: range, source, sums, part: part)
    }
    return AdversarialLosses(sums, rows: images.rows)
  }

  /// Returns the images of codes, `[batch, pixels]`.
  public func decode(_ codes: Matrix) -> Matrix {
    inference.rows(codes.rows, columns: pixels) { memory, range, images in
      memory.decode(self, codes, rows: range, into: images)
    }
  }

  /// Returns how likely the discriminator takes each image for a real one, 0 to 1.
  /// - Parameter images: `[images, pixels]`.
  public func verdicts(on images: Matrix) -> [Float] {
    let logits = inference.rows(images.rows, columns: 1) { memory, range, logits in
      memory.judge(self, images, rows: range, into: logits)
    }
    return logits.values.map { 1 / (1 + Float.exp(-$0)) }
  }

  /// Random numbers that so many draws of the prior take.
  func draws(rows: Int) -> UInt64 { UInt64(2 * rows * latent) }

  /// Returns the sum over drawn images of the generator's loss.
  /// - Parameters:
  ///   - logits: of drawn images, without the last bias, `[rows, 1]`.
  ///   - ratios: becomes what turns the gradient of the discriminator's loss at each logit, p, into that of the
  ///     generator's, p - 1; nil when nobody needs it.
  func generatorLoss(_ logits: MatrixView, ratios: MatrixView?) -> Double {
    let bias = discriminator.layers.last?.bias?[0, 0] ?? 0
    var sum = 0.0
    for row in 0..<logits.rows {
      let logit = Double(logits[row, 0] + bias)
      sum += max(-logit, 0) + Double.log(onePlus: Double.exp(-abs(logit)))
      // Below, the gradients that p is a factor of would no longer be normal numbers.
      ratios?[row, 0] = Float(-Double.exp(-max(logit, -60)))
    }
    return sum
  }

  /// Returns the cross-entropy of logits and leaves `scale` times its gradient in their place.
  /// - Parameters:
  ///   - logits: without the last bias, `[rows, 1]`.
  ///   - labels: what is to be said of each image.
  func discriminatorLoss(_ logits: MatrixView, labels: MatrixView, noBias: MatrixView, scale: Float) -> Double
  {
    Kernels.bernoulliLoss(
      logits: logits, bias: discriminator.layers.last?.bias ?? noBias, target: labels, scale: scale)
  }
}
