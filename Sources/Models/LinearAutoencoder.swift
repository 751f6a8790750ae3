import Layers
import LatentCore

extension ModelEntry {
  /// One linear layer each way: it finds the subspace of PCA.
  static let linearAutoencoder = ModelEntry(
    id: "linear-ae", title: "Linear autoencoder",
    description: "one linear layer each way, no activation; learns the subspace that PCA computes",
    source: "Baldi and Hornik 1989, Neural Networks 2(1), doi:10.1016/0893-6080(89)90014-2",
    options: RecipeOptions(hidden: [], latent: 2, epochs: 20, batch: 128, learningRate: 0.005).descriptions
  ) { specification, seed in
    let widths = specification.hidden
    let pixels = specification.imageShape.pixels
    return try Autoencoder(
      specification,
      AutoencoderDescription(
        encoder: (widths + [specification.latentDimension]).map { .dense($0) }, bottleneck: .plain,
        decoder: (widths.reversed() + [pixels]).map { .dense($0) }, reconstruction: .meanSquaredError),
      lossTitle: "MSE", seed: seed)
  }
}
