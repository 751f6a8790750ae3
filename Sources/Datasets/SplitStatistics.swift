import LatentCore

/// What a split looks like in numbers, for `zwalk data info`.
public struct SplitStatistics: Sendable, Equatable {
  /// The number of images.
  public let count: Int
  /// Images of each class, by label; empty without labels.
  public let classCounts: [Int]
  /// Mean of all pixels in [0, 1], and their standard deviation about it.
  public let mean, deviation: Double
  /// The share of all pixels that are 0.
  public let zeroShare: Double
  /// Positions that are 0 in every image.
  public let emptyColumns: Int

  /// Looks at every pixel once.
  public init(_ split: Split, classes: Int) {
    count = split.count
    var counts = [Int](repeating: 0, count: classes)
    for label in split.labels where Int(label) < classes { counts[Int(label)] += 1 }
    classCounts = split.labels.isEmpty ? [] : counts
    let histogram = Self.histogram(of: split.pixels)
    let total = Double(split.pixels.count)
    let sum = histogram.enumerated().reduce(0.0) { $0 + Double($1.offset) * Double($1.element) }
    let squares = histogram.enumerated().reduce(0.0) {
      $0 + Double($1.offset * $1.offset) * Double($1.element)
    }
    mean = sum / total / 255
    deviation = max(0, squares / total / (255 * 255) - mean * mean).squareRoot()
    zeroShare = Double(histogram[0]) / total
    emptyColumns = Self.emptyColumns(of: split)
  }

  /// How often each of the 256 values occurs.
  private static func histogram(of bytes: [UInt8]) -> [Int] {
    var histogram = [Int](repeating: 0, count: 256)
    for byte in bytes { histogram[Int(byte)] += 1 }
    return histogram
  }

  private static func emptyColumns(of split: Split) -> Int {
    let length = split.shape.pixels
    var seen = [UInt8](repeating: 0, count: length)
    for start in stride(from: 0, to: split.pixels.count, by: length) {
      for column in 0..<length { seen[column] |= split.pixels[start + column] }
    }
    return seen.count { $0 == 0 }
  }
}
