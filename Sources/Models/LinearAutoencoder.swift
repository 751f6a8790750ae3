import Layers
import LatentCore

extension ModelEntry {
  /// One linear layer each way: it finds the subspace of PCA.
  static let linearAutoencoder = ModelEntry(
    id: "linear-ae", title: "Linear autoencoder",
    description: "one linear layer each way, no activation; learns the subspace that PCA computes",
    source: "Baldi and Hornik 1989, Neural Networks 2(1), doi:10.1016/0893-6080(89)90014-2",
    options: RecipeOptions(
      hidden: [], latent: 2, epochs: 20, batch: 128, learningRate: 0.005,
      controls: TrainingControls(schedule: .cosine)
    ).descriptions,
    exhibits: [.angle]
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

extension ExhibitEntry {
  /// How far the decoder's subspace is from that of PCA, epoch by epoch.
  static let angle = ExhibitEntry(
    id: "angle", title: "Angle to PCA",
    description:
      "the largest principal angle between what the decoder can draw and PCA's subspace, in degrees"
  ) { _, subject in
    let measured = subject.history.compactMap { epoch in
      epoch.losses.terms["angle"].map { (epoch: epoch.epoch, angle: $0) }
    }
    return Exhibit(
      .curves(
        CurveChart(
          [.init("degrees", x: measured.map(\.epoch), y: measured.map(\.angle))], xTitle: "epoch")),
      note: measured.last.map { "\(($0.angle * 100).rounded() / 100)° after epoch \(Int($0.epoch))" }
        ?? "measured after each epoch")
  }
}
