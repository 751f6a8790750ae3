import Screen

/// Draws every key with what it does, in as many columns as are wide enough to read.
func drawHelp(scroll: Int, _ frame: inout Frame) {
  let area = Rectangle(row: 0, column: 0, rows: frame.rows - 4, columns: frame.columns - 6)
  let across = max(1, area.columns / HelpLine.comfortableColumns)
  let width = area.columns / across
  let columns = HelpLine.all(columns: width - 2).distributed(over: across, rows: area.rows)
  let height = columns.map(\.count).max() ?? 0
  let hidden = max(0, height - area.rows)
  let inner = frame.drawBox(
    title: "Keys",
    footer: StyledText(hidden > 0 ? "↑↓ more, any other key closes" : "any key closes", Theme.muted),
    rows: min(frame.rows - 2, height + 2), columns: frame.columns - 4)
  for (index, lines) in columns.enumerated() {
    for (row, line) in lines.dropFirst(min(scroll, hidden)).prefix(inner.rows).enumerated() {
      line.draw(row: inner.row + row, column: inner.column + 1 + index * width, &frame)
    }
  }
}

extension [[HelpLine]] {
  /// Fills columns with whole entries: no sentence is broken between two columns.
  fileprivate func distributed(over count: Int, rows: Int) -> [[HelpLine]] {
    let total = reduce(0) { $0 + $1.count }
    let target = Swift.max(rows, (total + count - 1) / count + 1)
    var columns: [[HelpLine]] = [[]]
    for entry in self {
      if columns[columns.count - 1].count + entry.count > target, columns.count < count { columns.append([]) }
      if columns[columns.count - 1].isEmpty, case .blank = entry[0] { continue }
      columns[columns.count - 1] += entry
    }
    return columns
  }
}

/// A line of the help: a group's title, a key with the beginning of its sentence, or the rest of one.
private enum HelpLine {
  case blank
  case title(String)
  case key(String, String)
  case rest(String)

  /// Below this width sentences are broken too often to be read.
  static let comfortableColumns = 54
  private static let keyColumns = 15

  /// All entries: a blank line, a group's title with its first key, then a key each.
  static func all(columns: Int) -> [[HelpLine]] {
    Binding.Group.allCases.enumerated().flatMap { index, group in
      var entries = Keymap.bindings(in: group).map { lines(of: $0, columns: columns) }
      entries[0].insert(.title(group.rawValue), at: 0)
      return (index > 0 ? [[.blank]] : []) + entries
    }
  }

  private static func lines(of binding: Binding, columns: Int) -> [HelpLine] {
    binding.help.wrapped(columns: columns - keyColumns).enumerated().map { index, line in
      index == 0 ? .key(binding.shown, line) : .rest(line)
    }
  }

  func draw(row: Int, column: Int, _ frame: inout Frame) {
    switch self {
    case .blank: break
    case .title(let title):
      frame.write(title, row: row, column: column, foreground: Theme.accent, style: .bold)
    case .key(let keys, let text):
      frame.write(keys, row: row, column: column, foreground: Theme.key, style: .bold)
      frame.write(text, row: row, column: column + Self.keyColumns)
    case .rest(let text): frame.write(text, row: row, column: column + Self.keyColumns)
    }
  }
}
