import Screen

/// A stretch of a row.
public struct CellRun: Sendable, Hashable {
  public let row, column, count: Int
  /// Creates a run.
  public init(row: Int, column: Int, count: Int) {
    self.row = row
    self.column = column
    self.count = count
  }
}

extension Frame {
  /// The stretches in which this frame differs from one that is on screen; whole rows when that has another size.
  public func changes(since shown: Frame?) -> [CellRun] {
    guard let shown, shown.rows == rows, shown.columns == columns else {
      return columns == 0 ? [] : (0..<rows).map { CellRun(row: $0, column: 0, count: columns) }
    }
    let (new, old) = (cells, shown.cells)
    var runs: [CellRun] = []
    for row in 0..<rows {
      let start = row * columns
      var column = 0
      while column < columns {
        guard new[start + column] != old[start + column] else {
          column += 1
          continue
        }
        let first = column
        while column < columns, new[start + column] != old[start + column] { column += 1 }
        runs.append(CellRun(row: row, column: first, count: column - first))
      }
    }
    return runs
  }
}
