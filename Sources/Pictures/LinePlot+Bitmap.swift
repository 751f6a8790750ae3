import Screen

extension LinePlot {
  /// Returns the plot as a picture with axes and legend.
  /// - Parameters:
  ///   - width: pixels, at least 320.
  ///   - height: pixels, at least 240.
  ///   - textSize: 1 for characters of 9 x 18 pixels.
  public func bitmap(title: String, width: Int = 1000, height: Int = 600, textSize: Float = 1) -> Bitmap {
    let size = min(max(textSize, 0.5), 8)
    var bitmap = Bitmap(width: max(320, width), height: max(240, height))
    bitmap.write(title, at: Point(84 * size, 12 * size), size: size * 1.25, color: Theme.title, isBold: true)
    guard let x = shownX, let y = shownY else { return bitmap }
    let area = PlotArea(
      left: 84 * size, top: 46 * size, width: Float(bitmap.width) - 108 * size,
      height: Float(bitmap.height) - (46 + 56) * size, x: x, y: Self.padded(y), textSize: size)
    area.drawAxes(on: &bitmap)
    bitmap.write(
      xTitle, at: Point(area.left + area.width / 2, Float(bitmap.height) - 28 * size), size: size,
      color: Theme.muted, alignment: .center)
    for series in series { draw(series, on: &bitmap, in: area) }
    drawLegend(on: &bitmap, in: area)
    return bitmap
  }

  private static func padded(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    let margin = (range.upperBound - range.lowerBound) * 0.05
    return range.lowerBound - margin...range.upperBound + margin
  }

  private func draw(_ series: Series, on bitmap: inout Bitmap, in area: PlotArea) {
    var previous: Point?
    for index in 0..<min(series.x.count, series.y.count) {
      let place = area.place(series.x[index], series.y[index])
      let isShown = series.x[index].isFinite && series.y[index].isFinite && area.contains(place)
      if isShown, series.kind == .dots {
        bitmap.disc(at: place, radius: 4 * area.textSize, series.color)
      } else if isShown, let start = previous {
        bitmap.line(from: start, to: place, thickness: 2 * area.textSize, series.color)
      }
      previous = isShown ? place : nil
    }
  }

  private func drawLegend(on bitmap: inout Bitmap, in area: PlotArea) {
    let size = area.textSize
    var right = area.left + area.width
    for series in series.reversed() {
      right -= Bitmap.textWidth(series.name, size: size)
      bitmap.write(series.name, at: Point(right, 16 * size), size: size, color: Theme.text)
      let middle = Point(right - 14 * size, 25.5 * size)
      if series.kind == .dots {
        bitmap.disc(at: middle, radius: 4 * size, series.color)
      } else {
        bitmap.line(
          from: Point(middle.x - 7 * size, middle.y), to: Point(middle.x + 7 * size, middle.y),
          thickness: 2 * size, series.color)
      }
      right -= 40 * size
    }
  }
}
