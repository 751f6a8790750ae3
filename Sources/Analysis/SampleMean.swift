import RealModule

/// The mean of some values, and how far it may lie from that of all there could be.
public struct SampleMean: Sendable, Equatable {
  /// The mean; 0 of no values.
  public let value: Double
  /// Its standard error, the deviation of the values over the root of their number; nil of fewer than two.
  public let standardError: Double?

  /// Measures values.
  public init(_ values: [Double]) {
    let count = Double(values.count)
    let mean = values.isEmpty ? 0 : values.reduce(0, +) / count
    value = mean
    standardError =
      values.count > 1
      ? (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1) / count).squareRoot() : nil
  }
}
