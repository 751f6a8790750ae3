import LatentCore

/// Points and strokes at 2 x 4 dots a cell, one colour a cell.
///
/// Points of many classes may meet in a cell: the most frequent class there gives the colour, the lowest index
/// among equals, whatever the order of the points. Strokes lie under the points (rings, axes) or over them (paths).
public struct BrailleCanvas: Sendable {
  /// The size in cells.
  public let rows, columns: Int
  /// The inks that points are drawn with, at least one.
  public let inks: [Ink]
  /// The strokes that points cover, and those that cover points.
  public internal(set) var under, over: StrokeLayer
  /// The dots of the points of each cell.
  private(set) var pointDots: [UInt8]
  /// How many points of each ink lie in a cell, `[cell, ink]`; empty before the first point.
  private(set) var counts: [UInt32] = []

  /// Creates an empty canvas.
  public init(rows: Int, columns: Int, inks: [Ink] = ClassPalette.inks()) {
    self.rows = max(0, rows)
    self.columns = max(0, columns)
    self.inks = inks.isEmpty ? [Ink(Theme.text)] : Array(inks.prefix(256))
    pointDots = [UInt8](repeating: 0, count: self.rows * self.columns)
    under = StrokeLayer(rows: self.rows, columns: self.columns)
    over = under
  }

  /// Creates an empty canvas of the size of a viewport.
  public init(_ viewport: Viewport, inks: [Ink] = ClassPalette.inks()) {
    self.init(rows: viewport.rows, columns: viewport.columns, inks: inks)
  }

  /// The bit of a dot by its place in the cell, `row * 2 + column`.
  static let bits: [UInt8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]

  /// Draws the rows of a matrix as points; those outside of the view and those that are not finite are left out.
  /// - Parameters:
  ///   - points: `[n, columns]`.
  ///   - x: the column that is drawn to the right.
  ///   - y: the column that is drawn upwards; when there is none, all points lie on the axis.
  ///   - indices: the ink of each point, `n` values; missing ones are 0, too large ones begin again.
  public mutating func plot(
    _ points: Matrix, x: Int = 0, y: Int = 1, inks indices: [UInt8] = [], viewport: Viewport
  ) {
    guard (0..<points.columns).contains(x), y >= 0, !pointDots.isEmpty else { return }
    if counts.isEmpty { counts = [UInt32](repeating: 0, count: pointDots.count * inks.count) }
    let scaleY = y < points.columns ? viewport.scaleY : 0
    let columnY = min(y, points.columns - 1)
    let (offsetX, offsetY) = (viewport.offsetX, viewport.offsetY)
    let (width, height) = (Float(columns * 2), Float(rows * 4))
    let wrapped = (0..<256).map { $0 % inks.count }
    let inked = min(indices.count, points.rows)
    let values = points.values
    var place = 0
    for row in 0..<points.rows {
      defer { place += points.columns }
      let dotX = values[place + x] * viewport.scale + offsetX
      let dotY = offsetY - values[place + columnY] * scaleY
      // Written so that NaN fails too.
      guard dotX >= 0, dotX < width, dotY >= 0, dotY < height else { continue }
      let (column, line) = (Int(dotX), Int(dotY))
      let cell = (line >> 2) * columns + column >> 1
      pointDots[cell] |= Self.bits[(line & 3) << 1 | column & 1]
      counts[cell * inks.count + (row < inked ? wrapped[Int(indices[row])] : 0)] &+= 1
    }
  }

  /// The ink that a cell shows; nil without a point.
  /// - Parameter emphasis: an ink that wins wherever it has a point.
  public func ink(row: Int, column: Int, emphasis: Int? = nil) -> Int? {
    guard row >= 0, row < rows, column >= 0, column < columns, !counts.isEmpty else { return nil }
    let cell = row * columns + column
    guard pointDots[cell] != 0 else { return nil }
    let first = cell * inks.count
    if let emphasis, inks.indices.contains(emphasis), counts[first + emphasis] > 0 { return emphasis }
    var best = 0
    for index in 1..<max(1, inks.count) where counts[first + index] > counts[first + best] { best = index }
    return best
  }
}

/// Lines of dots, the newest colour of a cell wins.
public struct StrokeLayer: Sendable {
  let rows, columns: Int
  private(set) var dots: [UInt8]
  private(set) var inks: [Ink]

  init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    dots = [UInt8](repeating: 0, count: rows * columns)
    inks = []
  }

  /// Sets one dot; outside of the canvas nothing happens.
  mutating func set(column: Float, row: Float, _ ink: Ink) {
    guard column >= 0, column < Float(columns * 2), row >= 0, row < Float(rows * 4) else { return }
    if inks.isEmpty { inks = [Ink](repeating: ink, count: dots.count) }
    let (dotColumn, dotRow) = (Int(column), Int(row))
    let cell = (dotRow >> 2) * columns + dotColumn >> 1
    dots[cell] |= BrailleCanvas.bits[(dotRow & 3) << 1 | dotColumn & 1]
    inks[cell] = ink
  }
}
