/// Keys with what they do, in groups.
public struct KeyHelp: Sendable, Hashable {
  /// Keys that belong together.
  public struct Group: Sendable, Hashable {
    /// What the keys have in common.
    public var title: String
    /// The keys.
    public var hints: [KeyHint]

    /// Creates a group.
    public init(_ title: String, _ hints: [KeyHint]) {
      self.title = title
      self.hints = hints
    }
  }

  /// The groups in reading order.
  public var groups: [Group]

  /// Creates a table of keys.
  public init(_ groups: [Group]) { self.groups = groups }

  /// The lines of all groups, a blank one between two.
  var lines: [Line] {
    groups.enumerated().flatMap { index, group in
      (index > 0 ? [.blank] : []) + [.title(group.title)] + group.hints.map(Line.hint)
    }
  }

  enum Line {
    case blank
    case title(String)
    case hint(KeyHint)
  }

  /// The columns of the keys and of a whole entry, each with the space behind it.
  var widths: (keys: Int, entry: Int) {
    let hints = groups.flatMap(\.hints)
    let keys = min((hints.map(\.keys.count).max() ?? 0) + 2, 18)
    return (keys, keys + (hints.map(\.label.count).max() ?? 0) + 3)
  }

  /// How many entries stand side by side, and how many lines each column has.
  func arrangement(in area: Rectangle) -> (across: Int, lines: Int) {
    let across = max(1, (area.columns + 3) / max(1, widths.entry))
    return (across, max(area.rows, (lines.count + across - 1) / across))
  }

  /// Returns how many lines can be scrolled; 0 when everything fits.
  public func overflow(in area: Rectangle) -> Int { arrangement(in: area).lines - max(0, area.rows) }
}

extension Frame {
  /// Draws a table of keys in as many columns as fit.
  /// - Parameter scroll: the first line shown of each column, for areas that are too low.
  public mutating func draw(_ help: KeyHelp, in area: Rectangle, scroll: Int = 0) {
    guard !area.isEmpty else { return }
    let lines = help.lines
    let (across, height) = help.arrangement(in: area)
    let width = area.columns / across
    let keys = min(help.widths.keys, width / 2)
    for (index, line) in lines.enumerated() {
      let row = index % height - max(0, scroll)
      guard row >= 0, row < area.rows else { continue }
      let column = area.column + index / height * width
      switch line {
      case .blank: break
      case .title(let title):
        write(
          title, row: area.row + row, column: column, foreground: Theme.accent, style: .bold,
          maxColumns: width - 1)
      case .hint(let hint):
        write(
          hint.keys, row: area.row + row, column: column, foreground: Theme.key, style: .bold,
          maxColumns: keys - 1)
        write(hint.label, row: area.row + row, column: column + keys, maxColumns: max(0, width - keys - 1))
      }
    }
  }
}
