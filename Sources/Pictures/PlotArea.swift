import Screen

/// A framed area with numbered axes that maps data to pixels.
struct PlotArea {
  /// The pixels inside of the axes.
  var left, top, width, height: Float
  var x, y: ClosedRange<Double>
  /// The size of text; 1 is 9 x 18 pixels a character.
  var textSize: Float

  /// The place of a point of the data; a range without extent lies in the middle.
  func place(_ dataX: Double, _ dataY: Double) -> Point {
    Point(left + width * Self.share(dataX, x), top + height * (1 - Self.share(dataY, y)))
  }

  /// Whether a place lies inside of the axes.
  func contains(_ point: Point) -> Bool {
    point.x >= left && point.x <= left + width && point.y >= top && point.y <= top + height
  }

  /// Widens one of the ranges so that a unit is as long in both directions.
  mutating func keepAspect() {
    let (spanX, spanY) = (x.upperBound - x.lowerBound, y.upperBound - y.lowerBound)
    guard spanX > 0 || spanY > 0, width > 0, height > 0 else { return }
    let unit = max(spanX / Double(width), spanY / Double(height))
    x = Self.widened(x, to: unit * Double(width))
    y = Self.widened(y, to: unit * Double(height))
  }

  /// Draws lines of the grid, the frame and the numbers.
  func drawAxes(on bitmap: inout Bitmap) {
    let grid = Theme.faint.mixed(with: Theme.ground, 0.35)
    let columns = Ticks.nice(x, count: max(2, Int(width / (90 * textSize))))
    for (tick, label) in zip(columns, Ticks.labels(columns)) {
      let foot = place(tick, y.lowerBound)
      bitmap.line(from: Point(foot.x, top), to: Point(foot.x, top + height), grid)
      bitmap.write(
        label, at: Point(foot.x, top + height + 4 * textSize), size: textSize, color: Theme.muted,
        alignment: .center)
    }
    let rows = Ticks.nice(y, count: max(2, Int(height / (50 * textSize))))
    for (tick, label) in zip(rows, Ticks.labels(rows)) {
      let foot = place(x.lowerBound, tick)
      bitmap.line(from: Point(left, foot.y), to: Point(left + width, foot.y), grid)
      bitmap.write(
        label, at: Point(left - 8 * textSize, foot.y - 9.5 * textSize), size: textSize, color: Theme.muted,
        alignment: .right)
    }
    let corners = [
      (left, top), (left + width, top), (left + width, top + height), (left, top + height), (left, top),
    ]
    bitmap.polyline(corners.map { Point($0.0, $0.1) }, Theme.border)
  }

  private static func share(_ value: Double, _ range: ClosedRange<Double>) -> Float {
    let extent = range.upperBound - range.lowerBound
    return extent > 0 ? Float((value - range.lowerBound) / extent) : 0.5
  }

  private static func widened(_ range: ClosedRange<Double>, to extent: Double) -> ClosedRange<Double> {
    let missing = max(0, extent - (range.upperBound - range.lowerBound)) / 2
    return range.lowerBound - missing...range.upperBound + missing
  }
}
