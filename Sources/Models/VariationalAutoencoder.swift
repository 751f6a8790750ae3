import Layers
import LatentCore

/// What a pixel is distributed like, given the code.
enum Likelihood: String, CaseIterable {
  /// A coin whose probability is the grey value: cross-entropy.
  case bernoulli
  /// A Gaussian of variance 1/2 around the grey value: the squared error, up to a constant.
  case gaussian

  static func title(_ likelihood: Likelihood, klWeight: Double) -> String {
    if likelihood == .bernoulli && klWeight == 1 { return "-ELBO" }
    let weight = klWeight == 1 ? "" : OptionValue.real(klWeight).description + " "
    return (likelihood == .bernoulli ? "BCE" : "SE") + " + \(weight)KL"
  }

  static let option = OptionDescription(
    "likelihood", .choice(Likelihood.allCases.map(\.rawValue)), default: .text("bernoulli"),
    "how pixels are judged: cross-entropy, or squared error")
  static let klWeightOption = OptionDescription(
    "klWeight", .real(0...1000), default: .real(1), "weight of the divergence from the prior in the loss")
}

extension Autoencoder {
  /// Makes a variational autoencoder of dense layers, which the options describe.
  /// - Parameters:
  ///   - klWeight: what the divergence from the prior is multiplied with.
  ///   - annealing: steps over which that weight rises from 0.
  ///   - classes: labels that encoder and decoder are told, one column each; 0 for none.
  /// - Throws: as `Autoencoder.init`.
  convenience init(
    variational specification: ModelSpecification, klWeight: Double, annealing: Int = 0, classes: Int = 0,
    seed: UInt64
  ) throws(ZwalkError) {
    let widths = specification.hidden
    let likelihood = Likelihood(rawValue: specification.options.text("likelihood")) ?? .bernoulli
    var description = AutoencoderDescription(
      encoder: widths.isEmpty ? [] : .dense(widths, between: .relu) + [.relu],
      bottleneck: .gaussian(klWeight: klWeight, annealing: annealing),
      decoder: .dense(widths.reversed() + [specification.imageShape.pixels], between: .relu) + [
        .activation(.sigmoid)
      ],
      reconstruction: likelihood == .bernoulli ? .crossEntropy : .sumOfSquares)
    description.conditions = classes
    try self.init(
      specification, description, lossTitle: Likelihood.title(likelihood, klWeight: klWeight), seed: seed)
  }
}

extension ModelEntry {
  /// The variational autoencoder.
  static let variationalAutoencoder = ModelEntry(
    id: "vae", title: "Variational autoencoder",
    description: "codes are Gaussians near a standard normal prior, so that every point of the space decodes",
    source: "Kingma and Welling 2014, arXiv:1312.6114",
    options: RecipeOptions(hidden: [400], latent: 20, epochs: 10, batch: 128, learningRate: 0.001)
      .descriptions + [Likelihood.option, Likelihood.klWeightOption],
    exhibits: [.priorSamples, .activeUnits, .quantileGrid]
  ) { specification, seed in
    try Autoencoder(
      variational: specification, klWeight: specification.options.real("klWeight"), seed: seed)
  }
}
