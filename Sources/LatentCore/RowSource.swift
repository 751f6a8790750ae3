/// Rows of numbers that need not lie in memory as floats: a matrix, or images kept as bytes.
///
/// Methods that look at a whole data set read it in blocks through this protocol, so that 60,000 images never
/// become 188 MB of floats at once.
public protocol RowSource: Sendable {
  /// The number of rows.
  var rowCount: Int { get }
  /// The number of values in a row.
  var columnCount: Int { get }
  /// Replaces the contents of `matrix` by the rows of `range`; afterwards it has `range.count` rows.
  /// - Precondition: `matrix.columns == columnCount`.
  func read(_ range: Range<Int>, into matrix: inout Matrix)
}

extension RowSource {
  /// Returns the rows of a range, or all rows, as one matrix.
  public func matrix(_ range: Range<Int>? = nil) -> Matrix {
    let range = range ?? 0..<rowCount
    var matrix = Matrix(rows: range.count, columns: columnCount)
    read(range, into: &matrix)
    return matrix
  }

  /// Calls `body` with consecutive blocks of at most `size` rows, in order.
  public func forEachBlock(
    of size: Int, _ body: (_ range: Range<Int>, _ rows: Matrix) throws -> Void
  ) rethrows {
    var block = Matrix(rows: min(size, rowCount), columns: columnCount)
    for start in stride(from: 0, to: rowCount, by: size) {
      let range = start..<min(start + size, rowCount)
      read(range, into: &block)
      try body(range, block)
    }
  }
}

extension Matrix: RowSource {
  /// The rows of the matrix.
  public var rowCount: Int { rows }
  /// The columns of the matrix.
  public var columnCount: Int { columns }

  /// Copies rows; memory that `matrix` has already is used again.
  public func read(_ range: Range<Int>, into matrix: inout Matrix) {
    precondition(matrix.columns == columns, "the columns differ")
    matrix.resize(rows: range.count)
    let first = range.lowerBound * columns
    for offset in 0..<range.count * columns { matrix.values[offset] = values[first + offset] }
  }
}
