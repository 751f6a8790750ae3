import Analysis
import LatentCore
import Models

/// How far the model's reconstructions of the probe points are from their images.
public struct ProbeErrors: Sendable, Equatable {
  /// Squared error of each probe point, summed over its pixels.
  public let values: [Float]
  /// The version of the weights.
  public let version: Int

  /// Creates errors.
  public init(values: [Float], version: Int) {
    self.values = values
    self.version = version
  }
}

/// Restores the probe points in slices, with a decoder of its own.
struct ProbeErrorsJob {
  /// Images in a slice; some milliseconds.
  private static let sliceSize = 250

  private let images: Matrix
  /// What the images show, or empty.
  private let labels: [UInt8]
  private let decoder: Decoder
  private let version: Int
  private var values: [Float] = []

  /// - Throws: `ZwalkError` when the weights do not fit the specification.
  init(_ specification: ModelSpecification, weights: Weights, probe: ProbeSet) throws {
    (images, labels) = (probe.images, probe.labels)
    version = weights.version
    decoder = try Decoder(specification, weights: weights.values)
  }

  /// Restores the next slice.
  /// - Returns: all errors when they are complete.
  mutating func advance() -> ProbeErrors? {
    let range = values.count..<min(values.count + Self.sliceSize, images.rows)
    let slice = images.matrix(range)
    let restored = decoder.reconstructions(of: slice, labels: labels.isEmpty ? nil : Array(labels[range]))
    for row in 0..<slice.rows {
      values.append(zip(slice.row(row), restored.row(row)).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) })
    }
    return values.count == images.rows ? ProbeErrors(values: values, version: version) : nil
  }
}
