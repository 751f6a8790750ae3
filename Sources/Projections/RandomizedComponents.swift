import Kernels
import LatentCore

/// The leading principal components of wide data: the mean in one pass, then a subspace in a few more.
///
/// Needs memory for features times a few directions, where a covariance needs their square.
/// - Source: Halko, Martinsson and Tropp 2011, doi:10.1137/090771806.
struct RandomizedComponents: Sendable {
  private let count: Int
  private let seed: UInt64
  /// Sums are taken about the first block's mean, which keeps their digits.
  private var shift: [Float] = []
  private var sums: [Double]
  private var squares = 0.0
  private var rowsDone = 0
  private var subspace: LeadingSubspace?

  private static let blockRows = 2048
  private static let momentShare = 0.1

  init(count: Int, features: Int, seed: UInt64) {
    (self.count, self.seed) = (count, seed)
    sums = [Double](repeating: 0, count: features)
  }

  var isComplete: Bool { subspace?.isComplete ?? false }

  func progress(of rows: Int) -> Double {
    subspace.map { Self.momentShare + (1 - Self.momentShare) * $0.progress(of: rows) }
      ?? Self.momentShare * Double(rowsDone) / Double(max(rows, 1))
  }

  /// Takes in the next block of rows.
  /// - Throws: `ZwalkError.notFinite`, `.numericalFailure`.
  mutating func advance(_ data: any RowSource) throws {
    if subspace != nil {
      try subspace?.advance(data)
      return
    }
    let range = rowsDone..<min(rowsDone + Self.blockRows, data.rowCount)
    try Requirements.checkFinite(data, range)
    var block = data.matrix(range)
    if rowsDone == 0 { shift = block.columnMeans }
    block.subtractFromRows(shift)
    for (column, mean) in block.columnMeans.enumerated() {
      sums[column] += Double(mean) * Double(range.count)
    }
    squares += Kernels.squaredNorms(block).reduce(0.0) { $0 + Double($1) }
    rowsDone = range.upperBound
    guard rowsDone == data.rowCount else { return }
    subspace = LeadingSubspace(count: count, center: mean, rows: data.rowCount, seed: seed)
  }

  /// The mean of all rows.
  var mean: [Float] {
    zip(shift, sums).map { Float(Double($0) + $1 / Double(max(rowsDone, 1))) }
  }

  /// The sum of the variances of all features.
  var wholeVariance: Double {
    let correction = sums.reduce(0) { $0 + $1 * $1 } / Double(max(rowsDone, 1))
    return max(0, squares - correction) / Double(max(rowsDone - 1, 1))
  }

  /// The variances along the components, falling.
  var variances: [Double] { (subspace?.squaredValues ?? []).map { $0 / Double(max(rowsDone - 1, 1)) } }

  /// The components, `[count, features]`.
  var directions: Matrix { subspace?.vectors ?? Matrix(rows: 0, columns: sums.count) }
}
