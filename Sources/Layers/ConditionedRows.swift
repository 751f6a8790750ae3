import Kernels
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
    if joined.columns != columns + classes { joined = Matrix(rows: 0, columns: columns + classes) }
    joined.resize(rows: rows.rows)
    Kernels.withView(of: &joined) { view in
      view.columns(0..<columns).load(rows, rows: 0..<rows.rows)
      let conditions = view.columns(columns..<columns + classes)
      conditions.fill(0)
      for (row, label) in labels.prefix(rows.rows).enumerated() where label < classes {
        conditions[row, Int(label)] = 1
      }
    }
    return joined
  }
}
