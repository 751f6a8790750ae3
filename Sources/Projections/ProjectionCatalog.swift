import LatentCore

/// A projection of the catalogue: what it is, what can be set, and how it is made.
public struct ProjectionEntry: CatalogEntry {
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
  /// Whether a fit takes time in proportion to the points, so that all images are fitted where others take a sample.
  public let takesLinearTime: Bool
  /// Whether it looks for what tells classes apart, so that data without labels is refused.
  public let needsLabels: Bool
  private let maker: @Sendable (Options) throws -> any Projection

  /// Creates an entry.
  public init(
    id: String, title: String, description: String, source: String, options: [OptionDescription] = [],
    takesLinearTime: Bool = false, needsLabels: Bool = false,
    maker: @escaping @Sendable (Options) throws -> any Projection
  ) {
    self.id = id
    self.title = title
    self.description = description
    self.source = source
    self.options = options
    self.takesLinearTime = takesLinearTime
    self.needsLabels = needsLabels
    self.maker = maker
  }

  /// Makes an unfitted projection.
  public func make(_ options: Options) throws -> any Projection { try maker(options) }
}

/// Every projection that zwalk knows, in the order of menus and tables.
public enum ProjectionCatalog {
  /// All projections.
  public static let all: [ProjectionEntry] = [
    .principalComponents, .nonnegativeFactors, .kernelPrincipalComponents, .graphKernelComponents,
    .linearDiscriminants, .kernelDiscriminants, .tsne, .umap, .multidimensionalScaling, .random,
  ]

  /// Returns the entry with an identifier.
  /// - Throws: `ZwalkError.unknownName`.
  public static func entry(_ id: String) throws(ZwalkError) -> ProjectionEntry {
    try all.entry(named: id, kind: "projection")
  }
}
