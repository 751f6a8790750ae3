import LatentCore

/// Where the codes of each class lie.
public struct ClassStatistics: Sendable, Equatable {
  /// One class.
  public struct Entry: Sendable, Equatable {
    /// The class, as the data's labels number it.
    public let label: UInt8
    /// How many codes it has, 1 or more.
    public let count: Int
    /// `latent` values.
    public let mean: [Float]
    /// The median of each coordinate.
    public let median: [Float]
  }

  /// The classes that have codes, by rising label.
  public let entries: [Entry]

  /// Looks at codes.
  /// - Parameters:
  ///   - codes: `[codes, latent]`.
  ///   - labels: a class for each; without labels there are no classes.
  public init(codes: Matrix, labels: [UInt8]) {
    guard labels.count == codes.rows else {
      entries = []
      return
    }
    entries = Dictionary(grouping: labels.indices, by: { labels[$0] }).sorted { $0.key < $1.key }.map {
      let members = codes.gatheringRows($0.value)
      return Entry(
        label: $0.key, count: members.rows, mean: members.meanRow ?? [],
        median: (0..<codes.columns).map { members.column($0).quantile(0.5) ?? 0 })
    }
  }

  /// The statistics of a class; nil when it has no codes.
  public subscript(label: UInt8) -> Entry? { entries.first { $0.label == label } }
}

extension Matrix {
  /// The mean of all rows, summed in double precision; nil without rows.
  var meanRow: [Float]? { mean { _ in true } }

  /// The mean of the rows with a label; nil when there are none.
  func mean(where labels: [UInt8], are label: UInt8) -> [Float]? {
    labels.count == rows ? mean { labels[$0] == label } : nil
  }

  private func mean(of isIncluded: (Int) -> Bool) -> [Float]? {
    var sums = [Double](repeating: 0, count: columns)
    var count = 0
    for row in 0..<rows where isIncluded(row) {
      for column in 0..<columns { sums[column] += Double(self[row, column]) }
      count += 1
    }
    return count > 0 ? sums.map { Float($0 / Double(count)) } : nil
  }
}

extension [Float] {
  /// The value below which a share of all values lies, interpolated between neighbours; nil without values.
  /// - Parameter share: 0 is the smallest value, 0.5 the median, 1 the largest.
  /// - Source: Hyndman and Fan 1996, definition 7.
  public func quantile(_ share: Double) -> Float? { sorted().quantileOfSorted(share) }

  /// The same of values that are in rising order already.
  func quantileOfSorted(_ share: Double) -> Float? {
    guard !isEmpty else { return nil }
    let place = Swift.min(1, Swift.max(0, share)) * Double(count - 1)
    let (lower, upper) = (Int(place), Swift.min(Int(place) + 1, count - 1))
    return self[lower] + Float(place - Double(lower)) * (self[upper] - self[lower])
  }
}
