/// A table for people: columns as wide as their widest cell, text to the left and numbers to the right.
struct TextTable {
  private var rows: [[String]]
  private let textColumns: Int

  /// Creates a table.
  /// - Parameter textColumns: so many columns at the left hold text, the others numbers.
  init(_ headings: [String], textColumns: Int) {
    rows = [headings]
    self.textColumns = textColumns
  }

  /// Adds a row with as many cells as there are headings.
  mutating func add(_ cells: [String]) { rows.append(cells) }

  /// The lines, each ended by a line break, without trailing spaces.
  var text: String {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = row.indices.map { pad(row[$0], to: widths[$0], isNumber: $0 >= textColumns) }
      return cells.joined(separator: "  ").withoutTrailingSpaces + "\n"
    }.joined()
  }

  private func pad(_ cell: String, to width: Int, isNumber: Bool) -> String {
    let space = String(repeating: " ", count: width - cell.count)
    return isNumber ? space + cell : cell + space
  }
}

extension String {
  /// The text up to its last character that is no space.
  var withoutTrailingSpaces: String { String(reversed().drop { $0 == " " }.reversed()) }
}
