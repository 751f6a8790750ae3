import CKernels
import LatentCore

extension Matrix {
  /// The mean of each column, summed in double precision; zeros when there are no rows.
  public var columnMeans: [Float] {
    var sums = [Double](repeating: 0, count: columns)
    for row in 0..<rows {
      let start = row * columns
      for column in 0..<columns { sums[column] += Double(values[start + column]) }
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

  /// The sum of squares of each row.
  public var squaredRowNorms: [Float] {
    (0..<rows).map { row in
      var sum = 0.0
      for index in row * columns..<(row + 1) * columns { sum += Double(values[index]) * Double(values[index]) }
      return Float(sum)
    }
  }
}
