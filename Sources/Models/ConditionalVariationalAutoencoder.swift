import LatentCore

extension ModelEntry {
  /// A variational autoencoder that is told the label, so that its code holds what the label does not say.
  static let conditionalVariationalAutoencoder = ModelEntry(
    id: "cvae", title: "Conditional VAE",
    description: "encoder and decoder are told the label, so that the code holds the style alone",
    source:
      "Sohn, Lee and Yan 2015, Learning structured output representation using deep conditional generative models",
    options: RecipeOptions(hidden: [400], latent: 20, epochs: 20, batch: 128, learningRate: 0.002)
      .descriptions + [
        Likelihood.option, Likelihood.klWeightOption,
        OptionDescription("classes", .integer(2...256), default: .integer(10), "labels that there are"),
      ],
    exhibits: [.styles, .samplesOfClasses, .activeUnits]
  ) { specification, seed in
    try Autoencoder(
      variational: specification, klWeight: specification.options.real("klWeight"),
      classes: specification.options.integer("classes"), seed: seed)
  }
}
