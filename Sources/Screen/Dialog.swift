/// A key and what it does, as footers and dialogs show them.
public struct KeyHint: Sendable, Hashable {
  /// The keys as they are printed, `←↑↓→` or `q`.
  public var keys: String
  /// What they do, a word or two.
  public var label: String

  /// Creates a hint.
  public init(_ keys: String, _ label: String) {
    self.keys = keys
    self.label = label
  }

  /// The columns it takes.
  var columns: Int { keys.count + 1 + label.count }

  /// The hint as text, the key in its colour.
  public var text: StyledText {
    StyledText(keys, Theme.key, style: .bold) + StyledText(" " + label, Theme.text)
  }
}

/// A question or a message over everything else.
public struct Dialog: Sendable, Hashable {
  /// What it is about.
  public var title: String
  /// The question or the news; newlines begin paragraphs.
  public var message: String
  /// The answers.
  public var keys: [KeyHint]

  /// Creates a dialog.
  public init(title: String, message: String, keys: [KeyHint] = []) {
    self.title = title
    self.message = message
    self.keys = keys
  }
}

extension Frame {
  /// Writes keys with their labels into a row; what does not fit is left out from the end.
  /// - Parameter pinned: so many of the last hints are shown before any other.
  public mutating func writeKeys(
    _ hints: [KeyHint], row: Int, column: Int, columns: Int, pinned: Int = 0, background: Color? = nil
  ) {
    let gap = 2
    let last = hints.suffix(max(0, pinned))
    var left = columns - last.reduce(0) { $0 + $1.columns + gap } + gap
    var shown: [KeyHint] = []
    for hint in hints.dropLast(max(0, pinned)) {
      left -= hint.columns + gap
      guard left >= 0 else { break }
      shown.append(hint)
    }
    var place = column
    for hint in shown + last {
      let room = column + columns - place
      guard room > 0 else { break }
      place += write(hint.text, row: row, column: place, background: background, maxColumns: room) + gap
    }
  }

  /// Draws a dialog in the middle and dims everything behind it.
  /// - Returns: the area of the box.
  @discardableResult
  public mutating func draw(_ dialog: Dialog) -> Rectangle {
    let widest = min(max(20, columns - 4), 64)
    let lines = dialog.message.wrapped(columns: widest - 4)
    let keys = dialog.keys.reduce(-2) { $0 + $1.columns + 2 }
    let width = max(lines.map(\.count).max() ?? 0, dialog.title.count + 2, keys) + 4
    let height = lines.count + (dialog.keys.isEmpty ? 2 : 4)
    let inner = drawBox(title: dialog.title, rows: height, columns: min(width, widest))
    for (offset, line) in lines.prefix(inner.rows).enumerated() {
      write(
        line, row: inner.row + offset, column: inner.column + 1, foreground: Theme.text,
        maxColumns: inner.columns - 2)
    }
    if !dialog.keys.isEmpty, inner.rows > 0 {
      writeKeys(
        dialog.keys, row: inner.row + inner.rows - 1, column: inner.column + 1, columns: inner.columns - 2)
    }
    return Rectangle(
      row: inner.row - 1, column: inner.column - 1, rows: inner.rows + 2, columns: inner.columns + 2)
  }

  /// Dims the frame, draws an empty focused box in its middle and returns the area inside, for menus and forms.
  @discardableResult
  public mutating func drawBox(
    title: String, detail: StyledText = "", footer: StyledText = "", rows: Int, columns: Int
  ) -> Rectangle {
    dim()
    let area = bounds.centered(rows: rows, columns: columns)
    fill(area)
    return draw(Panel(title: title, detail: detail, footer: footer, isFocused: true), in: area)
  }

  /// Turns every colour down, so that what is drawn next stands out; images keep to the greys of `Ramp`.
  public mutating func dim() {
    for row in 0..<rows {
      for column in 0..<columns {
        var cell = self[row, column]
        cell.foreground = Self.dimmed(cell.foreground)
        cell.background = Self.dimmed(cell.background)
        cell.style = []
        self[row, column] = cell
      }
    }
  }

  private static let dimmedGreys: [Color: Color] = Dictionary(
    Ramp.greys.enumerated().map { ($1, Ramp.grey($0 / 3)) }, uniquingKeysWith: { first, _ in first })

  private static func dimmed(_ color: Color) -> Color {
    dimmedGreys[color] ?? color.mixed(with: Theme.ground, 0.62)
  }
}
