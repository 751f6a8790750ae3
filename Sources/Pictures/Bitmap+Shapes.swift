import Screen

extension Bitmap {
  /// Draws a line with round ends.
  public mutating func line(from start: Point, to end: Point, thickness: Float = 1, _ color: Color) {
    draw([.line([start, end], thickness: thickness)], color)
  }

  /// Draws joined lines as one stroke.
  public mutating func polyline(_ points: [Point], thickness: Float = 1, _ color: Color) {
    // Piece by piece, so that a long curve does not cost its whole bounding box a pixel.
    for (start, end) in zip(points, points.dropFirst()) {
      line(from: start, to: end, thickness: thickness, color)
    }
  }

  /// Draws a disc with a smooth edge.
  /// - Parameter opacity: 0...1; with less than 1 crowds of discs show their density.
  public mutating func disc(at center: Point, radius: Float, _ color: Color, opacity: Float = 1) {
    draw([.disc(x: center.x, y: center.y, radius: radius)], color, opacity: opacity)
  }

  /// Draws a circle line.
  public mutating func ring(at center: Point, radius: Float, thickness: Float = 1, _ color: Color) {
    draw([.ring(x: center.x, y: center.y, radius: radius, thickness: thickness)], color)
  }

  /// Draws shapes as one: where they overlap the colour is laid on once.
  mutating func draw(_ shapes: [Shape], _ color: Color, opacity: Float = 1) {
    let mask = Mask(shapes, width: width, height: height)
    draw(mask, x: 0, y: 0, color.shown(default: Theme.text), opacity: opacity)
  }

  /// Lays a colour on through a mask.
  mutating func draw(
    _ mask: Mask, x: Int, y: Int, _ color: (red: UInt8, green: UInt8, blue: UInt8), opacity: Float = 1
  ) {
    for row in 0..<mask.height {
      for column in 0..<mask.width {
        let coverage = mask.coverage[row * mask.width + column]
        if coverage > 0 {
          blend(x: x + mask.left + column, y: y + mask.top + row, color, coverage * opacity)
        }
      }
    }
  }
}

/// How much of each pixel shapes cover, within the rectangle they touch.
struct Mask: Sendable {
  /// The place and size of the rectangle in pixels.
  let left, top, width, height: Int
  /// 0...1 a pixel, row after row.
  private(set) var coverage: [Float]

  /// Creates the mask of shapes on a picture of `width` x `height` pixels.
  init(_ shapes: [Shape], width: Int, height: Int) {
    var (left, top, right, bottom) = (Float(width), Float(height), Float(0), Float(0))
    let usable = shapes.filter { $0.isFinite }
    for shape in usable {
      let extent = shape.extent
      left = min(left, extent.left)
      top = min(top, extent.top)
      right = max(right, extent.right)
      bottom = max(bottom, extent.bottom)
    }
    self.left = Int(max(0, left.rounded(.down)))
    self.top = Int(max(0, top.rounded(.down)))
    self.width = max(0, Int(min(Float(width), max(0, right).rounded(.up))) - self.left)
    self.height = max(0, Int(min(Float(height), max(0, bottom).rounded(.up))) - self.top)
    coverage = [Float](repeating: 0, count: self.width * self.height)
    for shape in usable { add(shape) }
  }

  private mutating func add(_ shape: Shape) {
    let extent = shape.extent
    let rows =
      Self.clamp(
        extent.top, top, height)..<max(
        Self.clamp(extent.top, top, height), Self.clamp(extent.bottom + 1, top, height))
    let columns =
      Self.clamp(
        extent.left, left, width)..<max(
        Self.clamp(extent.left, left, width), Self.clamp(extent.right + 1, left, width))
    for row in rows {
      for column in columns {
        let place = row * width + column
        coverage[place] = max(
          coverage[place], shape.coverage(x: Float(left + column) + 0.5, y: Float(top + row) + 0.5))
      }
    }
  }

  private static func clamp(_ value: Float, _ first: Int, _ count: Int) -> Int {
    Int(min(max(value - Float(first), 0), Float(count)))
  }
}

extension Shape {
  /// Whether it can be drawn at all.
  fileprivate var isFinite: Bool {
    let extent = extent
    return extent.left.isFinite && extent.top.isFinite && extent.right.isFinite && extent.bottom.isFinite
  }
}
