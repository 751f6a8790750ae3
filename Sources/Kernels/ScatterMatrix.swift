import CKernels
import COpenBLAS
import LatentCore

/// Means and covariances of the columns of rows that arrive in blocks.
///
/// Products are made in single precision, a few hundred rows at a time about the mean of the first block, and
/// summed in double precision, so that neither many rows nor a large mean costs digits.
public struct ScatterMatrix: Sendable {
  /// The number of columns.
  public let columns: Int
  /// Rows taken in so far.
  public private(set) var rows = 0
  private var shift: [Float] = []
  private var sums: [Double]
  private var products: [Double]

  /// Rows of one product; long enough for full speed, short enough for single precision.
  private static let productRows = 1024

  /// Creates the scatter of no rows.
  public init(columns: Int) {
    self.columns = columns
    sums = [Double](repeating: 0, count: columns)
    products = [Double](repeating: 0, count: columns * columns)
  }

  /// Takes in the rows of a range, on all workers.
  /// - Returns: false, and changes nothing of use, when a value is NaN or infinite.
  public mutating func add(_ range: Range<Int>, of source: any RowSource) -> Bool {
    if rows == 0 { shift = source.matrix(range.prefix(Self.productRows)).columnMeans }
    let parts = Kernels.mapShares(of: range, atLeast: 64) { [columns, shift] share in
      var part = ScatterPart(columns: columns)
      var block = Matrix(rows: 0, columns: columns)
      for start in stride(from: share.lowerBound, to: share.upperBound, by: Self.productRows) {
        source.read(start..<min(start + Self.productRows, share.upperBound), into: &block)
        part.add(&block, shift: shift)
      }
      return part
    }
    for part in parts {
      for column in sums.indices { sums[column] += part.sums[column] }
      zw_add_to_sums(part.products, part.products.count, &products)
    }
    rows += range.count
    return sums.allSatisfy(\.isFinite)
  }

  /// The mean of each column.
  public var mean: [Double] {
    zip(shift, sums).map { Double($0) + $1 / Double(max(rows, 1)) }
  }

  /// The covariances of the columns, `[columns, columns]`, sums divided by one less than the rows; the part below
  /// the diagonal is not filled in.
  public var covariance: [Double] {
    var covariance = products
    let (count, divisor) = (Double(max(rows, 1)), Double(max(rows - 1, 1)))
    for row in 0..<columns {
      for column in row..<columns {
        let place = row * columns + column
        covariance[place] = (products[place] - sums[row] * sums[column] / count) / divisor
      }
    }
    return covariance
  }
}

/// What one worker sums up.
private struct ScatterPart: Sendable {
  var sums: [Double]
  var products: [Float]

  init(columns: Int) {
    sums = [Double](repeating: 0, count: columns)
    products = [Float](repeating: 0, count: columns * columns)
  }

  mutating func add(_ block: inout Matrix, shift: [Float]) {
    let (n, k) = (Int32(block.columns), Int32(block.rows))
    zw_shift_rows(&block.values, block.rows, block.columns, shift, &sums)
    cblas_ssyrk(CblasRowMajor, CblasUpper, CblasTrans, n, k, 1, block.values, n, 1, &products, n)
  }
}
