/// What every catalogue entry tells menus, help, command line and README.
public protocol CatalogEntry: Sendable {
  /// The name on the command line and in files: lower case, words joined by hyphens.
  var id: String { get }
  /// The name for people.
  var title: String { get }
  /// One line that says what it does.
  var description: String { get }
  /// The paper or site that it follows.
  var source: String { get }
  /// Its settings, in the order in which menus show them.
  var options: [OptionDescription] { get }
}

extension Collection where Element: CatalogEntry {
  /// Returns the entry with an identifier.
  /// - Throws: `ZwalkError.unknownName` with the nearest names.
  public func entry(named id: String, kind: String) throws(ZwalkError) -> Element {
    guard let entry = first(where: { $0.id == id }) else {
      throw .unknownName(kind: kind, name: id, known: map(\.id))
    }
    return entry
  }
}
