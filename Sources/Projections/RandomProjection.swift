import Kernels
import LatentCore

/// Random projection: directions of independent Gaussian numbers, which keep distances about right whatever the data.
///
/// Its iterations are blocks of rows. Distances are kept on average, as exactly as the dimensions are many.
/// - Source: Johnson and Lindenstrauss 1984; Dasgupta and Gupta 2003, doi:10.1002/rsa.10073.
public struct RandomProjection: Projection {
  /// Coordinates along the directions, `[points, dimensions]`; zeros where a block is not projected yet.
  public private(set) var points = Matrix(rows: 0, columns: 0)
  private var data: any RowSource = Matrix(rows: 0, columns: 0)
  private var map = AffineMap(center: [], directions: Matrix(rows: 0, columns: 0))
  private var rowsDone = 0

  /// Rows of one iteration.
  static let blockRows = 4096

  /// Creates an unfitted projection.
  public init() {}

  /// Draws the directions from the seed; labels make no difference.
  /// - Throws: `ZwalkError.optionOutOfRange` for more dimensions than features, `.notEnoughPoints` below two
  ///   points,
  ///   `.notFinite`.
  public mutating func begin(
    _ data: any RowSource, labels: [UInt8]?, dimensions: Int, seed: UInt64
  ) throws {
    try Requirements.check(data, method: "random", dimensions: dimensions, pointsNeeded: 2)
    var random = RandomSource(seed: seed)
    var directions = random.normal(rows: dimensions, columns: data.columnCount)
    let scale = 1 / Float(dimensions).squareRoot()
    for index in directions.values.indices { directions.values[index] *= scale }
    map = AffineMap(center: [Float](repeating: 0, count: data.columnCount), directions: directions)
    points = Matrix(rows: data.rowCount, columns: dimensions)
    self.data = data
    rowsDone = 0
  }

  /// Projects as many blocks of 4,096 rows.
  /// - Throws: `ZwalkError.notFinite`, naming the row.
  public mutating func advance(iterations: Int) throws {
    var left = iterations
    while left > 0, rowsDone < data.rowCount {
      left -= 1
      let range = rowsDone..<min(rowsDone + Self.blockRows, data.rowCount)
      let places = map.coordinates(range, of: data)
      if !places.isFinite { try Requirements.checkFinite(data, range) }
      points.replaceRows(from: rowsDone, by: places)
      rowsDone = range.upperBound
    }
  }

  /// The share of the rows that are projected.
  public var progress: Double { data.rowCount > 0 ? Double(rowsDone) / Double(data.rowCount) : 0 }

  /// None: the method measures nothing about the data.
  public var facts: [ProjectionFact] { [] }

  /// Returns the coordinates of other rows, `[rows, dimensions]`; nil before `begin` or when the features are not
  /// as many.
  public func transform(_ data: any RowSource) -> Matrix? {
    guard points.rows > 0, data.columnCount == map.center.count else { return nil }
    return map.coordinates(0..<data.rowCount, of: data)
  }

  /// Nil: a random direction does not lead back to the data.
  public func inverse(_ points: Matrix) -> Matrix? { nil }
}

extension ProjectionEntry {
  /// Random projection.
  static let random = ProjectionEntry(
    id: "random", title: "Random", description: "random directions; the map that others must beat",
    source: "Johnson and Lindenstrauss 1984; Dasgupta and Gupta 2003, doi:10.1002/rsa.10073"
  ) { _ in RandomProjection() }
}
