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
}

extension ModelEntry {
  /// The variational autoencoder.
  static let variationalAutoencoder = ModelEntry(
    id: "vae", title: "Variational autoencoder",
    description: "codes are Gaussians near a standard normal prior, so that every point of the space decodes",
    source: "Kingma and Welling 2014, arXiv:1312.6114",
    options: RecipeOptions(hidden: [400], latent: 20, epochs: 10, batch: 128, learningRate: 0.001)
      .descriptions + [
        OptionDescription(
          "likelihood", .choice(Likelihood.allCases.map(\.rawValue)), default: .text("bernoulli"),
          "how pixels are judged: cross-entropy, or squared error"),
        OptionDescription(
          "klWeight", .real(0...1000), default: .real(1),
          "weight of the divergence from the prior in the loss"),
      ]
  ) { specification, seed in
    let widths = specification.hidden
    let likelihood = Likelihood(rawValue: specification.options.text("likelihood")) ?? .bernoulli
    let klWeight = specification.options.real("klWeight")
    return try Autoencoder(
      specification,
      AutoencoderDescription(
        encoder: widths.isEmpty ? [] : .dense(widths, between: .relu) + [.relu],
        bottleneck: .gaussian(klWeight: klWeight),
        decoder: .dense(widths.reversed() + [specification.imageShape.pixels], between: .relu) + [
          .activation(.sigmoid)
        ],
        reconstruction: likelihood == .bernoulli ? .crossEntropy : .sumOfSquares),
      lossTitle: Likelihood.title(likelihood, klWeight: klWeight), seed: seed)
  }
}
