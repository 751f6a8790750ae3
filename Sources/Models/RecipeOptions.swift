import LatentCore

/// The options that every model has, with the defaults of a recipe.
struct RecipeOptions {
  var hidden: [Int]
  var latent: Int
  var epochs: Int
  var batch: Int
  var learningRate: Double
  var controls = TrainingControls()
  /// What is said of a learning rate that is chosen by other options; nil for one that is not.
  var suitedRates: String?

  var descriptions: [OptionDescription] { sizes + controls.descriptions }

  private var sizes: [OptionDescription] {
    [
      OptionDescription(
        "hidden", .integers(1...10_000), default: .integers(hidden),
        "widths of the encoder's hidden layers; the decoder mirrors them"),
      OptionDescription("latent", .integer(1...10_000), default: .integer(latent), "dimensions of the code"),
      OptionDescription("epochs", .integer(1...100_000), default: .integer(epochs), "passes over the data"),
      OptionDescription("batch", .integer(1...10_000), default: .integer(batch), "images in a training step"),
      rate,
    ]
  }

  private var rate: OptionDescription {
    let (range, description) = (1e-8...10.0, "learning rate of the optimiser")
    guard let suitedRates else {
      return OptionDescription("lr", .real(range), default: .real(learningRate), description)
    }
    return OptionDescription(
      "lr", .automatic(range), default: .automatic, "\(description); auto: \(suitedRates)")
  }
}
