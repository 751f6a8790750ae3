import COpenBLAS
import LatentCore

/// Coordinates along some directions from a centre, and the way back.
public struct AffineMap: Sendable, Equatable {
  /// The place with coordinates zero, `directions.columns` values.
  public let center: [Float]
  /// One direction a row, `[dimensions, features]`.
  public let directions: Matrix

  /// Creates a map.
  /// - Precondition: `center.count == directions.columns`.
  public init(center: [Float], directions: Matrix) {
    precondition(center.count == directions.columns, "centre and directions differ in length")
    self.center = center
    self.directions = directions
  }

  /// Rows of one product.
  private static let productRows = 512

  /// Returns the coordinates of the rows of a range, (x - centre) directions^T, `[rows, dimensions]`, on all workers.
  /// - Precondition: the source has as many columns as a direction.
  public func coordinates(_ range: Range<Int>, of source: any RowSource) -> Matrix {
    precondition(source.columnCount == directions.columns, "rows and directions differ in length")
    let parts = Kernels.mapShares(of: range, atLeast: 64) { share in
      var (block, result) = (
        Matrix(rows: 0, columns: source.columnCount), Matrix(rows: 0, columns: directions.rows)
      )
      for start in stride(from: share.lowerBound, to: share.upperBound, by: Self.productRows) {
        source.read(start..<min(start + Self.productRows, share.upperBound), into: &block)
        block.subtractFromRows(center)
        result.append(rowsOf: product(block))
      }
      return result
    }
    return parts.reduce(into: Matrix(rows: 0, columns: directions.rows)) { $0.append(rowsOf: $1) }
  }

  /// Returns the rows at coordinates, centre + coordinates directions, `[rows, features]`.
  /// - Precondition: `coordinates.columns == directions.rows`.
  public func rows(at coordinates: Matrix) -> Matrix {
    precondition(coordinates.columns == directions.rows, "coordinates and directions differ in number")
    var result = Matrix(rows: coordinates.rows, columns: center.count)
    for row in 0..<result.rows {
      for column in center.indices { result.values[row * center.count + column] = center[column] }
    }
    let (m, n, k) = (Int32(result.rows), Int32(center.count), Int32(directions.rows))
    guard m > 0, n > 0, k > 0 else { return result }
    cblas_sgemm(
      CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, k, 1, coordinates.values, k, directions.values, n, 1,
      &result.values, n)
    return result
  }

  private func product(_ block: Matrix) -> Matrix {
    var result = Matrix(rows: block.rows, columns: directions.rows)
    let (m, n, k) = (Int32(block.rows), Int32(directions.rows), Int32(block.columns))
    guard m > 0, n > 0, k > 0 else { return result }
    cblas_sgemm(
      CblasRowMajor, CblasNoTrans, CblasTrans, m, n, k, 1, block.values, k, directions.values, k, 0,
      &result.values, n)
    return result
  }
}
