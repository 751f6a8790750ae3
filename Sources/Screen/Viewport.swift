/// Maps the plane of the data to the dots of a canvas, x to the right and y up, the same scale in both unless it is
/// stretched: a cell is 2 x 4 dots and twice as high as wide, so dots are square.
public struct Viewport: Sendable, Hashable {
  /// The size of the canvas in cells.
  public let rows, columns: Int
  /// The point of the data in the middle.
  public private(set) var centerX, centerY: Float
  /// Dots for one unit of the data; finite and positive.
  public private(set) var scale: Float
  /// How many times as many dots one unit takes upwards; 1 keeps the aspect of the data.
  public private(set) var stretch: Float = 1

  /// Creates a viewport; a scale that is no positive number becomes 1.
  public init(rows: Int, columns: Int, centerX: Float = 0, centerY: Float = 0, scale: Float = 1) {
    self.rows = max(0, rows)
    self.columns = max(0, columns)
    self.centerX = centerX.isFinite ? centerX : 0
    self.centerY = centerY.isFinite ? centerY : 0
    self.scale = scale.isFinite && scale > 0 ? min(max(scale, 1e-9), 1e9) : 1
  }

  /// Creates the viewport that shows bounds as large as possible.
  /// - Parameters:
  ///   - margin: the share of the canvas left free at each edge.
  ///   - isStretched: whether both sides fill the canvas, each at a scale of its own.
  public init(
    fitting bounds: DataBounds?, rows: Int, columns: Int, margin: Float = 0.04, isStretched: Bool = false
  ) {
    let bounds = bounds ?? .disc(radius: 1)
    let width = max(bounds.maximumX - bounds.minimumX, 0)
    let height = max(bounds.maximumY - bounds.minimumY, 0)
    let share = 1 - 2 * min(max(margin, 0), 0.45)
    let across = Float(max(1, columns * 2 - 1)) * share
    let down = Float(max(1, rows * 4 - 1)) * share
    // A single point, or points on one line, have no extent to fit: show one unit around them.
    let scale = width > 0 || height > 0 ? min(across / width, down / height) : min(across, down)
    let isStretched = isStretched && width > 0 && height > 0
    self.init(
      rows: rows, columns: columns, centerX: bounds.minimumX + width / 2,
      centerY: bounds.minimumY + height / 2,
      scale: isStretched ? across / width : scale)
    let wanted = down / height / self.scale
    if isStretched, wanted.isFinite, wanted > 1e-6, wanted < 1e6 { stretch = wanted }
  }

  /// The same view on a canvas of another size: centre kept, the shorter side shows as much as before.
  public func resized(rows: Int, columns: Int) -> Viewport {
    let before = Float(max(1, min(self.columns * 2, self.rows * 4)))
    let after = Float(max(1, min(columns * 2, rows * 4)))
    var resized = Viewport(
      rows: rows, columns: columns, centerX: centerX, centerY: centerY, scale: scale * after / before)
    resized.stretch = stretch
    return resized
  }

  /// The canvas in dots.
  public var dotRows: Int { rows * 4 }
  /// The canvas in dots.
  public var dotColumns: Int { columns * 2 }

  /// Dots for one unit of the data upwards.
  var scaleY: Float { scale * stretch }
  /// What is added to a scaled x to get the column of its dot.
  var offsetX: Float { Float(dotColumns) / 2 - centerX * scale }
  /// From what a scaled y is subtracted to get the row of its dot.
  var offsetY: Float { Float(dotRows) / 2 + centerY * scaleY }

  /// The place of a point in dots from the top left; it may lie outside of the canvas.
  public func dot(x: Float, y: Float) -> (column: Float, row: Float) {
    ((x - centerX) * scale + Float(dotColumns) / 2, Float(dotRows) / 2 - (y - centerY) * scaleY)
  }

  /// The cell of a point, relative to the canvas; nil outside of it.
  public func cell(x: Float, y: Float) -> Position? {
    let (column, row) = dot(x: x, y: y)
    guard column >= 0, column < Float(dotColumns), row >= 0, row < Float(dotRows) else { return nil }
    return Position(row: Int(row) / 4, column: Int(column) / 2)
  }

  /// The point of the data in the middle of a cell of the canvas.
  public func data(at cell: Position) -> (x: Float, y: Float) {
    data(dotColumn: Float(cell.column * 2 + 1), dotRow: Float(cell.row * 4 + 2))
  }

  /// The point of the data at a place in dots.
  public func data(dotColumn: Float, dotRow: Float) -> (x: Float, y: Float) {
    (centerX + (dotColumn - Float(dotColumns) / 2) / scale, centerY - (dotRow - Float(dotRows) / 2) / scaleY)
  }

  /// Moves the view by cells: what was in the middle moves so many cells to the left and up.
  public mutating func pan(rows: Int, columns: Int) {
    let x = centerX + Float(columns * 2) / scale
    let y = centerY - Float(rows * 4) / scaleY
    if x.isFinite { centerX = x }
    if y.isFinite { centerY = y }
  }

  /// Puts a point of the data in the middle.
  public mutating func center(x: Float, y: Float) {
    if x.isFinite { centerX = x }
    if y.isFinite { centerY = y }
  }

  /// Enlarges by a factor while a point of the data keeps its place; without a point, the middle does.
  public mutating func zoom(by factor: Float, about point: (x: Float, y: Float)? = nil) {
    let new = scale * factor
    guard new.isFinite, new >= 1e-9, new <= 1e9 else { return }
    if let point, point.x.isFinite, point.y.isFinite {
      centerX = point.x + (centerX - point.x) * (scale / new)
      centerY = point.y + (centerY - point.y) * (scale / new)
    }
    scale = new
  }

  /// The data at the edges of the canvas.
  public var bounds: DataBounds {
    let first = data(dotColumn: 0, dotRow: 0)
    let last = data(dotColumn: Float(dotColumns), dotRow: Float(dotRows))
    return DataBounds(minimumX: first.x, maximumX: last.x, minimumY: last.y, maximumY: first.y)
  }
}
