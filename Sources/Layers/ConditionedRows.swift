import LatentCore

/// Rows with their labels behind them, one column a class, in memory that is used again.
public final class ConditionedRows {
  /// Columns behind each row.
  public let classes: Int
  private var joined = Matrix(rows: 0, columns: 0)

  /// Creates rows for so many classes.
  public init(classes: Int) { self.classes = classes }

  /// Returns rows with a 1 in the column of their label; without a label, or with one beyond the classes, all are 0.
  /// - Parameters:
  ///   - rows: images or codes.
  ///   - labels: one a row; missing ones count as none.
  public func rows(_ rows: Matrix, labels: [UInt8]) -> Matrix {
    let columns = rows.columns
    let width = columns + classes
    // In a local variable the array is this function's own, so that nothing is checked or copied twice.
    var wide = joined.columns == width ? joined : Matrix(rows: 0, columns: width)
    joined = Matrix(rows: 0, columns: 0)
    wide.resize(rows: rows.rows)
    for row in 0..<rows.rows {
      let (from, to) = (row * columns, row * width)
      for column in 0..<columns { wide.values[to + column] = rows.values[from + column] }
      for label in 0..<classes { wide.values[to + columns + label] = 0 }
      if row < labels.count, labels[row] < classes { wide.values[to + columns + Int(labels[row])] = 1 }
    }
    joined = wide
    return wide
  }
}
