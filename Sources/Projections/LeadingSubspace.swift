import Kernels
import LatentCore

/// The leading right singular vectors of many rows, found by repeated passes over blocks of them.
///
/// A few more random directions than wanted are multiplied by the rows and their transpose, again and again, and made
/// orthonormal after each pass. Memory grows with the features times the directions, not with their square.
/// - Source: Halko, Martinsson and Tropp 2011, doi:10.1137/090771806, algorithms 4.4 and 5.3.
struct LeadingSubspace: Sendable {
  /// Squared singular values, falling; `count` of them once complete.
  private(set) var squaredValues: [Double] = []
  /// One unit vector a row, `[count, features]`, the largest element positive.
  private(set) var vectors: Matrix

  private let center: [Float]
  private let count: Int
  private let passes: Int
  private var passesDone = 0
  private var rowsDone = 0
  /// Orthonormal columns, `[features, directions]`, and what the pass has summed up.
  private var directions, sums: Matrix

  /// Rows of one iteration.
  static let blockRows = 2048
  private static let moreDirections = 10

  /// Prepares a search for `count` directions of rows about `center`.
  init(count: Int, center: [Float], rows: Int, seed: UInt64, passes: Int = 8) {
    let width = min(count + Self.moreDirections, min(center.count, rows))
    (self.count, self.center, self.passes) = (count, center, passes)
    var random = RandomSource(seed: seed, stream: 34)
    directions = random.normal(rows: center.count, columns: width)
    sums = Matrix(rows: center.count, columns: width)
    vectors = Matrix(rows: 0, columns: center.count)
  }

  var isComplete: Bool { passesDone == passes }
  /// The share of the passes that are done.
  func progress(of rows: Int) -> Double {
    (Double(passesDone) + Double(rowsDone) / Double(max(rows, 1))) / Double(passes)
  }

  /// Takes in the next block of rows; at the end of a pass, renews the directions.
  /// - Throws: `ZwalkError.notFinite`, `.numericalFailure`.
  mutating func advance(_ data: any RowSource) throws {
    guard !isComplete else { return }
    let range = rowsDone..<min(rowsDone + Self.blockRows, data.rowCount)
    var block = data.matrix(range)
    block.subtractFromRows(center)
    let places = Kernels.product(block, directions)
    if !places.isFinite { try Requirements.checkFinite(data, range) }
    Kernels.multiply(block, places, transposing: .first, into: &sums, adding: true)
    rowsDone = range.upperBound
    guard rowsDone == data.rowCount else { return }
    rowsDone = 0
    passesDone += 1
    if isComplete { try finish() } else { directions = try Kernels.singularValues(sums).u }
    sums = Matrix(rows: sums.rows, columns: sums.columns)
  }

  /// Within the subspace the rows' products are a small symmetric matrix.
  private mutating func finish() throws {
    let width = directions.columns
    let products = Kernels.product(directions, sums, transposing: .first)
    let leading = try LeadingEigenvectors(
      of: products.values.map(Double.init), size: width, count: min(count, width))
    squaredValues = leading.values.map { max(0, $0) }
    let turn = Matrix(rows: squaredValues.count, columns: width, values: leading.vectors.map(Float.init))
    vectors = Kernels.product(turn, directions, transposing: .second)
    for row in 0..<vectors.rows {
      let largest = vectors.row(row).reduce(0) { abs($1) > abs($0) ? $1 : $0 }
      if largest < 0 { for column in 0..<vectors.columns { vectors[row, column].negate() } }
    }
  }
}
