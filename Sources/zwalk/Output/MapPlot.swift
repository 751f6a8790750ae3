import Analysis
import LatentCore
import Pictures
import Screen

/// Maps side by side, with their measures below.
struct MapPlot {
  private let plots: [ScatterPlot]

  /// - Parameters:
  ///   - maps: what is said of each, and its points.
  ///   - labels: a class for each point, or empty.
  init(_ maps: [(row: ComparisonRow, points: Matrix)], labels: [UInt8], classNames: [String]) {
    plots = maps.map { row, points in
      let measures = ComparisonMeasure.allCases.compactMap { measure in
        row[measure].map { (name: measure.title, value: NumberText.fixed($0, 3)) }
      }
      return ScatterPlot(
        title: row.method, points: points, labels: labels, classNames: classNames, measures: measures)
    }
  }

  /// The contents of a PNG file.
  func png() throws -> [UInt8] {
    try Bitmap(tiling: plots.map { $0.bitmap() }, columns: min(plots.count, 3), gap: 8).png()
  }
}
