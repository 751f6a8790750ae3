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
    var ends = [Int](repeating: 0, count: 257)
    for label in labels { ends[Int(label) + 1] += 1 }
    for label in 0..<256 { ends[label + 1] += ends[label] }
    // The rows class by class, each in its own order.
    var (rows, next) = ([Int](repeating: 0, count: labels.count), ends)
    for (row, label) in labels.enumerated() {
      rows[next[Int(label)]] = row
      next[Int(label)] += 1
    }
    entries = (0..<256).filter { ends[$0] < ends[$0 + 1] }.map {
      Entry(label: UInt8($0), rows[ends[$0]..<ends[$0 + 1]], of: codes)
    }
  }

  /// The statistics of a class; nil when it has no codes.
  public subscript(label: UInt8) -> Entry? { entries.first { $0.label == label } }
}

extension ClassStatistics.Entry {
  fileprivate init(label: UInt8, _ rows: ArraySlice<Int>, of codes: Matrix) {
    self.label = label
    count = rows.count
    let columns = (0..<codes.columns).map { column in rows.map { codes[$0, column] } }
    mean = columns.map { column in Float(column.reduce(0.0) { $0 + Double($1) } / Double(column.count)) }
    median = columns.map { $0.quantile(0.5) ?? 0 }
  }
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
