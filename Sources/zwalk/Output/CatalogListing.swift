import Formats
import LatentCore

/// A catalogue, or one entry of it, as text and as JSON Lines.
struct CatalogListing<Entry: CatalogEntry> {
  private let entries: [Entry]
  private let isSingle: Bool

  /// - Parameter chosen: the entry to describe; nil for all.
  /// - Throws: `ZwalkError.unknownName`.
  init(_ entries: [Entry], kind: String, chosen: String?) throws {
    self.entries = try chosen.map { [try entries.entry(named: $0, kind: kind)] } ?? entries
    isSingle = chosen != nil
  }

  /// Writes the listing.
  func print(asJSON: Bool) throws {
    if asJSON {
      try StandardStreams.write(entries.map { "\($0.json)\n" }.joined())
    } else {
      try StandardStreams.write(isSingle ? entries.map(\.details).joined() : overview)
    }
  }

  private var overview: String {
    var table = TextTable(["name", "title", "what it does"], textColumns: 3)
    for entry in entries { table.add([entry.id, entry.title, entry.description]) }
    return table.text
  }
}

extension CatalogEntry {
  fileprivate var json: JSONValue {
    [
      "id": .text(id), "title": .text(title), "description": .text(description), "source": .text(source),
      "options": .list(options.map(\.json)),
    ]
  }

  /// Everything about the entry, its options as a table.
  fileprivate var details: String {
    var table = TextTable(["option", "default", "takes", "what it is"], textColumns: 4)
    for option in options {
      table.add([option.key, option.defaultValue.description, option.allowed, option.description])
    }
    return "\(id): \(title)\n\(description)\nSource: \(source)\n" + (options.isEmpty ? "" : "\n" + table.text)
  }
}

extension OptionDescription {
  fileprivate var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init("key", .text(key)), .init("default", defaultValue.json), .init("minimum", minimum),
      .init("maximum", maximum), .init("description", .text(description)),
    ]
    if case .choice(let names) = kind { members.append(.init("choices", .list(names.map { .text($0) }))) }
    return .object(members)
  }

  private var minimum: JSONValue {
    switch kind {
    case .integer(let range), .integers(let range): .integer(range.lowerBound)
    case .real(let range), .automatic(let range): .number(range.lowerBound)
    case .choice, .flag: .null
    }
  }

  private var maximum: JSONValue {
    switch kind {
    case .integer(let range), .integers(let range): .integer(range.upperBound)
    case .real(let range), .automatic(let range): .number(range.upperBound)
    case .choice, .flag: .null
    }
  }
}

extension OptionValue {
  fileprivate var json: JSONValue {
    switch self {
    case .integer(let value): .integer(value)
    case .real(let value): .number(value)
    case .text(let value): .text(value)
    case .flag(let value): .flag(value)
    case .integers(let values): .list(values.map { .integer($0) })
    }
  }
}
