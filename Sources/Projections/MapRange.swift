import LatentCore

extension Matrix {
  /// Returns points in a unit in which single precision can square their distances, and how long it is.
  ///
  /// Maps whose largest deviation from the mean lies within 1e-6 to 1e6 stay as they are; another is brought to the
  /// nearer end by a power of two, which is exact. No rank changes. The stress of a shrunk map is that of the map in
  /// units to five digits; that of a stretched one is 1 either way.
  func withinRange() -> (points: Matrix, unit: Double) {
    let largest = largestDeviation
    guard largest > 0, !Self.exactDeviations.contains(largest) else { return (self, 1) }
    let end = largest > 1 ? Self.exactDeviations.upperBound : Self.exactDeviations.lowerBound
    let exponent = Int((end / largest).exponent)
    var points = self
    // In two steps, since the factor itself may be beyond single precision.
    let factors = [exponent / 2, exponent - exponent / 2].map {
      Float(sign: .plus, exponent: $0, significand: 1)
    }
    for index in points.values.indices {
      points.values[index] = points.values[index] * factors[0] * factors[1]
    }
    return (points, Double(sign: .plus, exponent: -exponent, significand: 1))
  }

  private static var exactDeviations: ClosedRange<Double> { 1e-6...1e6 }

  /// How far a coordinate lies at most from the mean of its column.
  private var largestDeviation: Double {
    var (sums, lowest, highest) = (
      [Double](repeating: 0, count: columns), [Double](repeating: .infinity, count: columns),
      [Double](repeating: -.infinity, count: columns)
    )
    for row in 0..<rows {
      for (column, value) in self.row(row).enumerated() {
        let value = Double(value)
        sums[column] += value
        lowest[column] = min(lowest[column], value)
        highest[column] = max(highest[column], value)
      }
    }
    return (0..<columns).map { column in
      let mean = sums[column] / Double(rows)
      return max(highest[column] - mean, mean - lowest[column])
    }.max() ?? 0
  }
}
