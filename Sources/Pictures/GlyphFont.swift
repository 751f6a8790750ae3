import Screen

/// Text as strokes: the dots of `GlyphTable` joined with their neighbours.
enum GlyphFont {
  /// The strokes of a character in dots, (0, 0) its top left dot, 4 x 8 its bottom right; nil when there is none.
  static func strokes(_ scalar: Unicode.Scalar) -> [[Point]]? { table[scalar] }

  /// The shapes of a character in a cell of 9 x 18 pixels.
  /// - Parameter isBold: heavier strokes.
  static func shapes(_ scalar: Unicode.Scalar, isBold: Bool) -> [Shape]? {
    strokes(scalar).map { strokes in
      strokes.map { stroke in
        let points = stroke.map { Point(1.4 + $0.x * 1.55, 3.6 + $0.y * 1.7) }
        // A dot by itself is a full stop: heavier than the strokes it ends.
        let thickness: Float = (isBold ? 2 : 1.45) + (points.count == 1 ? 0.6 : 0)
        return .line(points, thickness: thickness)
      }
    }
  }

  private static let table: [Unicode.Scalar: [[Point]]] = {
    let rows = GlyphTable.drawings.split(separator: "\n").map {
      $0.split(separator: " ").map { Array($0.utf8) }
    }
    var table: [Unicode.Scalar: [[Point]]] = [:]
    for (index, scalar) in GlyphTable.order.enumerated() {
      let band = index / 16 * 9
      guard band + 9 <= rows.count, index % 16 < rows[band].count else { continue }
      table[scalar] = joined(
        (band..<band + 9).map { row in rows[row][index % 16].map { $0 == UInt8(ascii: "#") } })
    }
    return table
  }()

  /// Joins dots with those right, below and diagonally below; a diagonal only where no corner joins them already.
  private static func joined(_ dots: [[Bool]]) -> [[Point]] {
    func isSet(_ row: Int, _ column: Int) -> Bool {
      dots.indices.contains(row) && dots[row].indices.contains(column) && dots[row][column]
    }
    func point(_ row: Int, _ column: Int) -> Point { Point(Float(column), Float(row)) }
    var strokes: [[Point]] = []
    for row in dots.indices {
      for column in dots[row].indices where dots[row][column] {
        let right = isSet(row, column + 1)
        let below = isSet(row + 1, column)
        if right { strokes.append([point(row, column), point(row, column + 1)]) }
        if below { strokes.append([point(row, column), point(row + 1, column)]) }
        if isSet(row + 1, column + 1), !right, !below {
          strokes.append([point(row, column), point(row + 1, column + 1)])
        }
        if isSet(row + 1, column - 1), !below, !isSet(row, column - 1) {
          strokes.append([point(row, column), point(row + 1, column - 1)])
        }
        let neighbours = [-1, 0, 1].flatMap { down in [-1, 0, 1].map { (down, $0) } }
        if neighbours.filter({ isSet(row + $0.0, column + $0.1) }).count == 1 {
          strokes.append([point(row, column)])
        }
      }
    }
    return strokes
  }
}

extension Bitmap {
  /// The width of text in pixels.
  public static func textWidth(_ text: String, size: Float = 1) -> Float { Float(text.count) * 9 * size }

  /// Writes text whose first cell of 9 x 18 pixels has its top left at a place; size 2 is twice as large.
  public mutating func write(
    _ text: String, at place: Point, size: Float = 1, color: Color = Theme.text, isBold: Bool = false,
    alignment: TextAlignment = .left
  ) {
    guard size.isFinite, size > 0, place.x.isFinite, place.y.isFinite else { return }
    let width = Self.textWidth(text, size: size)
    let left =
      switch alignment {
      case .left: place.x
      case .center: place.x - width / 2
      case .right: place.x - width
      }
    for (index, scalar) in text.singleWidthScalars.enumerated() {
      let shapes = CellShapes.shapes(scalar, isBold: isBold)
      draw(
        shapes.map { $0.placed(scale: size, x: left + Float(index) * 9 * size, y: place.y) }, color)
    }
  }
}
