import Analysis
import Datasets
import Engine
import LatentCore
import Models

/// A recipe of the literature whose speed is measured.
struct BenchRecipe {
  /// What an epoch took.
  struct Timing {
    /// Medians over the rounds: of an epoch's training part, and of its products alone.
    let seconds, bound: Double
    let imagesPerSecond: Double
  }

  let name: String
  private let model: String
  private let settings: [(key: String, value: String)]

  static let all = [
    BenchRecipe(name: "ae3", model: "ae", settings: []),
    BenchRecipe(name: "vae400", model: "vae", settings: [("hidden", "400"), ("latent", "20")]),
    BenchRecipe(name: "vae500", model: "vae", settings: [("hidden", "500"), ("latent", "20")]),
    BenchRecipe(
      name: "vae200", model: "vae",
      settings: [("hidden", "200"), ("latent", "20"), ("batch", "32"), ("likelihood", "gaussian")]),
    BenchRecipe(name: "vae2", model: "vae", settings: [("hidden", "400"), ("latent", "2")]),
  ]

  /// Trains and multiplies in turns, so that whatever else the machine does hits both alike.
  func measure(on images: ImageSet, rounds: Int, seed: UInt64) throws -> Timing {
    let entry = try ModelCatalog.entry(model)
    var options = Options(entry.options)
    for setting in settings { try options.set(setting.key, to: setting.value, among: entry.options) }
    let specification = ModelSpecification(model: model, imageShape: images.shape, options: options)
    let trainer = try Trainer(specification, data: images, seed: seed)
    var bound = ProductBound(trainer.model, batch: specification.batchSize)
    var (epochs, products): ([Double], [Double]) = ([], [])
    for _ in 0..<rounds {
      epochs.append(try trainer.trainEpoch().seconds)
      products.append(bound.measure(images: images.train.count))
    }
    let seconds = epochs.sorted()[rounds / 2]
    return Timing(
      seconds: seconds, bound: products.sorted()[rounds / 2],
      imagesPerSecond: Double(images.train.count) / seconds)
  }
}
