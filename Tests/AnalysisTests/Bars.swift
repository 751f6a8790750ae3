import Datasets
import LatentCore
import Models

/// Small images by formula, of two classes, and a small model of every kind for them.
enum Bars {
  static let shape = ImageShape(height: 4, width: 5)

  /// Upright bars of class 0 and level ones of class 1, in changing places and greys.
  static func split(_ count: Int) -> Split {
    let pixels = (0..<count).flatMap { image in
      (0..<20).map { pixel -> UInt8 in
        let (row, column) = (pixel / 5, pixel % 5)
        let isOn = image % 2 == 0 ? column == image / 2 % 5 : row == image / 2 % 4
        return isOn ? UInt8(120 + image * 7 % 130) : UInt8(image * pixel % 9)
      }
    }
    return Split(shape: shape, pixels: pixels, labels: (0..<count).map { UInt8($0 % 2) })
  }

  /// The same images without labels.
  static func unlabelled(_ count: Int) -> Split {
    let split = split(count)
    return Split(shape: split.shape, pixels: split.pixels, labels: [])
  }

  /// A specification with few units.
  static func specification(_ entry: ModelEntry, latent: Int = 2) throws -> ModelSpecification {
    var specification = entry.specification(for: shape)
    try specification.options.set("latent", to: "\(latent)", among: entry.options)
    if entry.options.contains(where: { $0.key == "hidden" }) {
      try specification.options.set("hidden", to: entry.id == "linear-ae" ? "" : "8", among: entry.options)
    }
    return specification
  }

  /// A model with fresh weights.
  static func model(_ entry: ModelEntry, latent: Int = 2) throws -> any LatentModel {
    try entry.make(specification(entry, latent: latent), seed: 1)
  }
}
