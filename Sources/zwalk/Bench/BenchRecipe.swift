import Analysis
import Datasets
import Engine
import LatentCore
import Models

/// A recipe of the literature whose speed is measured.
struct BenchRecipe: Sendable {
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

  /// The recipe with a name.
  /// - Throws: `ZwalkError.unknownName`.
  static func named(_ name: String) throws(ZwalkError) -> BenchRecipe {
    guard let recipe = all.first(where: { $0.name == name }) else {
      throw .unknownName(kind: "recipe", name: name, known: all.map(\.name))
    }
    return recipe
  }

  /// A trainer of the recipe at its beginning.
  func trainer(on images: ImageSet, seed: UInt64) throws -> Trainer {
    try Trainer(specification(for: images.shape), data: images, seed: seed)
  }

  /// The products of the recipe for images of a shape.
  func products(for shape: ImageShape) throws -> ProductBound {
    let specification = try specification(for: shape)
    let encoder = [shape.pixels] + specification.hidden
    let code = specification.latentDimension
    let heads = model == "vae" ? 2 * code : code
    let decoder = [code] + specification.hidden.reversed() + [shape.pixels]
    let layers =
      zip(encoder, encoder.dropFirst() + [heads]).map(ProductBound.Layer.init)
      + zip(decoder, decoder.dropFirst()).map(ProductBound.Layer.init)
    return ProductBound(layers, batch: specification.batchSize)
  }

  private func specification(for shape: ImageShape) throws -> ModelSpecification {
    let entry = try ModelCatalog.entry(model)
    var options = Options(entry.options)
    for setting in settings { try options.set(setting.key, to: setting.value, among: entry.options) }
    return ModelSpecification(model: model, imageShape: shape, options: options)
  }
}
