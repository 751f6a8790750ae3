import Layers
import LatentCore

extension ModelEntry {
  /// The deep autoencoder of dense layers.
  static let denseAutoencoder = ModelEntry(
    id: "ae", title: "Autoencoder",
    description: "dense layers down to a small code and up again, ReLU between them, mean squared error",
    source: "Hinton and Salakhutdinov 2006, Science 313, doi:10.1126/science.1127647",
    options: RecipeOptions(hidden: [128, 64, 12], latent: 3, epochs: 10, batch: 64, learningRate: 0.005)
      .descriptions
  ) { specification, seed in
    let widths = specification.hidden
    return try Autoencoder(
      specification,
      AutoencoderDescription(
        encoder: .dense(widths + [specification.latentDimension], between: .relu), bottleneck: .plain,
        decoder: .dense(widths.reversed() + [specification.imageShape.pixels], between: .relu) + [
          .activation(.sigmoid)
        ],
        reconstruction: .meanSquaredError),
      lossTitle: "MSE", seed: seed)
  }
}
