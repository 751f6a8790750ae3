/// A place in pixels, x to the right and y down.
public struct Point: Sendable, Hashable {
  /// Pixels from the left.
  public var x: Float
  /// Pixels from the top.
  public var y: Float

  /// Creates a place.
  public init(_ x: Float, _ y: Float) {
    self.x = x
    self.y = y
  }
}

/// What pictures are made of; drawn into a `Bitmap` with smooth edges, or written as SVG.
enum Shape: Sendable, Hashable {
  /// Edges fall on whole pixels, so that neighbours meet without a seam.
  case rectangle(x: Float, y: Float, width: Float, height: Float, opacity: Float)
  case disc(x: Float, y: Float, radius: Float)
  case ring(x: Float, y: Float, radius: Float, thickness: Float)
  case line([Point], thickness: Float)
  /// A convex outline, clockwise on screen.
  case polygon([Point])

  /// The shape made larger and moved.
  func placed(scale: Float, x dx: Float = 0, y dy: Float = 0) -> Shape {
    func place(_ point: Point) -> Point { Point(point.x * scale + dx, point.y * scale + dy) }
    return switch self {
    case .rectangle(let x, let y, let width, let height, let opacity):
      .rectangle(
        x: x * scale + dx, y: y * scale + dy, width: width * scale, height: height * scale, opacity: opacity)
    case .disc(let x, let y, let radius): .disc(x: x * scale + dx, y: y * scale + dy, radius: radius * scale)
    case .ring(let x, let y, let radius, let thickness):
      .ring(x: x * scale + dx, y: y * scale + dy, radius: radius * scale, thickness: thickness * scale)
    case .line(let points, let thickness): .line(points.map(place), thickness: thickness * scale)
    case .polygon(let points): .polygon(points.map(place))
    }
  }

  /// The share of a pixel that the shape covers, judged at its middle.
  func coverage(x: Float, y: Float) -> Float {
    switch self {
    case .rectangle(let left, let top, let width, let height, let opacity):
      x > left.rounded() && x < (left + width).rounded() && y > top.rounded() && y < (top + height).rounded()
        ? opacity : 0
    case .disc(let centerX, let centerY, let radius):
      Self.soft(radius - Self.length(x - centerX, y - centerY))
    case .ring(let centerX, let centerY, let radius, let thickness):
      Self.soft(thickness / 2 - abs(Self.length(x - centerX, y - centerY) - radius))
    case .line(let points, let thickness):
      Self.soft(thickness / 2 - Self.distance(x, y, to: points))
    case .polygon(let points): Self.soft(Self.depth(x, y, in: points))
    }
  }

  /// The pixels the shape may touch: left, top, right, bottom.
  var extent: (left: Float, top: Float, right: Float, bottom: Float) {
    switch self {
    case .rectangle(let x, let y, let width, let height, _): (x - 1, y - 1, x + width + 1, y + height + 1)
    case .disc(let x, let y, let radius): (x - radius - 1, y - radius - 1, x + radius + 1, y + radius + 1)
    case .ring(let x, let y, let radius, let thickness):
      Shape.disc(x: x, y: y, radius: radius + thickness).extent
    case .line(let points, let thickness): Self.extent(of: points, margin: thickness / 2 + 1)
    case .polygon(let points): Self.extent(of: points, margin: 1)
    }
  }

  private static func extent(of points: [Point], margin: Float) -> (Float, Float, Float, Float) {
    let (xs, ys) = (points.map(\.x), points.map(\.y))
    return (
      (xs.min() ?? 0) - margin, (ys.min() ?? 0) - margin, (xs.max() ?? 0) + margin, (ys.max() ?? 0) + margin
    )
  }

  private static func soft(_ inside: Float) -> Float { min(max(inside + 0.5, 0), 1) }

  private static func length(_ x: Float, _ y: Float) -> Float { (x * x + y * y).squareRoot() }

  private static func distance(_ x: Float, _ y: Float, to points: [Point]) -> Float {
    guard points.count > 1 else { return points.first.map { length(x - $0.x, y - $0.y) } ?? .infinity }
    return zip(points, points.dropFirst()).reduce(Float.infinity) { nearest, ends in
      let (dx, dy) = (ends.1.x - ends.0.x, ends.1.y - ends.0.y)
      let squared = dx * dx + dy * dy
      let along = squared > 0 ? ((x - ends.0.x) * dx + (y - ends.0.y) * dy) / squared : 0
      let share = min(max(along, 0), 1)
      return min(nearest, length(x - ends.0.x - share * dx, y - ends.0.y - share * dy))
    }
  }

  /// How far a place lies inside of a convex outline; negative outside.
  private static func depth(_ x: Float, _ y: Float, in points: [Point]) -> Float {
    guard let last = points.last else { return -.infinity }
    return zip([last] + points, points).reduce(Float.infinity) { least, edge in
      let (dx, dy) = (edge.1.x - edge.0.x, edge.1.y - edge.0.y)
      let length = max(length(dx, dy), .leastNormalMagnitude)
      return min(least, (dx * (y - edge.0.y) - dy * (x - edge.0.x)) / length)
    }
  }
}
