import LatentCore

/// A model of the catalogue: what it is, what can be set, and how it is made.
public struct ModelEntry: CatalogEntry {
  /// The name on the command line and in files: lower case, words joined by hyphens.
  public let id: String
  /// The name for people.
  public let title: String
  /// One line that says what it does.
  public let description: String
  /// The paper that it follows.
  public let source: String
  /// Its settings, in the order in which menus show them.
  public let options: [OptionDescription]
  /// What the model has of its own to see, then what every model has; the first is shown unless chosen.
  public let exhibits: [ExhibitEntry]
  /// The value that suits a specification of an option that is `auto` there; nil where there is no such option.
  let suited: (@Sendable (_ key: String, ModelSpecification) -> Double?)?
  /// Makes a model with fresh weights.
  private let maker: @Sendable (ModelSpecification, _ seed: UInt64) throws -> any LatentModel

  /// Creates an entry.
  /// - Parameters:
  ///   - exhibits: what the model has of its own to see, the most telling first.
  ///   - suited: what stands for `auto` in options that may be so; nil without any.
  public init(
    id: String, title: String, description: String, source: String, options: [OptionDescription],
    exhibits: [ExhibitEntry] = [],
    suited: (@Sendable (_ key: String, ModelSpecification) -> Double?)? = nil,
    maker: @escaping @Sendable (ModelSpecification, _ seed: UInt64) throws -> any LatentModel
  ) {
    self.id = id
    self.title = title
    self.description = description
    self.source = source
    self.options = options
    self.exhibits = exhibits + [.spread]
    self.suited = suited
    self.maker = maker
  }

  /// Makes a model with fresh weights.
  ///
  /// Nothing about the specification is taken for granted: it may come from a file.
  /// - Throws: `ZwalkError` when an option is missing or out of its range, or when the options contradict each other,
  ///   the image shape, or what fits into memory.
  public func make(_ specification: ModelSpecification, seed: UInt64) throws -> any LatentModel {
    try specification.requireAllowed(by: self)
    return try maker(specification, seed)
  }

  /// The exhibit with an identifier.
  /// - Throws: `ZwalkError.unknownName` with those that there are.
  public func exhibit(_ id: String) throws(ZwalkError) -> ExhibitEntry {
    guard let exhibit = exhibits.first(where: { $0.id == id }) else {
      throw .unknownName(kind: "exhibit of \(self.id)", name: id, known: exhibits.map(\.id))
    }
    return exhibit
  }

  /// The specification of this entry's default recipe for images of a shape.
  public func specification(for shape: ImageShape) -> ModelSpecification {
    ModelSpecification(model: id, imageShape: shape, options: Options(options))
  }
}

/// Every model that zwalk knows, in the order of menus and tables.
public enum ModelCatalog {
  /// All models.
  public static let all: [ModelEntry] = [
    .linearAutoencoder, .denseAutoencoder, .stackedAutoencoder, .denoisingAutoencoder, .sparseAutoencoder,
    .convolutionalAutoencoder, .attentionAutoencoder, .variationalAutoencoder, .betaVariationalAutoencoder,
    .conditionalVariationalAutoencoder, .vectorQuantisedAutoencoder, .temporalDifferenceAutoencoder,
    .generativeAdversarialNetwork, .gaussian, .gaussianMixture,
  ]

  /// Returns the entry with an identifier.
  /// - Throws: `ZwalkError.unknownName`.
  public static func entry(_ id: String) throws(ZwalkError) -> ModelEntry {
    try all.entry(named: id, kind: "model")
  }

  /// Makes a model with fresh weights.
  /// - Throws: `ZwalkError`.
  public static func make(_ specification: ModelSpecification, seed: UInt64) throws -> any LatentModel {
    try entry(specification.model).make(specification, seed: seed)
  }
}
