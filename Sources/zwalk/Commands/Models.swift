import ArgumentParser
import Models

/// `zwalk models`: the catalogue of models.
struct ModelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models",
    abstract: "List the models, or one of them with its options.",
    discussion: "Example: zwalk models vae")

  @Argument(
    help: "The model to describe; all when none is named.", completion: .list(ModelCatalog.all.map(\.id)))
  var name: String?

  @OptionGroup var output: JSONOption

  func run() throws {
    try CatalogListing(ModelCatalog.all, kind: "model", chosen: name).print(asJSON: output.json)
  }
}
