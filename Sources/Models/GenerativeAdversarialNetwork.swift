import LatentCore
import Layers

extension ModelEntry {
  /// Generator and discriminator of Goodfellow et al., with what keeps the generator from drawing one digit only: its
  /// units are normalised over the batch, and the discriminator, which learns faster, sees noise that fades, loses units
  /// by chance and is not told that real images are certainly real (Salimans et al. 2016, arXiv:1606.03498; Sønderby et
  /// al. 2017, arXiv:1610.04490; Heusel et al. 2017, arXiv:1706.08500).
  static let generativeAdversarialNetwork = ModelEntry(
    id: "gan", title: "Generative adversarial network",
    description:
      "a generator learns to draw what a discriminator takes for real; images are placed by a search",
    source: "Goodfellow et al. 2014, arXiv:1406.2661; Radford, Metz and Chintala 2016, arXiv:1511.06434",
    options: RecipeOptions(
      hidden: [512, 256], latent: 20, epochs: 12, batch: 128, learningRate: 0.0005,
      controls: TrainingControls(schedule: .cosine)
    ).descriptions + adversarialOptions,
    exhibits: [.verdicts, .priorSamples, .adversarialLosses]
  ) { specification, seed in
    try AdversarialModel(specification, AdversarialDescription(specification), seed: seed)
  }

  private static let adversarialOptions = [
    OptionDescription(
      "dropout", .real(0...0.9), default: .real(0.4),
      "share of the discriminator's hidden units that a step leaves out"),
    OptionDescription(
      "realLabel", .real(0.5...1), default: .real(0.9),
      "what the discriminator is told of real images; 1 for certainly real"),
    OptionDescription(
      "noise", .real(0...10), default: .real(0.5),
      "standard deviation of the noise on what the discriminator sees at first"),
    OptionDescription(
      "fading", .integer(0...10_000_000), default: .integer(5000),
      "steps over which that noise falls to 0; 0 for noise that stays"),
    OptionDescription(
      "discriminatorRate", .real(0.001...1000), default: .real(2),
      "the discriminator's learning rate as a multiple of the generator's"),
    OptionDescription(
      "normalisation", .choice(["batch", "none"]), default: .text("batch"),
      "how the generator's hidden units are normalised"),
  ]
}

extension AdversarialDescription {
  /// The generator mirrors the discriminator's widths.
  fileprivate init(_ specification: ModelSpecification) {
    let options = specification.options
    let dropout = options.real("dropout")
    let normalised: [LayerDescription] = options.text("normalisation") == "batch" ? [.batchNorm] : []
    self.init(
      generator: specification.hidden.reversed().flatMap { [.dense($0)] + normalised + [.relu] }
        + [.dense(specification.imageShape.pixels), .sigmoid],
      discriminator: [.gaussianNoise(options.real("noise"), fading: options.integer("fading"))]
        + specification.hidden.flatMap { [.dense($0), .leakyRelu, .dropout(dropout)] } + [.dense(1)])
    realLabel = options.real("realLabel")
    discriminatorRate = options.real("discriminatorRate")
    optimizer = .adam(beta1: 0.5)
  }
}
