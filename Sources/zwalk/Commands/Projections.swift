import ArgumentParser
import Projections

/// `zwalk projections`: the catalogue of projections.
struct ProjectionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "projections",
    abstract: "List the projections, or one of them with its options.",
    discussion: "Example: zwalk projections pca")

  @Argument(
    help: "The projection to describe; all when none is named.",
    completion: .list(ProjectionCatalog.all.map(\.id)))
  var name: String?

  @OptionGroup var output: JSONOption

  func run() throws {
    try CatalogListing(ProjectionCatalog.all, kind: "projection", chosen: name).print(asJSON: output.json)
  }
}
