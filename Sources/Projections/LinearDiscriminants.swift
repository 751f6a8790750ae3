import Kernels
import LatentCore

/// Fisher's linear discriminants: the directions along which classes lie farthest apart for their own spread.
///
/// They maximise the variance between classes over the variance within them, which is first drawn towards a multiple
/// of the identity (shrinkage), so that pixels that hardly vary cannot decide. Its iterations are blocks of rows that
/// are taken in, then blocks that get their coordinates, which have variance 1 within classes.
/// - Source: Fisher 1936; Rao 1948; shrinkage: Friedman 1989, "Regularized discriminant analysis".
public struct LinearDiscriminants: Projection {
  /// Variance between classes over variance within, along each direction, falling.
  public private(set) var ratios: [Double] = []
  /// Coordinates along the directions, `[points, dimensions]`; zeros until they are known.
  public private(set) var points = Matrix(rows: 0, columns: 0)

  private let shrinkage: Double
  private let heldOutShare: Double
  private let method: String
  private var split = HeldOutSplit()
  private var data: any RowSource = Matrix(rows: 0, columns: 0)
  private var labels: [UInt8] = []
  private var scatter = ScatterMatrix(columns: 0)
  private var sums = ClassSums(columns: 0)
  private var map: AffineMap?
  private var rowsTaken = 0
  private var rowsPlaced = 0
  private var accuracies: [ProjectionFact] = []

  /// Rows of one iteration.
  static let blockRows = 4096
  /// A scatter of more features would not fit into memory beside the data.
  static let mostFeatures = 8192

  /// Creates unfitted discriminants.
  /// - Parameters:
  ///   - shrinkage: the share of the variance within classes that is replaced by its mean in all directions, (0, 1].
  ///   - heldOut: the share of the points that are placed, but kept out of the fit, to judge it; [0, 0.9].
  ///   - method: the name in messages.
  public init(shrinkage: Double = 0.001, heldOut: Double = 0, method: String = "lda") {
    (self.shrinkage, heldOutShare, self.method) = (shrinkage, heldOut, method)
  }

  /// Unit steps along the directions, `[dimensions, features]`; no rows before they are known.
  public var directions: Matrix { map?.directions ?? Matrix(rows: 0, columns: data.columnCount) }

  /// Takes in the data; the seed chooses what is held out.
  /// - Throws: `ZwalkError.unusableData` without labels or with a single class, `.optionOutOfRange` for as many
  ///   dimensions as classes or more than features, `.notEnoughPoints`, `.notFinite`, `.unsupported` above 8,192
  ///   features.
  public mutating func begin(
    _ data: any RowSource, labels: [UInt8]?, dimensions: Int, seed: UInt64
  ) throws {
    try Requirements.check(data, method: method, dimensions: dimensions, pointsNeeded: 3)
    let labels = try Requirements.classes(labels, method: method, dimensions: dimensions)
    guard data.columnCount <= Self.mostFeatures else {
      throw ZwalkError.unsupported(
        what: "\(method) of \(data.columnCount) features", advice: "it takes up to \(Self.mostFeatures)")
    }
    self = LinearDiscriminants(shrinkage: shrinkage, heldOut: heldOutShare, method: method)
    (self.data, self.labels) = (data, labels)
    split = HeldOutSplit(of: data.rowCount, share: heldOutShare, seed: seed)
    scatter = ScatterMatrix(columns: data.columnCount)
    sums = ClassSums(columns: data.columnCount)
    points = Matrix(rows: data.rowCount, columns: dimensions)
  }

  /// Takes in or places as many blocks of 4,096 rows; after the last block that is taken in, finds the directions.
  /// - Throws: `ZwalkError.notFinite`, `.unusableData` when the points of each class coincide.
  public mutating func advance(iterations: Int) throws {
    var left = iterations
    while left > 0, progress < 1 {
      left -= 1
      if map == nil { try takeIn() } else { place() }
    }
  }

  /// The share of the rows that are taken in and placed.
  public var progress: Double {
    let all = split.fitted.count + data.rowCount
    return all > 0 ? Double(rowsTaken + rowsPlaced) / Double(all) : 0
  }

  /// Variance between over within classes, and the accuracy of neighbours' votes among fitted and held-out points.
  public var facts: [ProjectionFact] {
    map == nil ? [] : [ProjectionFact("between_within_ratio", ratios.reduce(0, +))] + accuracies
  }

  /// Returns the coordinates of other rows, `[rows, dimensions]`; nil before the directions are known or when the
  /// features are not as many.
  public func transform(_ data: any RowSource) -> Matrix? {
    guard let map, data.columnCount == map.center.count else { return nil }
    return map.coordinates(0..<data.rowCount, of: data)
  }

  /// Nil: what differs within classes is lost.
  public func inverse(_ points: Matrix) -> Matrix? { nil }

  private mutating func takeIn() throws {
    let range = rowsTaken..<min(rowsTaken + Self.blockRows, split.fitted.count)
    let rows = split.heldOut.isEmpty ? data.matrix(range) : SelectedRows.of(data, split.fitted).matrix(range)
    guard scatter.add(0..<rows.rows, of: rows) else {
      try Requirements.checkFinite(data)
      throw ZwalkError.numericalFailure(what: method, reason: "the data is too large for single precision")
    }
    sums.add(0..<rows.rows, of: rows, labels: split.fitted[range].map { labels[$0] })
    rowsTaken = range.upperBound
    if rowsTaken == split.fitted.count { try solve() }
  }

  private mutating func place() {
    guard let map else { return }
    let range = rowsPlaced..<min(rowsPlaced + Self.blockRows, data.rowCount)
    points.replaceRows(from: range.lowerBound, by: map.coordinates(range, of: data))
    rowsPlaced = range.upperBound
    if rowsPlaced == data.rowCount { accuracies = split.accuracies(of: points, labels: labels) }
  }

  private mutating func solve() throws {
    try Requirements.classes(sums.classes, method: method, dimensions: points.columns)
    let solution = try FisherSolution(
      scatter, sums, shrinkage: shrinkage, count: points.columns, method: method)
    ratios = solution.ratios
    map = AffineMap(center: scatter.mean.map(Float.init), directions: solution.directions)
    scatter = ScatterMatrix(columns: 0)
    sums = ClassSums(columns: 0)
  }
}

extension ProjectionEntry {
  /// Linear discriminant analysis.
  static let linearDiscriminants = ProjectionEntry(
    id: "lda", title: "LDA", description: "directions that separate the classes best; linear, needs labels",
    source: "Fisher 1936; Rao 1948; shrinkage: Friedman 1989, doi:10.1080/01621459.1989.10478752",
    options: [
      .shrinkage(default: 0.001), .heldOut(default: 0),
    ], takesLinearTime: true, needsLabels: true
  ) { LinearDiscriminants(shrinkage: $0.real("shrinkage"), heldOut: $0.real("heldOut")) }
}
