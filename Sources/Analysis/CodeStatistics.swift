import LatentCore

/// How the codes spread along each dimension.
public struct CodeStatistics: Sendable, Equatable {
  /// One dimension.
  public struct Dimension: Sendable, Equatable {
    public let mean, standardDeviation: Float
    public let minimum, lowerPercentile, median, upperPercentile, maximum: Float
  }

  /// The latent dimensions in order; percentiles are the 1st and the 99th, numbers that are none are left out.
  public let dimensions: [Dimension]

  /// Looks at codes, `[codes, latent]`; without codes there are no statistics.
  public init(_ codes: Matrix) {
    dimensions = codes.rows == 0 ? [] : (0..<codes.columns).map { Dimension(codes.column($0)) }
  }

  /// From the smallest to the largest value of a dimension.
  public func range(of dimension: Int) -> ClosedRange<Float> {
    dimensions[dimension].minimum...dimensions[dimension].maximum
  }
}

extension CodeStatistics.Dimension {
  fileprivate init(_ values: [Float]) {
    let values = values.filter(\.isFinite)
    let sorted = values.sorted()
    let count = Double(max(values.count, 1))
    let mean = values.reduce(0.0) { $0 + Double($1) } / count
    let squares = values.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    self.mean = Float(mean)
    standardDeviation = Float((squares / max(count - 1, 1)).squareRoot())
    minimum = sorted.first ?? 0
    lowerPercentile = sorted.quantileOfSorted(0.01) ?? 0
    median = sorted.quantileOfSorted(0.5) ?? 0
    upperPercentile = sorted.quantileOfSorted(0.99) ?? 0
    maximum = sorted.last ?? 0
  }
}
