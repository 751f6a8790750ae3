import CKernels
import LatentCore

/// The number of rows of each class, and the sums of their columns, over rows that arrive in blocks.
public struct ClassSums: Sendable {
  /// The number of columns.
  public let columns: Int
  /// Rows of each label, 256 numbers.
  public private(set) var counts = [Int](repeating: 0, count: 256)
  private var sums: [Double]

  /// Rows that are read at a time.
  private static let blockRows = 512

  /// Creates the sums of no rows.
  public init(columns: Int) {
    self.columns = columns
    sums = [Double](repeating: 0, count: 256 * columns)
  }

  /// The labels that were met, rising.
  public var classes: [UInt8] { counts.indices.filter { counts[$0] > 0 }.map { UInt8($0) } }

  /// The mean of the rows of a label that was met.
  public func mean(of label: UInt8) -> [Double] {
    let count = Double(max(counts[Int(label)], 1))
    return sums[Int(label) * columns..<(Int(label) + 1) * columns].map { $0 / count }
  }

  /// Takes in the rows of a range, on all workers.
  /// - Parameter labels: of all rows of the source.
  public mutating func add(_ range: Range<Int>, of source: any RowSource, labels: [UInt8]) {
    let parts = Kernels.mapShares(of: range, atLeast: 64) { [columns] share in
      var part = ClassSums(columns: columns)
      var block = Matrix(rows: 0, columns: columns)
      for start in stride(from: share.lowerBound, to: share.upperBound, by: Self.blockRows) {
        let rows = start..<min(start + Self.blockRows, share.upperBound)
        source.read(rows, into: &block)
        part.add(block, labels: labels[rows])
      }
      return part
    }
    for part in parts {
      for label in counts.indices { counts[label] += part.counts[label] }
      for index in sums.indices { sums[index] += part.sums[index] }
    }
  }

  private mutating func add(_ block: Matrix, labels: ArraySlice<UInt8>) {
    let columns = columns
    block.values.withUnsafeBufferPointer { values in
      sums.withUnsafeMutableBufferPointer { sums in
        guard let values = values.baseAddress, let sums = sums.baseAddress else { return }
        for (row, label) in labels.enumerated() {
          zw_add_to_sums(values + row * columns, columns, sums + Int(label) * columns)
          counts[Int(label)] += 1
        }
      }
    }
  }
}
