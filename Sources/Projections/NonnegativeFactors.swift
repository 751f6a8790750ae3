import Kernels
import LatentCore

/// Non-negative matrix factorisation: every row as a sum of parts, none of which is ever taken away.
///
/// Rows x are approached by weights times a basis, both never negative, in least squares. Weights and basis take turns
/// in coordinate descent; a pass reads the data once. Its iterations are blocks of rows. In the end the basis images
/// have length 1, the one that carries most first, and every point gets its best weights.
/// - Source: Lee and Seung 1999, doi:10.1038/44565, and 2001; coordinate descent: Cichocki and Phan 2009,
///   doi:10.1587/transfun.E92.A.708; the start: Boutsidis and Gallopoulos 2008, doi:10.1016/j.patcog.2007.09.010.
public struct NonnegativeFactors: Projection {
  private enum Stage: Sendable { case starting, iterating, placing, done }

  /// Weights of the basis images, `[points, dimensions]`.
  public private(set) var points = Matrix(rows: 0, columns: 0)
  /// |X - W H| in the Frobenius norm after each pass, falling.
  public private(set) var errors: [Double] = []

  private let tolerance: Double
  private let mostPasses: Int
  private var data: any RowSource = Matrix(rows: 0, columns: 0)
  private var stage = Stage.done
  private var factors = Matrix(rows: 0, columns: 0)
  private var seed: UInt64 = 0
  private var rowsDone = 0
  private var squaredSize = 0.0
  /// Sums of the pass: weights with the rows, `[dimensions, features]`, and with themselves.
  private var products = Matrix(rows: 0, columns: 0)
  private var gram = Matrix(rows: 0, columns: 0)

  /// Rows of one iteration.
  static let blockRows = 4096
  private static let startShare = 0.05
  private static let placeShare = 0.05

  /// Creates an unfitted factorisation.
  /// - Parameters:
  ///   - tolerance: it ends when a pass lowers the error by less than this share.
  ///   - mostPasses: at most so many passes over the data.
  public init(tolerance: Double = 1e-4, mostPasses: Int = 200) {
    (self.tolerance, self.mostPasses) = (tolerance, mostPasses)
  }

  /// The basis images, `[dimensions, features]`, none negative; nil before the first pass.
  public var basis: Matrix? { stage == .starting || factors.rows == 0 ? nil : factors }

  /// Takes in the data; the seed chooses the rows of the start, labels make no difference.
  /// - Throws: `ZwalkError.optionOutOfRange` for more dimensions than features, `.notEnoughPoints` below as many
  ///   points as dimensions, `.notFinite`.
  public mutating func begin(
    _ data: any RowSource, labels: [UInt8]?, dimensions: Int, seed: UInt64
  ) throws {
    try Requirements.check(data, method: "nmf", dimensions: dimensions, pointsNeeded: max(2, dimensions))
    self = NonnegativeFactors(tolerance: tolerance, mostPasses: mostPasses)
    (self.data, self.seed) = (data, seed)
    points = Matrix(rows: data.rowCount, columns: dimensions)
    stage = .starting
  }

  /// Goes on by as many blocks of 4,096 rows.
  /// - Throws: `ZwalkError.notFinite`, `.unusableData` for negative numbers, both naming the row.
  public mutating func advance(iterations: Int) throws {
    var left = iterations
    while left > 0, stage != .done {
      left -= 1
      switch stage {
      case .starting: try start()
      case .iterating: iterate()
      case .placing: place()
      case .done: return
      }
    }
  }

  /// The share of the work; how many passes there will be is known at the end.
  public var progress: Double {
    let block = data.rowCount > 0 ? Double(rowsDone) / Double(data.rowCount) : 0
    switch stage {
    case .starting: return Self.startShare * block
    case .iterating:
      let passes = min(1, (Double(errors.count) + block) / Double(mostPasses))
      return Self.startShare + (1 - Self.startShare - Self.placeShare) * passes
    case .placing: return 1 - Self.placeShare * (1 - block)
    case .done: return data.rowCount > 0 ? 1 : 0
    }
  }

  /// The error of the whole, in the Frobenius norm, its share of the data's norm, and the passes that it took.
  public var facts: [ProjectionFact] {
    guard let error = errors.last else { return [] }
    return [
      ProjectionFact("reconstruction_error", error),
      ProjectionFact("relative_error", squaredSize > 0 ? error / squaredSize.squareRoot() : 0),
      ProjectionFact("passes", Double(errors.count)),
    ]
  }

  /// Returns the best weights of other rows; nil before the map is final or when the features are not as many.
  public func transform(_ data: any RowSource) -> Matrix? {
    guard stage == .done, factors.rows > 0, data.columnCount == factors.columns else { return nil }
    var weights = Matrix(rows: 0, columns: factors.rows)
    let gram = Kernels.product(factors, factors, transposing: .second)
    data.forEachBlock(of: Self.blockRows) { _, rows in weights.append(rowsOf: best(rows, gram)) }
    return weights
  }

  /// Returns weights times the basis, `[points, features]`; nil before the first pass or for another number of weights.
  public func inverse(_ points: Matrix) -> Matrix? {
    guard let basis, points.columns == basis.rows else { return nil }
    return Kernels.product(points, basis)
  }

