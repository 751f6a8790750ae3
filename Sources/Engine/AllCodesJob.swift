import Analysis
import Datasets
import LatentCore
import Models

/// Encodes every image of a split in slices, with a decoder of its own.
struct AllCodesJob {
  /// Images in a slice; some milliseconds.
  private static let sliceSize = 1000

  private let split: Split
  private let decoder: Decoder
  private var values: Matrix
  private var next = 0
  /// The version of the weights.
  let version: Int

  /// - Throws: `ZwalkError` when the weights do not fit the specification.
  init(_ specification: ModelSpecification, weights: Weights, split: Split) throws {
    self.split = split
    version = weights.version
    decoder = try Decoder(specification, weights: weights.values)
    values = Matrix(rows: 0, columns: specification.latentDimension)
    values.values.reserveCapacity(split.count * specification.latentDimension)
  }

  /// Encodes the next slice.
  /// - Returns: all codes when they are complete.
  mutating func advance() -> Codes? {
    let range = next..<min(next + Self.sliceSize, split.count)
    values.append(rowsOf: decoder.codes(of: split, in: range, isSketch: true))
    next = range.upperBound
    return next == split.count ? Codes(indices: nil, values: values, version: version) : nil
  }
}
