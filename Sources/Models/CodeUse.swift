import LatentCore

/// How the units of sparse codes are used over some images.
///
/// A unit is active in an image when it is above 0.01 there, and dead when no image at hand makes it active: how many
/// are dead depends on how many images are looked at, and is to be told with them.
public struct CodeUse: Sendable, Equatable {
  /// The mean activation of each unit.
  public let means: [Double]
  /// The share of all activations that are above `threshold`, 0 to 1: that of an image's units in the mean.
  public let activeShare: Double
  /// Units that are above it for no image.
  public let dead: Int

  /// What counts as active.
  public static let threshold: Float = 0.01

  /// Looks at the codes of some images, `[images, units]`.
  public init(_ codes: Matrix) {
    var sums = [Double](repeating: 0, count: codes.columns)
    var largest = [Float](repeating: 0, count: codes.columns)
    var active = 0
    for row in 0..<codes.rows {
      for (column, value) in codes.row(row).enumerated() {
        sums[column] += Double(value)
        largest[column] = max(largest[column], value)
        if value > Self.threshold { active += 1 }
      }
    }
    means = sums.map { $0 / Double(max(1, codes.rows)) }
    activeShare = Double(active) / Double(max(1, codes.values.count))
    dead = largest.filter { $0 <= Self.threshold }.count
  }

  /// The units, the most used first.
  public var order: [Int] { means.indices.sorted { (means[$1], $0) < (means[$0], $1) } }

  /// The mean of all activations.
  public var mean: Double { means.reduce(0, +) / Double(max(1, means.count)) }
  /// The share of units that are dead, 0 to 1.
  public var deadShare: Double { Double(dead) / Double(max(1, means.count)) }
  /// The share of units whose mean activation lies within 0.01 of a target, 0 to 1.
  public func share(near target: Double) -> Double {
    let near = means.filter { abs($0 - target) <= 0.01 }.count
    return Double(near) / Double(max(1, means.count))
  }
}