  /// Checks a block; after the last one the basis begins from the singular vectors of some rows.
  private mutating func start() throws {
    let range = rowsDone..<min(rowsDone + Self.blockRows, data.rowCount)
    let block = data.matrix(range)
    let norms = Kernels.squaredNorms(block)
    if !Kernels.isFinite(block) { try Requirements.checkFinite(data, range) }
    if let place = block.values.firstIndex(where: { $0 < 0 }) {
      throw ZwalkError.unusableData(
        name: "the data",
        reason:
          "row \(range.lowerBound + place / block.columns) holds \(block.values[place]); nmf takes numbers from 0"
      )
    }
    squaredSize += norms.reduce(0.0) { $0 + Double($1) }
    rowsDone = range.upperBound
    guard rowsDone == data.rowCount else { return }
    factors = try NonnegativeStart.basis(of: data, count: points.columns, seed: seed)
    stage = .iterating
    beginPass()
  }

  private mutating func beginPass() {
    rowsDone = 0
    products = Matrix(rows: factors.rows, columns: factors.columns)
    gram = Matrix(rows: factors.rows, columns: factors.rows)
  }

  /// Improves the weights of a block; after the last one, the basis.
  private mutating func iterate() {
    let range = rowsDone..<min(rowsDone + Self.blockRows, data.rowCount)
    let own = Kernels.product(factors, factors, transposing: .second)
    let rows = data.matrix(range)
    var weights = points.rows(in: range)
    Kernels.improveNonnegative(
      &weights, products: Kernels.product(rows, factors, transposing: .second), gram: own, sweeps: 8)
    Kernels.multiply(weights, rows, transposing: .first, into: &products, adding: true)
    Kernels.multiply(weights, weights, transposing: .first, into: &gram, adding: true)
    points.replaceRows(from: range.lowerBound, by: weights)
    rowsDone = range.upperBound
    if rowsDone == data.rowCount { endPass() }
  }

  private mutating func endPass() {
    var columns = factors.transposed
    Kernels.improveNonnegative(&columns, products: products.transposed, gram: gram, sweeps: 8)
    factors = columns.transposed
    errors.append(currentError)
    let before = errors.count > 1 ? errors[errors.count - 2] : .infinity
    let isSettled = before - errors[errors.count - 1] <= tolerance * errors[errors.count - 1]
    if isSettled || errors.count == mostPasses {
      arrange()
      stage = .placing
      rowsDone = 0
    } else {
      beginPass()
    }
  }

  /// |X|^2 - 2 <W X, H> + <W W, H H>, of the weights of the pass and the new basis.
  private var currentError: Double {
    let own = Kernels.product(factors, factors, transposing: .second)
    let cross = zip(products.values, factors.values).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
    let square = zip(gram.values, own.values).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
    return max(0, squaredSize - 2 * cross + square).squareRoot()
  }

  /// Makes the basis images unit vectors, the one that carries most first; an empty one stays empty.
  private mutating func arrange() {
    let lengths = Kernels.squaredNorms(factors).map { $0.squareRoot() }
    let carried = factors.rowIndices.map { gram[$0, $0].squareRoot() * lengths[$0] }
    let order = factors.rowIndices.sorted { carried[$0] == carried[$1] ? $0 < $1 : carried[$0] > carried[$1] }
    var arranged = factors.gatheringRows(order)
    for (row, place) in order.enumerated() where lengths[place] > 0 {
      for column in 0..<arranged.columns { arranged[row, column] /= lengths[place] }
    }
    for row in 0..<points.rows {
      let weights = points.row(row).map { $0 }
      for (column, place) in order.enumerated() { points[row, column] = weights[place] * lengths[place] }
    }
    factors = arranged
  }

  private mutating func place() {
    let range = rowsDone..<min(rowsDone + Self.blockRows, data.rowCount)
    let gram = Kernels.product(factors, factors, transposing: .second)
    points.replaceRows(from: range.lowerBound, by: best(data.matrix(range), gram))
    rowsDone = range.upperBound
    if rowsDone == data.rowCount { stage = .done }
  }

  private func best(_ rows: Matrix, _ gram: Matrix) -> Matrix {
    var weights = Matrix(rows: rows.rows, columns: factors.rows)
    let products = Kernels.product(rows, factors, transposing: .second)
    Kernels.improveNonnegative(&weights, products: products, gram: gram, sweeps: 500, tolerance: 1e-5)
    return weights
  }
}

extension Matrix {
  fileprivate var rowIndices: Range<Int> { 0..<rows }
}

extension ProjectionEntry {
  /// Non-negative matrix factorisation.
  static let nonnegativeFactors = ProjectionEntry(
    id: "nmf", title: "NMF",
    description: "sums of parts that are never negative; invertible, with basis images",
    source: "Lee and Seung 1999, doi:10.1038/44565; Cichocki and Phan 2009, doi:10.1587/transfun.E92.A.708",
    options: [
      .tolerance(1e-8...0.1, default: 1e-4, "pass", "error"),
      OptionDescription(
        "passes", .integer(1...10000), default: .integer(200), "at most so many passes over the data"),
    ], takesLinearTime: true
  ) { NonnegativeFactors(tolerance: $0.real("tolerance"), mostPasses: $0.integer("passes")) }
}
