/// A row-major matrix of `Float`, `[rows, columns]`, that owns its storage.
///
/// A row is one image, one code or one point. Copies share storage until one of them is changed.
public struct Matrix: Sendable, Equatable {
  /// The number of rows, 0 or more.
  public internal(set) var rows: Int
  /// The number of columns, 0 or more.
  public let columns: Int
  /// The elements, row after row: `rows * columns` values. Elements may be replaced, not added or removed.
  public var values: [Float]

  /// Creates a matrix whose elements all equal `value`.
  public init(rows: Int, columns: Int, repeating value: Float = 0) {
    precondition(rows >= 0 && columns >= 0, "a shape has no negative side")
    self.rows = rows
    self.columns = columns
    values = [Float](repeating: value, count: rows * columns)
  }

  /// Creates a matrix from its elements in row-major order.
  /// - Precondition: `values.count == rows * columns`.
  public init(rows: Int, columns: Int, values: [Float]) {
    precondition(values.count == rows * columns, "the number of elements is fixed by the shape")
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  /// Creates a matrix from rows of equal length.
  public init(_ rows: [[Float]]) {
    let columns = rows.first?.count ?? 0
    precondition(rows.allSatisfy { $0.count == columns }, "rows differ in length")
    self.init(rows: rows.count, columns: columns, values: rows.flatMap { $0 })
  }
}
