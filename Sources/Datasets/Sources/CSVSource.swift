import Formats
import LatentCore

/// A data set with an image a line.
enum CSVSource {
  /// Reads a file whose column `label` holds the classes; without a header it is the first or the last column,
  /// whichever leaves a square image.
  /// - Throws: `ZwalkError` naming file and cause.
  static func load(_ path: String) throws(ZwalkError) -> LoadedData {
    let table = try CSV(reading: path)
    let matrix = table.matrix
    let column = labelColumn(table)
    var classes: [UInt8] = []
    if let column { classes = try NumericImages.labels(matrix.column(column), file: path) }
    var values: [Float] = []
    values.reserveCapacity(matrix.values.count)
    for row in 0..<matrix.rows {
      let cells = matrix.row(row)
      values += cells.prefix(column ?? cells.count)
      if let column { values += cells.dropFirst(column + 1) }
    }
    let images = NPY(shape: [matrix.rows, values.count / matrix.rows], values: values)
    let train = try NumericImages.split(images, labels: classes, file: path)
    return LoadedData(path: path, train: train, test: nil)
  }

  private static func labelColumn(_ table: CSV) -> Int? {
    let names = ["label", "class", "y", "target"]
    if let named = table.header.firstIndex(where: { names.contains($0.lowercased()) }) { return named }
    let matrix = table.matrix
    let isSquare = NumericImages.shape(pixels: matrix.columns).height > 1
    guard !isSquare, NumericImages.shape(pixels: matrix.columns - 1).height > 1 else { return nil }
    // Labels are few and small; the corner pixel at the other end is nearly always 0.
    let (first, last) = (matrix.column(0), matrix.column(matrix.columns - 1))
    let mayBeLabels = first.allSatisfy { $0 == $0.rounded() && $0 < 100 } || last.allSatisfy { $0 == 0 }
    return first.contains { $0 != 0 } && mayBeLabels ? 0 : matrix.columns - 1
  }
}
