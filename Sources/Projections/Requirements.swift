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

  /// Checks that no row holds NaN or infinity, a few thousand at a time.
  /// - Throws: `ZwalkError.notFinite`, which names the first row that does.
  static func checkFinite(_ data: any RowSource) throws(ZwalkError) {
    for start in stride(from: 0, to: data.rowCount, by: 4096) {
      try checkFinite(data, start..<min(start + 4096, data.rowCount))
    }
  }

  /// Returns all rows as one matrix.
  /// - Throws: `ZwalkError.notFinite`, which names the first row with NaN or infinity.
  static func finiteMatrix(_ data: any RowSource, name: String) throws(ZwalkError) -> Matrix {
    let matrix = (data as? Matrix) ?? data.matrix()
    try checkFinite(matrix, firstRow: 0, name: name)
    return matrix
  }

  /// Returns the labels of a method that tells classes apart.
  /// - Throws: `ZwalkError.unusableData` without labels or with a single class, `.optionOutOfRange` when so many
  ///   classes do not span as many dimensions.
  @discardableResult
  static func classes(
    _ labels: [UInt8]?, method: String, dimensions: Int
  ) throws(ZwalkError) -> [UInt8] {
    guard let labels, !labels.isEmpty else {
      throw .unusableData(
        name: "the data", reason: "it has no labels, and \(method) needs a class for each point")
    }
    let classes = Set(labels).count
    guard classes > 1 else {
      throw .unusableData(
        name: "the data", reason: "all points are of one class, and \(method) needs two or more to tell apart"
      )
    }
    guard dimensions < classes else {
      throw .optionOutOfRange(
        key: "dims", value: "\(dimensions)",
        allowed: "a whole number from 1 to \(classes - 1), one less than the classes")
    }
    return labels
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
