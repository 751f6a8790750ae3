import LatentCore
import Models
import Testing

@Suite("The catalogue of models")
struct CatalogTests {
  @Test("where an option may be auto, it is known what suits", arguments: ModelCatalog.all)
  func suited(entry: ModelEntry) throws {
    let specification = try entry.make(entry.tiny(), seed: 0).specification
    for option in entry.options {
      guard case .automatic(let range) = option.kind else { continue }
      #expect(option.defaultValue == .automatic && range.contains(specification.real(option.key)))
    }
    #expect(specification.learningRate > 0)
  }

  @Test(
    "every entry says what it is, where it is from, and defaults that it allows", arguments: ModelCatalog.all)
  func entries(entry: ModelEntry) {
    #expect(entry.id.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" })
    #expect(!entry.title.isEmpty && !entry.description.isEmpty && !entry.source.isEmpty)
    #expect(!entry.description.contains("\n") && entry.description.count < 100)
    let keys = entry.options.map(\.key)
    #expect(Set(keys).count == keys.count)
    #expect(Set(["latent", "epochs", "batch", "lr"]).isSubset(of: keys))
    #expect(entry.options.allSatisfy { $0.allows($0.defaultValue) && !$0.description.isEmpty })
  }

  @Test("identifiers are unique, and an unknown one is refused with those that exist")
  func identifiers() {
    let ids = ModelCatalog.all.map(\.id)
    #expect(Set(ids).count == ids.count)
    #expect(throws: ZwalkError.unknownName(kind: "model", name: "vea", known: ids)) {
      try ModelCatalog.entry("vea")
    }
  }

  @Test(
    "the recipes are those of the literature",
    arguments: [
      ("linear-ae", "784-2"), ("ae", "784-128-64-12-3"), ("vae", "784-400-20"),
      ("conv-ae", "784-16-32-16"), ("attention-ae", "784-128-128-30"),
      ("vq-vae", "784-32-64-392"),
    ])
  func recipes(id: String, architecture: String) throws {
    let specification = try ModelCatalog.entry(id).specification(for: .mnist)
    #expect(specification.architecture == architecture)
    #expect(try ModelCatalog.make(specification, seed: 0).latentDimension == specification.latentDimension)
  }

  @Test(
    "a missing option, or one out of its range, is an error, wherever it comes from",
    arguments: ModelCatalog.all)
  func brokenOptions(entry: ModelEntry) throws {
    let whole = entry.specification(for: .mnist)
    for option in entry.options {
      var values = whole.options.values
      values[option.key] = nil
      #expect(throws: ZwalkError.self) { try entry.make(whole.with(values), seed: 0) }
      values[option.key] = .flag(true)
      #expect(throws: ZwalkError.self) { try entry.make(whole.with(values), seed: 0) }
    }
  }

  @Test(
    "what contradicts itself or does not fit into memory is an error with advice",
    arguments: ModelCatalog.all,
    [
      ["hidden": "0"], ["hidden": "-3"], ["latent": "0"], ["latent": "10001"],
      ["hidden": "10000,10000,10000"],
      ["hidden": Array(repeating: "2", count: 33).joined(separator: ",")], ["batch": "0"], ["lr": "0"],
      ["lr": "nan"],
    ])
  func refusals(entry: ModelEntry, changes: [String: String]) {
    #expect(throws: ZwalkError.self) {
      var specification = entry.specification(for: .mnist)
      for (key, value) in changes { try specification.options.set(key, to: value, among: entry.options) }
      _ = try entry.make(specification, seed: 0)
    }
  }

  @Test(
    "images of no or absurd size are an error",
    arguments: [(0, 5), (-1, 3), (1 << 40, 1 << 40), (2000, 2000)])
  func imageShapes(height: Int, width: Int) throws {
    let shape = ImageShape(height: height, width: width)
    for entry in ModelCatalog.all {
      #expect(throws: ZwalkError.self) { try entry.make(entry.specification(for: shape), seed: 0) }
    }
  }
}

extension ModelSpecification {
  /// The same model with other options.
  func with(_ values: [String: OptionValue]) -> ModelSpecification {
    ModelSpecification(model: model, imageShape: imageShape, options: Options(values: values))
  }
}
