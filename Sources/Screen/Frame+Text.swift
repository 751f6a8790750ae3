extension Frame {
  /// Writes text into a row and returns the number of columns it took.
  ///
  /// Only single-width characters reach the frame; whatever lies outside of it is left out.
  /// - Parameters:
  ///   - background: nil keeps what is there.
  ///   - maxColumns: longer text ends in `…`; nil for no limit but the frame.
  @discardableResult
  public mutating func write(
    _ text: String, row: Int, column: Int, foreground: Color = Theme.text, background: Color? = nil,
    style: CellStyle = [], maxColumns: Int? = nil
  ) -> Int {
    let scalars = Self.truncated(text.singleWidthScalars, to: maxColumns)
    for (offset, scalar) in scalars.enumerated() {
      put(
        scalar, row: row, column: column + offset, foreground: foreground, background: background,
        style: style)
    }
    return scalars.count
  }

  /// Writes text in several colours and returns the number of columns it took.
  @discardableResult
  public mutating func write(
    _ text: StyledText, row: Int, column: Int, foreground: Color = Theme.text, background: Color? = nil,
    style: CellStyle = [], maxColumns: Int? = nil
  ) -> Int {
    var taken = 0
    for span in text.spans {
      let left = maxColumns.map { max(0, $0 - taken) }
      taken += write(
        span.text, row: row, column: column + taken, foreground: span.color ?? foreground,
        background: background, style: style.union(span.style), maxColumns: left)
    }
    return taken
  }

  /// Writes text left, centred or right within `columns` columns that begin at `column`.
  public mutating func write(
    _ text: StyledText, row: Int, column: Int, columns: Int, alignment: TextAlignment,
    foreground: Color = Theme.text, background: Color? = nil, style: CellStyle = []
  ) {
    let space = max(0, columns - text.columns)
    let indent =
      switch alignment {
      case .left: 0
      case .center: space / 2
      case .right: space
      }
    write(
      text, row: row, column: column + indent, foreground: foreground, background: background, style: style,
      maxColumns: max(0, columns))
  }

  /// Writes paragraphs into a rectangle, broken between words, and returns the number of rows taken.
  @discardableResult
  public mutating func writeWrapped(_ text: String, in area: Rectangle, foreground: Color = Theme.text) -> Int
  {
    let all = text.wrapped(columns: area.columns)
    let lines = all.prefix(area.rows)
    for (offset, text) in lines.enumerated() {
      let isCut = offset == lines.count - 1 && all.count > lines.count
      let line = isCut ? String(text.prefix(area.columns - 1)) + "…" : text
      write(
        line, row: area.row + offset, column: area.column, foreground: foreground, maxColumns: area.columns)
    }
    return lines.count
  }

  /// Replaces one character and its colour; a nil background keeps what is there.
  public mutating func put(
    _ scalar: Unicode.Scalar, row: Int, column: Int, foreground: Color = Theme.text, background: Color? = nil,
    style: CellStyle = []
  ) {
    guard row >= 0, row < rows, column >= 0, column < columns else { return }
    self[row, column] = Cell(
      scalar, foreground: foreground, background: background ?? self[row, column].background, style: style)
  }

  /// Fills a rectangle with one cell.
  public mutating func fill(_ area: Rectangle, with cell: Cell = Theme.blank) {
    let area = area.intersection(bounds)
    for row in area.row..<area.row + area.rows {
      for column in area.column..<area.column + area.columns { self[row, column] = cell }
    }
  }

  private static func truncated(_ scalars: [Unicode.Scalar], to limit: Int?) -> [Unicode.Scalar] {
    guard let limit, scalars.count > limit else { return scalars }
    return limit <= 0 ? [] : scalars.prefix(limit - 1) + ["…"]
  }
}

extension String {
  /// Returns the lines of this text broken between words; words longer than a line are cut.
  public func wrapped(columns: Int) -> [String] {
    guard columns > 0 else { return [] }
    return split(separator: "\n", omittingEmptySubsequences: false).flatMap { paragraph in
      var lines = [""]
      for var word in paragraph.split(separator: " ").map(String.init) {
        let last = lines[lines.count - 1]
        if last.isEmpty {
          lines[lines.count - 1] = word
        } else if last.count + 1 + word.count <= columns {
          lines[lines.count - 1] += " " + word
        } else {
          lines.append(word)
        }
        while lines[lines.count - 1].count > columns {
          word = String(lines[lines.count - 1].dropFirst(columns))
          lines[lines.count - 1] = String(lines[lines.count - 1].prefix(columns))
          lines.append(word)
        }
      }
      return lines
    }
  }
}
