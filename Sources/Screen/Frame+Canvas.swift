/// A sign that stands for one point over a canvas.
public enum Marker: Sendable, Hashable, CaseIterable {
  /// Where the walk is.
  case cursor
  /// The selected image.
  case selection
  /// The two ends of a path.
  case start, end

  /// Its character.
  public var character: Unicode.Scalar {
    switch self {
    case .cursor: "✚"
    case .selection: "◉"
    case .start: "A"
    case .end: "B"
    }
  }
}

extension Frame {
  /// Draws a canvas with its top left cell at that of a rectangle; cells without a dot keep what they show.
  ///
  /// Without colours points are drawn as the glyphs of their inks, in ASCII strokes too.
  /// - Parameter emphasis: an ink that wins wherever it has a point.
  public mutating func draw(
    _ canvas: BrailleCanvas, in area: Rectangle, mode: ColorMode = .trueColor, emphasis: Int? = nil
  ) {
    for row in 0..<min(canvas.rows, area.rows) {
      for column in 0..<min(canvas.columns, area.columns) {
        guard let cell = canvas.shown(row: row, column: column, mode: mode, emphasis: emphasis) else {
          continue
        }
        put(
          cell.character, row: area.row + row, column: area.column + column, foreground: cell.color)
      }
    }
  }

  /// Draws a marker over a cell of a canvas; nil or a place outside of the area draws nothing.
  public mutating func mark(
    _ marker: Marker, at position: Position?, in area: Rectangle, color: Color = Theme.cursor
  ) {
    label(marker.character, at: position, in: area, color: color)
  }

  /// Draws a bold character over a cell of a canvas, such as the digit of a class at its median.
  public mutating func label(
    _ character: Unicode.Scalar, at position: Position?, in area: Rectangle, color: Color
  ) {
    guard let position, position.row >= 0, position.row < area.rows, position.column >= 0,
      position.column < area.columns
    else { return }
    put(
      character, row: area.row + position.row, column: area.column + position.column, foreground: color,
      style: .bold)
  }
}

extension BrailleCanvas {
  /// What a cell shows: strokes over points over strokes; nil for nothing.
  fileprivate func shown(
    row: Int, column: Int, mode: ColorMode, emphasis: Int?
  ) -> (character: Unicode.Scalar, color: Color)? {
    let cell = row * columns + column
    if over.dots[cell] != 0 { return Self.stroke(over.dots[cell], over.inks[cell], mode) }
    if let index = ink(row: row, column: column, emphasis: emphasis) {
      let ink = inks[index]
      let isColored = mode != .monochrome && mode != .ascii
      return (isColored ? Self.character(pointDots[cell]) : ink.glyph, ink.color)
    }
    if under.dots[cell] != 0 { return Self.stroke(under.dots[cell], under.inks[cell], mode) }
    return nil
  }

  private static func stroke(_ dots: UInt8, _ ink: Ink, _ mode: ColorMode) -> (Unicode.Scalar, Color) {
    (mode == .ascii ? ink.glyph : character(dots), ink.color)
  }

  private static func character(_ dots: UInt8) -> Unicode.Scalar {
    Unicode.Scalar(0x2800 + UInt32(dots)) ?? " "
  }
}
