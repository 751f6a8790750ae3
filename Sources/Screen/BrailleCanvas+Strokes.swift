import LatentCore
import RealModule

extension BrailleCanvas {
  /// Whether strokes are covered by points or cover them.
  public enum Layer: Sendable { case under, over }

  /// Draws a line between two places in dots from the top left; the part outside of the canvas is cut off.
  public mutating func line(
    from start: (column: Float, row: Float), to end: (column: Float, row: Float), ink: Ink,
    layer: Layer = .under
  ) {
    let clip = Clip(width: Float(columns * 2), height: Float(rows * 4))
    guard let (first, last) = clip.cut(from: start, to: end) else { return }
    let (across, down) = (last.column - first.column, last.row - first.row)
    let steps = max(1, Int(max(abs(across), abs(down)).rounded(.up)))
    for step in 0...steps {
      let share = Float(step) / Float(steps)
      set(column: first.column + across * share, row: first.row + down * share, ink, layer)
    }
  }

  /// Draws a line between two points of the data.
  public mutating func line(
    from start: (x: Float, y: Float), to end: (x: Float, y: Float), viewport: Viewport, ink: Ink,
    layer: Layer = .under
  ) {
    line(
      from: viewport.dot(x: start.x, y: start.y), to: viewport.dot(x: end.x, y: end.y), ink: ink, layer: layer
    )
  }

  /// Draws the rows of a matrix as a curve; it is interrupted where a point is not finite.
  public mutating func curve(
    _ points: Matrix, x: Int = 0, y: Int = 1, viewport: Viewport, ink: Ink, layer: Layer = .over
  ) {
    guard points.rows > 0, (0..<points.columns).contains(x), (0..<points.columns).contains(y) else { return }
    var previous = viewport.dot(x: points[0, x], y: points[0, y])
    set(column: previous.column, row: previous.row, ink, layer)
    for row in 1..<max(1, points.rows) {
      let next = viewport.dot(x: points[row, x], y: points[row, y])
      line(from: previous, to: next, ink: ink, layer: layer)
      previous = next
    }
  }

  /// Draws a circle of the data, such as a ring of the prior.
  /// - Parameter spacing: the distance of its dots in dots; 1 is a whole line.
  public mutating func ring(
    x: Float = 0, y: Float = 0, radius: Float, viewport: Viewport, ink: Ink = Ink(Theme.faint),
    layer: Layer = .under, spacing: Float = 1
  ) {
    let dots = radius * viewport.scale
    // A ring of a million dots is a straight line nowhere near the canvas or a waste of time.
    guard dots.isFinite, dots > 0, dots < 1e5, spacing > 0 else { return }
    let center = viewport.dot(x: x, y: y)
    // A multiple of eight, so that all quarters of the ring look alike.
    let steps = min(400_000, Int(2 * Float.pi * dots / max(spacing, 0.25)) / 8 * 8 + 8)
    for step in 0..<steps {
      let angle = 2 * Float.pi * Float(step) / Float(steps)
      set(
        column: center.column + dots * .cos(angle), row: center.row + dots * viewport.stretch * .sin(angle),
        ink, layer)
    }
  }

  /// Sets one dot.
  mutating func set(column: Float, row: Float, _ ink: Ink, _ layer: Layer) {
    switch layer {
    case .under: under.set(column: column, row: row, ink)
    case .over: over.set(column: column, row: row, ink)
    }
  }
}

/// Cuts lines to a rectangle that begins at the origin.
/// - Source: Liang and Barsky 1984, "A new concept and method for line clipping".
struct Clip {
  var width, height: Float

  typealias Point = (column: Float, row: Float)

  /// Returns the part of a line inside; nil where none is or an end is not finite.
  func cut(from start: Point, to end: Point) -> (Point, Point)? {
    guard start.column.isFinite, start.row.isFinite, end.column.isFinite, end.row.isFinite else { return nil }
    let (across, down) = (end.column - start.column, end.row - start.row)
    var (enter, leave) = (Float(0), Float(1))
    let edges = [
      (-across, start.column), (across, width - 0.001 - start.column),
      (-down, start.row), (down, height - 0.001 - start.row),
    ]
    for (direction, distance) in edges {
      if direction == 0 {
        guard distance >= 0 else { return nil }
      } else if direction < 0 {
        enter = max(enter, distance / direction)
      } else {
        leave = min(leave, distance / direction)
      }
    }
    guard enter <= leave else { return nil }
    return (
      (start.column + across * enter, start.row + down * enter),
      (start.column + across * leave, start.row + down * leave)
    )
  }
}
