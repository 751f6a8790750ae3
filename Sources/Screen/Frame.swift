/// How a character is set.
public struct CellStyle: OptionSet, Sendable, Hashable {
  /// The bits.
  public let rawValue: UInt8
  /// Creates a style from its bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }
  /// Bold or bright.
  public static let bold = CellStyle(rawValue: 1)
  /// Underlined.
  public static let underline = CellStyle(rawValue: 2)
  /// Foreground and background exchanged.
  public static let reverse = CellStyle(rawValue: 4)
}

/// One character of the screen. Every character of zwalk is one column wide.
public struct Cell: Sendable, Hashable {
  /// A single-width character.
  public var character: Unicode.Scalar
  /// The colour of the character.
  public var foreground: Color
  /// The colour behind it.
  public var background: Color
  /// Bold, underlined, reverse.
  public var style: CellStyle

  /// Creates a cell.
  public init(
    _ character: Unicode.Scalar = " ", foreground: Color = .standard, background: Color = .standard,
    style: CellStyle = []
  ) {
    self.character = character
    self.foreground = foreground
    self.background = background
    self.style = style
  }
}

/// A place on the screen, counted from the top left.
public struct Position: Sendable, Hashable {
  public var row, column: Int
  /// Creates a position.
  public init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }
}

/// A rectangle of cells.
public struct Rectangle: Sendable, Hashable {
  public var row, column, rows, columns: Int
  /// Creates a rectangle; negative sizes become 0.
  public init(row: Int, column: Int, rows: Int, columns: Int) {
    self.row = row
    self.column = column
    self.rows = max(0, rows)
    self.columns = max(0, columns)
  }

  /// The rectangle without a border of `margin` cells.
  public func inset(by margin: Int = 1) -> Rectangle {
    Rectangle(
      row: row + margin, column: column + margin, rows: rows - 2 * margin, columns: columns - 2 * margin)
  }

  /// Whether a position lies inside.
  public func contains(_ position: Position) -> Bool {
    (row..<row + rows).contains(position.row) && (column..<column + columns).contains(position.column)
  }
}

/// A whole screen as a value: what is drawn, without a terminal.
public struct Frame: Sendable, Equatable {
  /// Rows of cells.
  public let rows: Int
  /// Columns of cells.
  public let columns: Int
  /// The cells, row after row.
  public private(set) var cells: [Cell]

  /// Creates a frame filled with one cell.
  public init(rows: Int, columns: Int, fill: Cell = Cell()) {
    self.rows = max(0, rows)
    self.columns = max(0, columns)
    cells = [Cell](repeating: fill, count: self.rows * self.columns)
  }

  /// The whole frame as a rectangle.
  public var bounds: Rectangle { Rectangle(row: 0, column: 0, rows: rows, columns: columns) }

  /// The cell at a place; writing outside of the frame does nothing, reading there gives an empty cell.
  public subscript(row: Int, column: Int) -> Cell {
    get {
      guard row >= 0, row < rows, column >= 0, column < columns else { return Cell() }
      return cells[row * columns + column]
    }
    set {
      guard row >= 0, row < rows, column >= 0, column < columns else { return }
      cells[row * columns + column] = newValue
    }
  }

  /// Returns a frame of the same size with every cell replaced.
  public func map(_ transform: (Cell) -> Cell) -> Frame {
    var frame = self
    frame.cells = cells.map(transform)
    return frame
  }

  /// The characters as lines of text, trailing spaces kept.
  public var text: String {
    (0..<rows).map { row in
      String(String.UnicodeScalarView(cells[row * columns..<(row + 1) * columns].map(\.character)))
    }.joined(separator: "\n")
  }
}
