import CKernels
import LatentCore

extension Kernels {
  /// Below this many elements a loop over rows stays on the calling thread.
  static let leastSharedElements = 65_536

  /// Replaces the rows of a matrix by images that are kept as bytes: byte 255 becomes 1.
  /// - Parameters:
  ///   - bytes: images one after the other.
  ///   - rowLength: bytes of an image.
  ///   - indices: the images wanted, in this order; an index may repeat.
  ///   - matrix: afterwards `[indices.count, rowLength]`; its storage is used again where it fits.
  /// - Precondition: every index lies within `bytes`, and `matrix.columns == rowLength`.
  public static func gather(
    bytes: [UInt8], rowLength: Int, indices: ArraySlice<Int>, into matrix: inout Matrix
  ) {
    precondition(matrix.columns == rowLength, "the matrix has \(matrix.columns) columns, not \(rowLength)")
    let count = rowLength > 0 ? bytes.count / rowLength : 0
    precondition(indices.allSatisfy { $0 >= 0 && $0 < count }, "an index lies outside of the images")
    if matrix.rows != indices.count { matrix.resize(rows: indices.count) }
    bytes.withUnsafeBufferPointer { bytes in
      indices.withUnsafeBufferPointer { indices in
        matrix.values.withUnsafeMutableBufferPointer { floats in
          guard let floats = floats.baseAddress, let bytes = bytes.baseAddress,
            let indices = indices.baseAddress
          else { return }
          sharedRows(matrix.rows, columns: rowLength) { range in
            zw_gather_bytes(
              floats + range.lowerBound * rowLength, bytes, indices + range.lowerBound, range.count,
              rowLength,
              1 / 255)
          }
        }
      }
    }
  }

  /// Replaces the rows of a matrix by images that are kept as bytes: byte 255 becomes 1.
  public static func gather(bytes: [UInt8], rowLength: Int, indices: [Int], into matrix: inout Matrix) {
    gather(bytes: bytes, rowLength: rowLength, indices: indices[...], into: &matrix)
  }

  /// Replaces the rows of a matrix by consecutive images that are kept as bytes: byte 255 becomes 1.
  /// - Precondition: `range` lies within `bytes`, and `matrix.columns == rowLength`.
  public static func gather(bytes: [UInt8], rowLength: Int, range: Range<Int>, into matrix: inout Matrix) {
    precondition(matrix.columns == rowLength, "the matrix has \(matrix.columns) columns, not \(rowLength)")
    precondition(
      range.lowerBound >= 0 && range.upperBound * rowLength <= bytes.count,
      "the range lies outside of the images")
    if matrix.rows != range.count { matrix.resize(rows: range.count) }
    bytes.withUnsafeBufferPointer { bytes in
      matrix.values.withUnsafeMutableBufferPointer { floats in
        guard let floats = floats.baseAddress, let bytes = bytes.baseAddress else { return }
        sharedRows(range.count, columns: rowLength) { rows in
          zw_convert_bytes(
            floats + rows.lowerBound * rowLength, bytes + (range.lowerBound + rows.lowerBound) * rowLength,
            rows.count * rowLength, 1 / 255)
        }
      }
    }
  }

  /// The sum of squares of each row, `rows` values.
  public static func squaredNorms(_ matrix: Matrix) -> [Float] {
    reduceRows(matrix) { norms, values, rows in
      zw_squared_norms(norms, values, rows, matrix.columns, matrix.columns)
    }
  }

  /// The sum of each row, `rows` values.
  public static func rowSums(_ matrix: Matrix) -> [Float] {
    reduceRows(matrix) { sums, values, rows in
      zw_row_sums(sums, values, rows, matrix.columns, matrix.columns)
    }
  }

  /// The sum of each column in `Float`, `columns` values; means over many rows are better added up from blocks.
  public static func columnSums(_ matrix: Matrix) -> [Float] {
    var sums = [Float](repeating: 0, count: matrix.columns)
    matrix.values.withUnsafeBufferPointer { values in
      guard let values = values.baseAddress else { return }
      zw_column_sums(&sums, values, matrix.rows, matrix.columns, matrix.columns)
    }
    return sums
  }

  /// Whether no element is NaN or infinite.
  public static func isFinite(_ matrix: Matrix) -> Bool {
    zw_is_finite(matrix.values, matrix.values.count) != 0
  }

  private static func reduceRows(
    _ matrix: Matrix,
    _ body: (_ results: UnsafeMutablePointer<Float>, _ values: UnsafePointer<Float>, _ rows: Int) -> Void
  ) -> [Float] {
    var results = [Float](repeating: 0, count: matrix.rows)
    results.withUnsafeMutableBufferPointer { results in
      matrix.values.withUnsafeBufferPointer { values in
        guard let results = results.baseAddress, let values = values.baseAddress else { return }
        sharedRows(matrix.rows, columns: matrix.columns) { range in
          body(results + range.lowerBound, values + range.lowerBound * matrix.columns, range.count)
        }
      }
    }
    return results
  }

  /// Calls `body` with the parts of `0..<rows`, on the pool when there is enough to do.
  static func sharedRows(_ rows: Int, columns: Int, _ body: (Range<Int>) -> Void) {
    let parts = rows * columns < leastSharedElements ? 1 : threads
    if parts == 1 { return body(0..<rows) }
    parallel(parts) { body(share($0, of: parts, count: rows)) }
  }
}

extension Kernels {
  /// Writes a view transposed, `view.columns` rows of `view.rows`, into an array from an index on.
  public static func transpose(_ view: MatrixView, into array: inout [Float], at offset: Int) {
    precondition(offset >= 0 && offset + view.rows * view.columns <= array.count, "the array is too short")
    array.withUnsafeMutableBufferPointer { array in
      guard let base = array.baseAddress else { return }
      zw_transpose(base + offset, view.pointer, view.rows, view.columns, view.rows, view.stride)
    }
  }

  /// Replaces a view by the transpose of the matrix `[view.columns, view.rows]` that begins at an index of an array.
  public static func transpose(_ array: [Float], at offset: Int, into view: MatrixView) {
    precondition(offset >= 0 && offset + view.rows * view.columns <= array.count, "the array is too short")
    array.withUnsafeBufferPointer { array in
      guard let base = array.baseAddress else { return }
      zw_transpose(view.pointer, base + offset, view.columns, view.rows, view.stride, view.rows)
    }
  }
}
