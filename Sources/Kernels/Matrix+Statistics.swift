import CKernels
import LatentCore

extension Matrix {
  /// The mean of each column, summed in double precision; zeros when there are no rows.
  public var columnMeans: [Float] {
    var sums = [Double](repeating: 0, count: columns)
    values.withUnsafeBufferPointer { values in
      guard let first = values.baseAddress else { return }
      for row in 0..<rows { zw_add_to_sums(first + row * columns, columns, &sums) }
    }
    return sums.map { rows > 0 ? Float($0 / Double(rows)) : 0 }
  }

  /// Subtracts one vector from every row.
  /// - Precondition: `vector.count == columns`.
  public mutating func subtractFromRows(_ vector: [Float]) {
    precondition(vector.count == columns, "the vector has \(vector.count) values, a row has \(columns)")
    var sums = [Double](repeating: 0, count: columns)
    zw_shift_rows(&values, rows, columns, vector, &sums)
  }
}
