import LatentCore
import Screen

/// Points that were chosen in one map and are brought out in all of them.
public struct Brush: Equatable {
  /// Rows of the probe, ascending.
  public internal(set) var rows: [Int] = []
  /// What the mouse draws at the moment; nil when it draws nothing.
  var stroke: BrushStroke?
  /// Where the brush grows from by key; nil when it was drawn by mouse.
  var growth: Growth?

  /// A point with its nearest in a map.
  struct Growth: Equatable {
    var row: Int
    var slot: Int
    var count: Int
  }

  /// How many points the first press of the key chooses; every other press doubles them.
  static let firstGrowth = 12

  /// Whether points are brought out.
  public var isEmpty: Bool { rows.isEmpty }
}

/// A rectangle or a lasso on its way, in cells of a map's area.
struct BrushStroke: Equatable {
  enum Kind { case rectangle, lasso }

  var kind: Kind
  var panel: PanelIdentifier
  /// The cells that the mouse passed, oldest first.
  var cells: [Position]

  /// The outline, as corners in dots of the map's canvas.
  var outline: [(column: Float, row: Float)] {
    guard let first = cells.first, let last = cells.last else { return [] }
    guard kind == .rectangle else { return cells.map { (Float($0.column * 2 + 1), Float($0.row * 4 + 2)) } }
    let left = Float(min(first.column, last.column) * 2)
    let right = Float(max(first.column, last.column) * 2 + 1)
    let top = Float(min(first.row, last.row) * 4)
    let bottom = Float(max(first.row, last.row) * 4 + 3)
    return [(left, top), (right, top), (right, bottom), (left, bottom)]
  }

  /// The points of a map, `[points, 2]`, that lie inside of the outline.
  func rows(of points: Matrix, in viewport: Viewport) -> [Int] {
    let corners = outline
    guard corners.count > 2 else { return [] }
    return (0..<points.rows).filter { row in
      let dot = viewport.dot(x: points[row, 0], y: points[row, 1])
      return corners.encloses(dot)
    }
  }
}

extension [(column: Float, row: Float)] {
  /// Whether a place lies within the polygon; where it crosses itself, every second layer is outside.
  ///
  /// - Source: Shimrat 1962, algorithm 112: a ray crosses the outline an odd number of times.
  func encloses(_ place: (column: Float, row: Float)) -> Bool {
    var isInside = false
    var previous = self[count - 1]
    for corner in self {
      if (corner.row > place.row) != (previous.row > place.row) {
        let share = (place.row - corner.row) / (previous.row - corner.row)
        if place.column <= corner.column + share * (previous.column - corner.column) { isInside.toggle() }
      }
      previous = corner
    }
    return isInside
  }
}

/// Begins a rectangle, or with the right button a lasso, in a map.
func beginStroke(_ state: inout State, _ panel: PanelIdentifier, _ event: MouseEvent) {
  guard panel.isMap, let cell = state.cell(event.position, of: panel) else { return }
  state.comparison.brush.stroke = BrushStroke(
    kind: event.button == .right ? .lasso : .rectangle, panel: panel, cells: [cell])
}

/// Draws on, and chooses what lies inside of the outline.
/// - Returns: whether a stroke was on its way.
func continueStroke(_ state: inout State, _ event: MouseEvent) -> Bool {
  guard var stroke = state.comparison.brush.stroke, event.kind == .drag || event.kind == .release else {
    return false
  }
  guard event.kind == .drag, let cell = state.cell(event.position, of: stroke.panel),
    let area = state.layout.panels[stroke.panel]?.inset(), let slot = stroke.panel.mapSlot,
    let points = state.planarPoints(ofMap: slot)
  else {
    state.comparison.brush.stroke = nil
    return true
  }
  if cell != stroke.cells.last { stroke.cells.append(cell) }
  let rows = stroke.rows(of: points, in: state.mapViewport(slot, in: area))
  state.comparison.brush = Brush(rows: rows, growth: nil)
  state.comparison.brush.stroke = stroke
  return true
}

extension State {
  /// The cell of a panel's inner area that is nearest to a place of the screen; nil when the panel is not shown.
  fileprivate func cell(_ position: Position, of panel: PanelIdentifier) -> Position? {
    guard let area = layout.panels[panel]?.inset(), !area.isEmpty else { return nil }
    return Position(
      row: min(max(position.row - area.row, 0), area.rows - 1),
      column: min(max(position.column - area.column, 0), area.columns - 1))
  }
}

/// Chooses the nearest points of the selected one in the focused map, twice as many with every press.
func growBrush(_ state: inout State) {
  let slot = state.focus.mapSlot ?? 0
  guard let points = state.planarPoints(ofMap: slot), points.rows > 1,
    let row = state.selection ?? state.rowNearestCursor, row < points.rows
  else { return }
  var growth = state.comparison.brush.growth ?? Brush.Growth(row: row, slot: slot, count: 0)
  let goesOn = growth.row == row && growth.slot == slot && growth.count > 0
  growth = Brush.Growth(row: row, slot: slot, count: goesOn ? growth.count * 2 : Brush.firstGrowth)
  growth.count = min(growth.count, points.rows)
  state.comparison.brush = Brush(rows: points.nearest(to: row, count: growth.count), growth: growth)
  state.say("\(growth.count) points around the selected one are brought out")
}

extension Brush {
  init(rows: [Int], growth: Growth?) {
    self.rows = rows.sorted()
    self.growth = growth
  }
}

extension Matrix {
  /// The points nearest to one of them, itself first.
  fileprivate func nearest(to row: Int, count: Int) -> [Int] {
    let distances = (0..<rows).map { other in
      let (x, y) = (self[other, 0] - self[row, 0], self[other, 1] - self[row, 1])
      return other == row ? -1 : x * x + y * y
    }
    return Array((0..<rows).sorted { (distances[$0], $0) < (distances[$1], $1) }.prefix(count))
  }
}
