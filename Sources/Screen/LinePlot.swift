import LatentCore

/// Curves over a numbered pair of axes.
public struct LinePlot: Sendable, Hashable {
  /// How the values of a series are shown.
  public enum Kind: Sendable, Hashable {
    /// Neighbours joined by a line.
    case line
    /// One bullet a value, over the lines.
    case dots
  }

  /// Values in the order of x.
  public struct Series: Sendable, Hashable {
    /// The name in the legend; empty to be left out of it.
    public var name: String
    /// The colour of the line or the bullets.
    public var color: Color
    /// Line or bullets.
    public var kind: Kind
    /// The places of the values to the right; a shorter list than `y` leaves the rest out.
    public var x: [Double]
    /// The values; one that is not finite interrupts the line.
    public var y: [Double]

    /// Creates a series.
    public init(_ name: String, _ color: Color, kind: Kind = .line, x: [Double], y: [Double]) {
      self.name = name
      self.color = color
      self.kind = kind
      self.x = x
      self.y = y
    }

    /// Creates a series whose values are counted from `first`.
    public init(_ name: String, _ color: Color, kind: Kind = .line, y: [Double], first: Double = 1) {
      self.init(name, color, kind: kind, x: y.indices.map { first + Double($0) }, y: y)
    }

    /// The finite points with their indices.
    var points: [(index: Int, x: Double, y: Double)] {
      (0..<min(x.count, y.count)).compactMap { x[$0].isFinite && y[$0].isFinite ? ($0, x[$0], y[$0]) : nil }
    }
  }

  /// The curves; later ones lie over earlier ones.
  public var series: [Series]
  /// What is counted to the right, written under the axis.
  public var xTitle: String
  /// The range of the axis to the right; nil for that of the values.
  public var xRange: ClosedRange<Double>?
  /// The range of the axis upwards; nil for that of the values.
  public var yRange: ClosedRange<Double>?
  /// Whether a few values far above the others may leave the plot at the top, as the first steps of training do.
  public var cutsPeaks: Bool

  /// Creates a plot.
  public init(
    _ series: [Series], xTitle: String = "", xRange: ClosedRange<Double>? = nil,
    yRange: ClosedRange<Double>? = nil, cutsPeaks: Bool = false
  ) {
    self.series = series
    self.xTitle = xTitle
    self.xRange = xRange
    self.yRange = yRange
    self.cutsPeaks = cutsPeaks
  }

  /// The names of the series with the sign they are drawn with, for the border of a panel: `train ─  test •`.
  public var legend: StyledText {
    series.filter { !$0.name.isEmpty }.enumerated().reduce("") { text, entry in
      text + StyledText((entry.offset > 0 ? "  " : "") + entry.element.name + " ")
        + StyledText(entry.element.kind == .line ? "─" : "•", entry.element.color)
    }
  }

  /// The range to the right that is drawn; nil without a finite value.
  public var shownX: ClosedRange<Double>? {
    xRange ?? Self.range(series.flatMap { $0.points.map(\.x) })
  }

  /// The range upwards that is drawn; nil without a finite value.
  public var shownY: ClosedRange<Double>? {
    if let yRange { return yRange }
    let values = series.flatMap { $0.points.map(\.y) }
    guard let range = Self.range(values), cutsPeaks, values.count >= 4 else { return Self.range(values) }
    // The middle half of the values tells what is usual; the peak may reach three times as far above it.
    let usual = values.selected(values.count * 3 / 4)
    let limit = usual + max(3 * (usual - range.lowerBound), 1e-9)
    return range.lowerBound...max(min(range.upperBound, limit), range.lowerBound)
  }

  private static func range(_ values: [Double]) -> ClosedRange<Double>? {
    guard let lowest = values.min(), let highest = values.max() else { return nil }
    return lowest...highest
  }
}
