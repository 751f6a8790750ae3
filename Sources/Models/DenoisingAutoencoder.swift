import LatentCore
import Layers

extension ModelEntry {
  /// The autoencoder that is shown corrupted images and learns to restore the clean ones.
  static let denoisingAutoencoder = ModelEntry(
    id: "denoising-ae", title: "Denoising autoencoder",
    description:
      "reads corrupted images and restores the clean ones, so that it must know what digits are like",
    source: "Vincent et al. 2010, Journal of Machine Learning Research 11",
    options: RecipeOptions(
      hidden: [512], latent: 128, epochs: 20, batch: 128, learningRate: 0.001,
      controls: TrainingControls(schedule: .cosine)
    ).descriptions + [
      OptionDescription(
        "noise", .choice(Noise.allCases.map(\.rawValue)), default: .text(Noise.gaussian.rawValue),
        "how images are corrupted: Gaussian noise, or pixels set to zero"),
      OptionDescription(
        "level", .real(0...1), default: .real(0.5), "standard deviation of the noise, or share of the pixels"),
    ],
    exhibits: [.restored]
  ) { specification, seed in
    let widths = specification.hidden
    var description = AutoencoderDescription(
      encoder: .dense(widths + [specification.latentDimension], between: .relu), bottleneck: .plain,
      decoder: .dense(widths.reversed() + [specification.imageShape.pixels], between: .relu) + [.sigmoid],
      reconstruction: .sumOfSquares)
    description.corruption = specification.corruption(level: specification.options.real("level"))
    return try Autoencoder(specification, description, lossTitle: "SE", seed: seed)
  }
}

/// The kinds of corruption that people choose from.
public enum Noise: String, CaseIterable, Sendable {
  case gaussian, masking

  /// Returns images corrupted at a level, `[images, pixels]`, and advances the source.
  public func corrupted(_ images: Matrix, level: Double, random: inout RandomSource) -> Matrix {
    corruption(level: level).corrupted(images, random: &random)
  }

  /// The corruption of a level.
  func corruption(level: Double) -> Corruption {
    self == .gaussian ? .gaussian(level) : .masking(level)
  }
}

extension ModelSpecification {
  /// The corruption that a denoising autoencoder learns to undo, at some level.
  func corruption(level: Double) -> Corruption {
    (Noise(rawValue: options.text("noise")) ?? .gaussian).corruption(level: level)
  }
}

extension ExhibitEntry {
  /// Clean, corrupted and restored images.
  static let restored = ExhibitEntry(
    id: "restored", title: "Restored",
    description: "test images: clean, corrupted, and what the model makes of them",
    level: Level("noise", 0...1, step: 0.05, initial: 0.5)
  ) { model, subject in
    var random = subject.random
    let clean = subject.examples.images.rows(in: 0..<min(30, subject.examples.images.rows))
    let corrupted = model.specification.corruption(level: subject.level).corrupted(clean, random: &random)
    let restored = model.decode(model.encode(corrupted))
    return Exhibit(
      .images(
        ImageSheet(
          [.init("clean", clean), .init("corrupted", corrupted), .init("restored", restored)],
          shape: model.specification.imageShape)),
      note:
        "squared error \(clean.meanSquaredError(of: corrupted)) to \(clean.meanSquaredError(of: restored))")
  }
}

extension Matrix {
  /// The squared error of images, summed over pixels, mean over images, in words; `–` without images.
  func meanSquaredError(of others: Matrix) -> String {
    guard rows > 0 else { return "–" }
    let sum = zip(values, others.values).reduce(0.0) {
      $0 + (Double($1.0) - Double($1.1)) * (Double($1.0) - Double($1.1))
    }
    return NumberText.plain(sum / Double(rows))
  }
}
