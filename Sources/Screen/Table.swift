/// Numbers side by side: columns aligned, the best value of a column bold.
public struct Table: Sendable, Hashable {
  /// Which value of a column is the best.
  public enum Best: Sendable, Hashable { case highest, lowest, none }

  /// What a column holds.
  public struct Column: Sendable, Hashable {
    /// What stands over the values.
    public var title: String
    /// Where they stand.
    public var alignment: TextAlignment
    /// Which of them is printed bold.
    public var best: Best

    /// Creates a column.
    public init(_ title: String, _ alignment: TextAlignment = .right, best: Best = .none) {
      self.title = title
      self.alignment = alignment
      self.best = best
    }
  }

  /// One value.
  public struct Value: Sendable, Hashable {
    /// The value as it is printed.
    public var text: String
    /// What is compared; nil for what is not, such as a name or a missing measure.
    public var number: Double?

    /// Creates a value.
    public init(_ text: String, _ number: Double? = nil) {
      self.text = text
      self.number = number
    }
  }

  /// The columns from left to right.
  public var columns: [Column]
  /// The values, `[row][column]`.
  public var rows: [[Value]]
  /// The selected row; nil for none.
  public var selection: Int?

  /// Creates a table; rows may be shorter than the columns.
  public init(_ columns: [Column], rows: [[Value]], selection: Int? = nil) {
    self.columns = columns
    self.rows = rows
    self.selection = selection
  }

  /// Whether a value is the best of its column; all equal ones are, but none without another to be compared with.
  public func isBest(row: Int, column: Int) -> Bool {
    guard rows.indices.contains(row), columns.indices.contains(column), columns[column].best != .none,
      column < rows[row].count, let number = rows[row][column].number
    else { return false }
    let numbers = rows.compactMap { column < $0.count ? $0[column].number : nil }.filter { !$0.isNaN }
    guard numbers.count > 1 else { return false }
    return number == (columns[column].best == .highest ? numbers.max() : numbers.min())
  }

  /// The width of each column: its longest text.
  var widths: [Int] {
    columns.indices.map { column in
      rows.reduce(columns[column].title.count) {
        max($0, column < $1.count ? $1[column].text.count : 0)
      }
    }
  }
}

extension Frame {
  /// Draws a table: titles, then rows, scrolled to the selected one; columns that do not fit are cut off.
  public mutating func draw(_ table: Table, in area: Rectangle) {
    guard !area.isEmpty else { return }
    let widths = table.widths
    var place = area.column
    let visible = area.rows - 1
    let first = Menu.firstShown(count: table.rows.count, selection: table.selection ?? 0, rows: visible)
    if let selection = table.selection, (first..<first + visible).contains(selection) {
      fill(
        Rectangle(row: area.row + 1 + selection - first, column: area.column, rows: 1, columns: area.columns),
        with: Cell(" ", foreground: Theme.title, background: Theme.selectionGround))
    }
    for (index, column) in table.columns.enumerated() {
      let width = min(widths[index], area.column + area.columns - place)
      guard width > 0 else { break }
      write(
        StyledText(column.title, Theme.muted), row: area.row, column: place, columns: width,
        alignment: column.alignment)
      for row in 0..<visible where first + row < table.rows.count && index < table.rows[first + row].count {
        let isBest = table.isBest(row: first + row, column: index)
        write(
          StyledText(table.rows[first + row][index].text), row: area.row + 1 + row, column: place,
          columns: width,
          alignment: column.alignment, foreground: isBest ? Theme.good : Theme.text,
          style: isBest ? .bold : [])
      }
      place += width + 2
    }
  }
}
