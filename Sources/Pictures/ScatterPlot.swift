import LatentCore
import Screen

/// A map of points for a file: classes in colours with a legend, axes, and the measures of the map.
public struct ScatterPlot: Sendable {
  /// What the map is.
  public var title: String
  /// `[n, 2]` or more columns, of which the first two are drawn; one column is drawn along a line.
  public var points: Matrix
  /// The class of each point; empty for points of one colour.
  public var labels: [UInt8]
  /// The names of the classes for the legend; digits where there are none.
  public var classNames: [String]
  /// What is printed under the map, such as `("trustworthiness", "0.892")`.
  public var measures: [(name: String, value: String)]

  /// Creates a plot.
  public init(
    title: String, points: Matrix, labels: [UInt8] = [], classNames: [String] = [],
    measures: [(name: String, value: String)] = []
  ) {
    self.title = title
    self.points = points
    self.labels = labels
    self.classNames = classNames
    self.measures = measures
  }

  /// Returns the plot as a picture; points that are not finite are left out.
  /// - Parameters:
  ///   - width: pixels, at least 320.
  ///   - height: pixels, at least 280.
  ///   - textSize: 1 for characters of 9 x 18 pixels.
  public func bitmap(width: Int = 1000, height: Int = 900, textSize: Float = 1) -> Bitmap {
    let size = min(max(textSize, 0.5), 8)
    var bitmap = Bitmap(width: max(320, width), height: max(280, height))
    bitmap.write(title, at: Point(64 * size, 12 * size), size: size * 1.25, color: Theme.title, isBold: true)
    let legend = legendEntries
    let legendWidth =
      legend.isEmpty ? 16 : Bitmap.textWidth(legend.map(\.name).longest, size: size) + 44 * size
    var area = PlotArea(
      left: 64 * size, top: 46 * size, width: Float(bitmap.width) - 64 * size - legendWidth,
      height: Float(bitmap.height) - (46 + 62) * size, x: bounds.x, y: bounds.y, textSize: size)
    area.keepAspect()
    area.drawAxes(on: &bitmap)
    drawPoints(on: &bitmap, in: area)
    drawLegend(legend, on: &bitmap, left: area.left + area.width + 18 * size, top: area.top, size: size)
    drawMeasures(on: &bitmap, left: area.left, size: size)
    return bitmap
  }

  private var bounds: (x: ClosedRange<Double>, y: ClosedRange<Double>) {
    let bounds = DataBounds(points, x: 0, y: min(1, points.columns - 1)) ?? .disc(radius: 1)
    return (
      Self.padded(bounds.minimumX, bounds.maximumX),
      points.columns > 1 ? Self.padded(bounds.minimumY, bounds.maximumY) : -1...1
    )
  }

  private static func padded(_ low: Float, _ high: Float) -> ClosedRange<Double> {
    let margin = high > low ? (high - low) * 0.03 : 1
    return Double(low - margin)...Double(high + margin)
  }

  private func drawPoints(on bitmap: inout Bitmap, in area: PlotArea) {
    // Fewer points are drawn larger, many let each other shine through.
    let crowd = Float(max(points.rows, 1))
    let radius = min(5, max(1.1, 90 / crowd.squareRoot() + 0.8)) * max(area.textSize, 1)
    let opacity: Float = points.rows > 20_000 ? 0.45 : points.rows > 3_000 ? 0.65 : 0.9
    for row in 0..<points.rows where points.columns > 0 {
      let dataX = Double(points[row, 0])
      let dataY = points.columns > 1 ? Double(points[row, 1]) : 0
      let place = area.place(dataX, dataY)
      guard dataX.isFinite, dataY.isFinite, area.contains(place) else { continue }
      let color = row < labels.count ? ClassPalette.color(Int(labels[row])) : Theme.accent
      bitmap.disc(at: place, radius: radius, color, opacity: opacity)
    }
  }

  private var legendEntries: [(name: String, color: Color)] {
    guard let highest = labels.max() else { return [] }
    return (0...Int(highest)).prefix(30).map { label in
      (label < classNames.count ? classNames[label] : "\(label)", ClassPalette.color(label))
    }
  }

  private func drawLegend(
    _ entries: [(name: String, color: Color)], on bitmap: inout Bitmap, left: Float, top: Float, size: Float
  ) {
    for (index, entry) in entries.enumerated() {
      let y = top + Float(index) * 22 * size
      bitmap.disc(at: Point(left + 5 * size, y + 9.5 * size), radius: 5 * size, entry.color)
      bitmap.write(entry.name, at: Point(left + 18 * size, y), size: size, color: Theme.text)
    }
  }

  private func drawMeasures(on bitmap: inout Bitmap, left: Float, size: Float) {
    var x = left
    for measure in measures {
      let y = Float(bitmap.height) - 30 * size
      bitmap.write(measure.name, at: Point(x, y), size: size, color: Theme.muted)
      x += Bitmap.textWidth(measure.name + " ", size: size)
      bitmap.write(measure.value, at: Point(x, y), size: size, color: Theme.title)
      x += Bitmap.textWidth(measure.value + "   ", size: size)
    }
  }
}

extension [String] {
  /// The string with the most characters; empty without any.
  var longest: String { self.max { $0.count < $1.count } ?? "" }
}
