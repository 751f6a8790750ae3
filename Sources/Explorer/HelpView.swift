import Screen

/// Draws every key with what it does, in as many columns as are wide enough to read.
func drawHelp(scroll: Int, _ frame: inout Frame) {
  let area = Rectangle(row: 0, column: 0, rows: frame.rows - 4, columns: frame.columns - 6)
  let across = max(1, area.columns / HelpLine.comfortableColumns)
  let width = area.columns / across
  let lines = HelpLine.all(columns: width - 2)
  let height = max(area.rows, (lines.count + across - 1) / across)
  let hidden = height - area.rows
  let inner = frame.drawBox(
    title: "Keys",
    footer: StyledText(hidden > 0 ? "↑↓ more, any other key closes" : "any key closes", Theme.muted),
    rows: min(frame.rows, height + 2), columns: frame.columns - 4)
  let first = min(scroll, hidden)
  for (index, line) in lines.enumerated() {
    let row = index % height - first
    guard (0..<inner.rows).contains(row) else { continue }
    line.draw(row: inner.row + row, column: inner.column + 1 + index / height * width, &frame)
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

  static func all(columns: Int) -> [HelpLine] {
    Binding.Group.allCases.enumerated().flatMap { index, group in
      (index > 0 ? [.blank] : []) + [.title(group.rawValue)]
        + Keymap.bindings(in: group).flatMap { lines(of: $0, columns: columns) }
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
