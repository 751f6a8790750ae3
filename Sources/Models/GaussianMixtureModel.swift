import LatentCore
import Layers

/// A mixture of Gaussians over an image's principal components: codes are coordinates, drawn from the mixture.
public final class GaussianMixtureModel: WholePassModel {
  /// What the model was made from.
  public let specification: ModelSpecification
  private let mixture: GaussianMixture
  private let starts: Int

  /// Pixels whose covariances fit into memory.
  private static let mostPixels = 8192

  /// Makes a model with random directions.
  /// - Throws: `ZwalkError.unusableArguments` when it would not fit into memory, or the code has more dimensions than
  ///   an image has pixels.
  public init(
    _ specification: ModelSpecification, components: Int, covariance: GaussianMixture.Covariance,
    starts: Int = 1,
    seed: UInt64
  ) throws(ZwalkError) {
    self.specification = specification
    self.starts = starts
    try specification.requireCompression()
    let pixels = specification.imageShape.pixels
    guard pixels <= Self.mostPixels else {
      throw .unusableArguments(
        "images of \(pixels) pixels have too many covariances; \(specification.model) takes up to \(Self.mostPixels)"
      )
    }
    mixture = GaussianMixture(
      pixels: pixels, dimensions: specification.latentDimension, components: components,
      covariance: covariance)
    try specification.requireMemory(mixture.plannedBytes)
    mixture.initialise(seed: seed)
  }

  /// Directions and components in one arena.
  public var parameters: ParameterArena { mixture.parameters }
  /// The mixture itself.
  public var prior: Prior { .learnt }
  /// The negative log-likelihood of a code.
  public var lossTitle: String { "-log p" }
  /// What the last maximisation came to.
  public var bound: ExpectationMaximisationBound { mixture.bound }
  /// The codes of the components' means, `[components, latent]`.
  public var means: Matrix { mixture.means }
  /// The probabilities of the components, which sum to 1.
  public var weights: [Float] { mixture.weights }

  /// Finds principal components, and starts of the mixture by k-means.
  /// - Throws: `ZwalkError.notFinite`, `.numericalFailure`.
  public func begin(on images: any RowSource, random: inout RandomSource) throws {
    try mixture.begin(on: images, starts: starts, random: &random)
  }

  /// The expectation step for a batch; nothing changes before the pass is over.
  public func trainStep(_ batch: Batch, learningRate: Float, random: inout RandomSource) -> Losses {
    mixture.accumulate(batch.images)
  }

  /// The maximisation step.
  public func finishPass(learningRate: Float) { mixture.maximise(share: Double(learningRate)) }

  /// Returns the mean losses of images; nothing is left to chance.
  public func evaluate(_ batch: Batch, random: inout RandomSource) -> Losses {
    mixture.evaluate(batch.images)
  }

  /// Returns coordinates along the principal components, `[batch, latent]`.
  public func encode(_ images: Matrix) -> Matrix { mixture.encode(images) }
  /// Returns the images at coordinates, `[batch, pixels]`; they can leave [0, 1].
  public func decode(_ codes: Matrix) -> Matrix { mixture.decode(codes) }
  /// Returns codes drawn from the mixture, `[count, latent]`.
  public func draws(_ count: Int, random: inout RandomSource) -> Matrix? {
    mixture.draw(count, random: &random)
  }
  /// Returns the probability of each component given each code, `[codes, components]`.
  public func responsibilities(of codes: Matrix) -> Matrix? { mixture.responsibilities(ofCodes: codes) }
}

/// The options of models that are fitted by expectation maximisation.
private func mixtureOptions(epochs: Int, covariance: GaussianMixture.Covariance) -> [OptionDescription] {
  [
    OptionDescription(
      "latent", .integer(1...1024), default: .integer(50), "principal components that stand for an image"),
    OptionDescription("epochs", .integer(1...100_000), default: .integer(epochs), "passes over the data"),
    OptionDescription("batch", .integer(1...10_000), default: .integer(1000), "images in a step of a pass"),
    OptionDescription(
      "lr", .real(1e-8...1), default: .real(1), "share of the way to the new parameters that a pass goes"),
    OptionDescription(
      "covariance", .choice(GaussianMixture.Covariance.allCases.map(\.rawValue)),
      default: .text(covariance.rawValue),
      "whether coordinates vary apart or together within a component"),
  ]
}

extension ModelEntry {
  /// One Gaussian.
  static let gaussian = ModelEntry(
    id: "gaussian", title: "Gaussian",
    description: "one Gaussian over the principal components of images, by maximum likelihood",
    source: "Bishop 2006, Pattern recognition and machine learning, section 2.3.4",
    options: mixtureOptions(epochs: 2, covariance: .full), exhibits: [.priorSamples, .components]
  ) { specification, seed in
    try GaussianMixtureModel(
      specification, components: 1, covariance: specification.mixtureCovariance, seed: seed)
  }

  /// A mixture of Gaussians.
  static let gaussianMixture = ModelEntry(
    id: "gmm", title: "Gaussian mixture",
    description:
      "several Gaussians over the principal components of images, fitted by EM from k-means++ starts",
    source:
      "Dempster, Laird and Rubin 1977; Bishop 2006, Pattern recognition and machine learning, section 9.2",
    options: mixtureOptions(epochs: 60, covariance: .diagonal) + [
      OptionDescription("components", .integer(1...1000), default: .integer(10), "Gaussians in the mixture"),
      OptionDescription(
        "starts", .integer(1...100), default: .integer(8), "k-means++ starts, of which the likeliest goes on"),
    ],
    exhibits: [.components, .priorSamples, .likelihood]
  ) { specification, seed in
    try GaussianMixtureModel(
      specification, components: specification.options.integer("components"),
      covariance: specification.mixtureCovariance, starts: specification.options.integer("starts"), seed: seed
    )
  }
}

extension ModelSpecification {
  fileprivate var mixtureCovariance: GaussianMixture.Covariance {
    GaussianMixture.Covariance(rawValue: options.text("covariance")) ?? .diagonal
  }
}
