extension Matrix {
  /// The element at a row and a column.
  @inlinable
  public subscript(row: Int, column: Int) -> Float {
    get { values[row * columns + column] }
    set { values[row * columns + column] = newValue }
  }

  /// The elements of one row, without a copy.
  public func row(_ row: Int) -> ArraySlice<Float> {
    values[row * columns..<(row + 1) * columns]
  }

  /// The elements of one column.
  public func column(_ column: Int) -> [Float] {
    (0..<rows).map { self[$0, column] }
  }

  /// Returns the rows of a range as a matrix of their own.
  public func rows(in range: Range<Int>) -> Matrix {
    Matrix(
      rows: range.count, columns: columns,
      values: Array(values[range.lowerBound * columns..<range.upperBound * columns]))
  }

  /// Returns the rows with these indices, in this order; an index may repeat.
  public func gatheringRows(_ indices: some Sequence<Int>) -> Matrix {
    var gathered: [Float] = []
    var count = 0
    for index in indices {
      gathered += row(index)
      count += 1
    }
    return Matrix(rows: count, columns: columns, values: gathered)
  }

  /// Returns the first `count` columns of every row.
  public func firstColumns(_ count: Int) -> Matrix {
    precondition(count <= columns, "there are only \(columns) columns")
    return Matrix(
      rows: rows, columns: count, values: (0..<rows).flatMap { row($0).prefix(count) })
  }

  /// Appends the rows of another matrix with as many columns.
  public mutating func append(rowsOf other: Matrix) {
    precondition(other.columns == columns, "the columns differ")
    values += other.values
    rows += other.rows
  }

  /// Changes the number of rows in place; new rows are zero. Shrinking and growing back allocates nothing.
  public mutating func resize(rows newRows: Int) {
    let count = newRows * columns
    if count < values.count {
      values.removeLast(values.count - count)
    } else {
      values.append(contentsOf: repeatElement(0, count: count - values.count))
    }
    rows = newRows
  }

  /// The transposed matrix, `[columns, rows]`.
  public var transposed: Matrix {
    var result = Matrix(rows: columns, columns: rows)
    for row in 0..<rows {
      for column in 0..<columns { result[column, row] = self[row, column] }
    }
    return result
  }

  /// Whether no element is NaN or infinite.
  public var isFinite: Bool { values.allSatisfy(\.isFinite) }
}
