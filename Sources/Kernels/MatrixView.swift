import CKernels
import LatentCore

/// A rectangle of an arena, `[rows, columns]`; holding it keeps the arena alive.
public struct MatrixView {
  /// Where the elements are.
  public let owner: Arena
  /// Index of the first element in the arena.
  public let offset: Int
  /// The number of rows, 0 or more.
  public let rows: Int
  /// The number of columns, 0 or more.
  public let columns: Int
  /// The distance between the beginnings of rows, `columns` or more.
  public let stride: Int

  /// Creates a view.
  /// - Precondition: it lies within the arena.
  public init(owner: Arena, offset: Int, rows: Int, columns: Int, stride: Int) {
    precondition(rows >= 0 && columns >= 0 && stride >= columns && offset >= 0, "a view has no negative side")
    let span = rows == 0 || columns == 0 ? 0 : (rows - 1) * stride + columns
    precondition(offset + span <= owner.count, "a view reaches beyond its arena")
    self.owner = owner
    self.offset = offset
    self.rows = rows
    self.columns = columns
    self.stride = stride
  }

  /// The elements that lie between the first and the last, gaps included.
  var span: Int { rows == 0 || columns == 0 ? 0 : (rows - 1) * stride + columns }
  var pointer: UnsafeMutablePointer<Float> { owner.pointer(offset, span: span) }
  var operand: Operand { Operand(pointer: pointer, stride: stride) }
  var shape: (rows: Int, columns: Int) { (rows, columns) }

  /// The rows of a range.
  public func rows(_ range: Range<Int>) -> MatrixView {
    precondition(range.upperBound <= rows, "there are only \(rows) rows")
    return MatrixView(
      owner: owner, offset: offset + (range.isEmpty ? 0 : range.lowerBound * stride), rows: range.count,
      columns: columns, stride: stride)
  }

  /// The columns of a range.
  public func columns(_ range: Range<Int>) -> MatrixView {
    precondition(range.upperBound <= columns, "there are only \(columns) columns")
    return MatrixView(
      owner: owner, offset: offset + (range.isEmpty || rows == 0 ? 0 : range.lowerBound), rows: rows,
      columns: range.count, stride: stride)
  }

  /// The element at a row and a column.
  public subscript(row: Int, column: Int) -> Float {
    get {
      precondition(row >= 0 && row < rows && column >= 0 && column < columns, "outside of the view")
      return pointer[row * stride + column]
    }
    nonmutating set {
      precondition(row >= 0 && row < rows && column >= 0 && column < columns, "outside of the view")
      pointer[row * stride + column] = newValue
    }
  }

  /// Sets all elements to one value.
  public func fill(_ value: Float) {
    for row in 0..<rows where columns > 0 {
      (pointer + row * stride).update(repeating: value, count: columns)
    }
  }

  /// A copy of the elements.
  public var matrix: Matrix {
    var result = Matrix(rows: rows, columns: columns)
    let source = self
    result.values.withUnsafeMutableBufferPointer { values in
      guard let base = values.baseAddress else { return }
      zw_copy(base, source.pointer, source.rows, source.columns, source.columns, source.stride)
    }
    return result
  }

  /// Replaces the elements by rows of a matrix.
  /// - Precondition: as many rows and columns.
  public func load(_ matrix: Matrix, rows range: Range<Int>) {
    precondition(range.count == rows && matrix.columns == columns, "the shapes differ")
    precondition(
      range.lowerBound >= 0 && range.upperBound <= matrix.rows, "there are only \(matrix.rows) rows")
    let target = pointer
    matrix.values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress, !range.isEmpty else { return }
      zw_copy(target, base + range.lowerBound * columns, rows, columns, stride, columns)
    }
  }

  /// Replaces the elements by those of another view of the same shape, which must not overlap.
  public func load(_ other: MatrixView) {
    precondition(other.shape == shape, "the shapes differ")
    zw_copy(pointer, other.pointer, rows, columns, stride, other.stride)
  }
}

extension Kernels {
  /// Calls `body` with a view of a matrix's own elements; the view is void afterwards, and using it then stops
  /// the program.
  public static func withView(of matrix: inout Matrix, _ body: (MatrixView) -> Void) {
    let (rows, columns) = (matrix.rows, matrix.columns)
    matrix.values.withUnsafeMutableBufferPointer { values in
      let loan = Arena(lentAtMost: values.count)
      loan.borrow(values)
      body(loan.view(rows: rows, columns: columns))
      loan.endLoan()
    }
  }

  /// Lets an arena without memory of its own stand for a matrix's elements while `body` runs, which must not write
  /// to it; views of it are void before and afterwards. Allocates nothing.
  /// - Precondition: the arena was made for as many elements.
  public static func lend(_ matrix: Matrix, to arena: Arena, _ body: () -> Void) {
    matrix.values.withUnsafeBufferPointer { values in
      arena.borrow(UnsafeMutableBufferPointer(mutating: values))
      body()
      arena.endLoan()
    }
  }
}
