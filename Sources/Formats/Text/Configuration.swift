import LatentCore
import TOMLKit

/// Settings from `$XDG_CONFIG_HOME/zwalk/config.toml`, by key; those of a table are joined by points.
///
/// A line is a table's name, or a key with a text, a number, true, false or a list of whole numbers.
///
///     threads = 2
///     [explore]
///     data = "mnist"        # explore.data
public struct Configuration: Sendable, Equatable {
  /// The settings.
  public let values: [String: OptionValue]
  /// Where they were read; empty when there is no file.
  public let file: String

  /// Reads the file of a person; without one there are no settings.
  /// - Throws: `ZwalkError.fileUnreadable`, or `.malformedFile` naming the line.
  public static func load(environment: [String: String]) throws(ZwalkError) -> Configuration {
    let path = UserFolders.configuration(environment) + "/config.toml"
    guard Files.kind(of: path) != .missing else { return Configuration(values: [:], file: "") }
    return try Configuration(decoding: Files.read(path), file: path)
  }

  /// Decodes the contents of a file.
  /// - Throws: `ZwalkError.malformedFile` naming the line, or the key whose value is of a type without use here.
  public init(decoding bytes: [UInt8], file: String) throws(ZwalkError) {
    let text = String(decoding: bytes, as: UTF8.self)
    try ConfigurationLine.check(text, file: file)
    let table: TOMLTable
    do {
      table = try TOMLTable(string: text)
    } catch {
      let place = (error as? TOMLParseError).map { "line \($0.source.begin.line): \($0.description)" }
      throw .malformedFile(path: file, format: "TOML", reason: place ?? "\(error)")
    }
    self.init(values: try Self.flatten(table, below: "", file: file), file: file)
  }

  init(values: [String: OptionValue], file: String) {
    self.values = values
    self.file = file
  }

  /// The setting of a key within a table, or of the key alone.
  public func value(_ key: String, in table: String? = nil) -> OptionValue? {
    table.flatMap { values["\($0).\(key)"] } ?? values[key]
  }

  private static func flatten(
    _ table: TOMLTable, below prefix: String, file: String
  ) throws(ZwalkError) -> [String: OptionValue] {
    var values: [String: OptionValue] = [:]
    for key in table.keys {
      guard let entry = table[key] else { continue }
      if let inner = entry.table {
        let found = try flatten(inner, below: prefix + key + ".", file: file)
        values.merge(found) { first, _ in first }
      } else if let value = value(of: entry) {
        values[prefix + key] = value
      } else {
        throw .malformedFile(
          path: file, format: "TOML",
          reason:
            "\(prefix + key) is of type \(entry.type); text, numbers, true, false and lists of whole numbers are read"
        )
      }
    }
    return values
  }

  private static func value(of entry: any TOMLValueConvertible) -> OptionValue? {
    if let text = entry.string { return .text(text) }
    if let integer = entry.int { return .integer(integer) }
    if let real = entry.double { return .real(real) }
    if let flag = entry.bool { return .flag(flag) }
    guard let array = entry.array else { return nil }
    let integers = array.compactMap(\.int)
    return integers.count == array.count ? .integers(integers) : nil
  }
}
