import Kernels
import LatentCore

/// What every projection asks of its data before it begins.
enum Requirements {
  /// Checks the number of points, the dimensions asked for, and, where it costs little, that all numbers are finite.
  /// - Throws: `ZwalkError.notEnoughPoints`, `.optionOutOfRange`, `.notFinite`.
  static func check(
    _ data: any RowSource, method: String, dimensions: Int, pointsNeeded: Int
  ) throws(ZwalkError) {
    guard dimensions >= 1, dimensions <= data.columnCount else {
      throw .optionOutOfRange(
        key: "dims", value: "\(dimensions)",
        allowed: "a whole number from 1 to \(data.columnCount), the features of the data")
    }
    guard data.rowCount >= pointsNeeded else {
      throw .notEnoughPoints(method: method, found: data.rowCount, needed: pointsNeeded)
    }
    if let matrix = data as? Matrix { try checkFinite(matrix, firstRow: 0, name: "the data") }
  }

  /// Checks that the rows of a range hold neither NaN nor infinity.
  /// - Throws: `ZwalkError.notFinite`, which names the first row that does.
  static func checkFinite(_ data: any RowSource, _ range: Range<Int>) throws(ZwalkError) {
    try checkFinite(data.matrix(range), firstRow: range.lowerBound, name: "the data")
  }

  /// Returns all rows as one matrix.
  /// - Throws: `ZwalkError.notFinite`, which names the first row with NaN or infinity.
  static func finiteMatrix(_ data: any RowSource, name: String) throws(ZwalkError) -> Matrix {
    let matrix = (data as? Matrix) ?? data.matrix()
    try checkFinite(matrix, firstRow: 0, name: name)
    return matrix
  }

  private static func checkFinite(_ rows: Matrix, firstRow: Int, name: String) throws(ZwalkError) {
    guard !Kernels.isFinite(rows) else { return }
    let bad = (0..<rows.rows).first { !rows.row($0).allSatisfy(\.isFinite) } ?? 0
    throw .notFinite(what: "row \(firstRow + bad) of \(name)")
  }
}

extension Matrix {
  /// Overwrites consecutive rows by those of another matrix.
  mutating func replaceRows(from first: Int, by rows: Matrix) {
    values.replaceSubrange(first * columns..<(first + rows.rows) * columns, with: rows.values)
  }
}
