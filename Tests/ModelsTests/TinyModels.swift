import LatentCore
import Models

extension ModelEntry {
  /// A specification small enough to be differentiated weight by weight: images of 4 x 4 pixels.
  func tiny(_ changes: [String: String] = [:]) throws -> ModelSpecification {
    var specification = specification(for: ImageShape(height: 4, width: 4))
    let sizes = [
      // A map of codes has four cells, or sixteen without hidden layers.
      "hidden": "6", "latent": id == "vq-vae" ? "16" : "2", "batch": "5", "patch": "2", "width": "8",
      "heads": "2", "codes": "5", "priorWidth": "4", "steps": "5", "transition": "4", "pairs": "2",
    ].merging(changes) { $1 }
    for (key, value) in sizes
    where (changes[key] != nil && key != "hidden") || options.contains(where: { $0.key == key }) {
      try specification.options.set(key, to: value, among: options)
    }
    return specification
  }
}

extension Batch {
  /// Images with some structure: blobs of different strength, many pixels black.
  static func blobs(_ count: Int, seed: UInt64 = 1, shape: ImageShape = ImageShape(height: 4, width: 4))
    -> Batch
  {
    var random = RandomSource(seed: seed)
    var images = Matrix(rows: count, columns: shape.pixels)
    for row in 0..<count {
      let centre = random.uniform() * Float(shape.pixels)
      for pixel in 0..<shape.pixels {
        images[row, pixel] = max(0, 1 - abs(Float(pixel) - centre) / 4) * (0.5 + random.uniform() / 2)
      }
    }
    return Batch(images: images, labels: (0..<count).map { UInt8($0 % 10) })
  }
}

extension ModelEntry {
  /// Whether training steps follow a gradient; otherwise the model learns by whole passes.
  var learnsByGradient: Bool { !((try? make(tiny(), seed: 0)) is any WholePassModel) }
  /// Whether generator and discriminator learn against each other, so that no loss goes down for long.
  var isAdversarial: Bool { (try? make(tiny(), seed: 0)) is AdversarialModel }
  /// Whether the widths of hidden layers can be chosen.
  var hasHiddenLayers: Bool { options.contains { $0.key == "hidden" } }
}

/// Trains for some steps on one batch, which is all there is to see, and returns the losses on the way.
func train(
  _ model: any LatentModel, _ batch: Batch, steps: Int, learningRate: Float = 0.01, seed: UInt64 = 3
) -> [Losses] {
  var random = RandomSource(seed: seed)
  return (0..<steps).map { _ in
    let losses = model.trainStep(batch, learningRate: learningRate, random: &random)
    (model as? any WholePassModel)?.finishPass(learningRate: 1)
    return losses
  }
}
