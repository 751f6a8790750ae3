import Datasets
import LatentCore

/// What the draws of a model read as, held against real images.
///
/// A model that is told labels should draw what it was told; another one should draw something of every class. Typical
/// draws read better than real images do, so that the variance within the classes is told as well.
public struct SampleReport: Sendable, Equatable {
  /// The share of draws that read as the class that they were to be; nil for a model that is told no class.
  public let agreement: Double?
  /// The share of each class among what the draws read as.
  public let shares: [Double]
  /// Squared distances of draws from the mean of what reads alike, summed over pixels; mean over the draws.
  public let variance: Double
  /// The same of real images.
  public let realVariance: Double

  /// The share of the rarest class.
  public var coverage: Double { shares.min() ?? 0 }

  /// Reads draws.
  /// - Parameters:
  ///   - images: draws, `[draws, pixels]`.
  ///   - labels: what each was to be; empty for a model that is told no class.
  ///   - real: images with labels.
  ///   - eachBlock: called with the share that is done; what it throws ends the reading.
  /// - Throws: `ZwalkError` when the real images cannot be read by; what `eachBlock` throws.
  public init(
    _ images: Matrix, labels: [UInt8], real: Split, eachBlock: (Double) throws -> Void = { _ in }
  ) throws {
    let read = try ImageReader(real).read(images, eachBlock: eachBlock)
    let right = zip(read, labels).filter { $0 == $1 }.count
    agreement = labels.isEmpty ? nil : Double(right) / Double(max(images.rows, 1))
    let classes = Int(real.labels.max() ?? 0) + 1
    shares = (0..<classes).map { label in
      Double(read.filter { $0 == label }.count) / Double(max(images.rows, 1))
    }
    variance = Self.variance(images, labels.isEmpty ? read : labels)
    let some = real.prefix(10_000)
    realVariance = Self.variance(some.matrix(), some.labels)
  }

  /// The mean squared distance of images from the mean of their class.
  static func variance(_ images: Matrix, _ labels: [UInt8]) -> Double {
    guard images.rows > 0 else { return 0 }
    let ofClasses = Dictionary(grouping: labels.indices) { labels[$0] }.values.map { rows in
      let members = images.gatheringRows(rows)
      let means = (members.meanRow ?? []).map(Double.init)
      let squares = members.values.reduce(0.0) { $0 + Double($1) * Double($1) }
      return squares - Double(rows.count) * means.reduce(0) { $0 + $1 * $1 }
    }
    return ofClasses.reduce(0, +) / Double(images.rows)
  }
}
