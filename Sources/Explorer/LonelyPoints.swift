import Screen

extension Frame {
  /// Writes the digit of its class over every point that has a cell for itself, so that colour is not the only thing
  /// that tells classes apart where there is room for more.
  mutating func labelLonelyPoints(of scatter: Scatter, _ viewport: Viewport, in area: Rectangle) {
    guard scatter.brushed.isEmpty, scatter.labels.count == scatter.points.rows else { return }
    for (cell, row) in scatter.lonelyPoints(viewport) where cell.row < area.rows && cell.column < area.columns
    {
      put(
        ClassPalette.glyph(Int(scatter.labels[row])), row: area.row + cell.row,
        column: area.column + cell.column,
        foreground: scatter.inks[Int(scatter.indices[row])].color)
    }
  }
}

extension Scatter {
  /// The points that share their cell with no other, with that cell.
  func lonelyPoints(_ viewport: Viewport) -> [(cell: Position, row: Int)] {
    var owners: [Position: Int?] = [:]
    for row in 0..<points.rows {
      guard let cell = viewport.cell(x: points[row, 0], y: points[row, 1]) else { continue }
      owners[cell] = owners[cell] == nil ? .some(row) : .some(nil)
    }
    return owners.compactMap { cell, row in row.map { (cell, $0) } }
  }
}
