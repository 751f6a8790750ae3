import LatentCore

extension ModelEntry {
  /// A variational autoencoder whose divergence from the prior weighs more.
  static let betaVariationalAutoencoder = ModelEntry(
    id: "beta-vae", title: "Beta-VAE",
    description: "a VAE that pays more for its code, so that each dimension stands for one thing that varies",
    source: "Higgins et al. 2017, beta-VAE; Burgess et al. 2018, arXiv:1804.03599",
    options: RecipeOptions(hidden: [400, 200], latent: 10, epochs: 20, batch: 64, learningRate: 0.001)
      .descriptions + [
        Likelihood.option,
        OptionDescription(
          "beta", .real(0...1000), default: .real(4), "weight of the divergence from the prior in the loss"),
        OptionDescription(
          "annealing", .integer(0...10_000_000), default: .integer(0),
          "training steps over which beta rises from 0; 0 for its whole weight from the beginning"),
      ],
    exhibits: [.activeUnits, .priorSamples, .traversals, .quantileGrid]
  ) { specification, seed in
    try Autoencoder(
      variational: specification, klWeight: specification.options.real("beta"),
      annealing: specification.options.integer("annealing"), seed: seed)
  }
}
