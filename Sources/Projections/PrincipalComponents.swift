import Kernels
import LatentCore

/// Principal component analysis: the orthogonal directions along which the data varies most.
///
/// Exact, by the covariance of all features and LAPACK; of data too wide for a covariance, randomised. Its iterations
/// are blocks of rows: first every block goes into the covariance, or into the passes of the randomised solver, then
/// every block gets its coordinates. The sign of a component is the one that makes its largest loading positive.
/// - Source: Pearson 1901; Hotelling 1933; randomised: Halko, Martinsson and Tropp 2011, doi:10.1137/090771806.
public struct PrincipalComponents: Projection {
  /// How the components are found.
  public enum Solver: String, Sendable, CaseIterable {
    /// Exact up to 8,192 features, randomised beyond.
    case auto
    case exact
    case randomized
  }

  /// Falling variances along the components; sums of squares divided by one less than the points.
  public private(set) var explainedVariance: [Double] = []
  /// The share of the whole variance that each component explains; zeros when there is none.
  public private(set) var explainedVarianceRatio: [Double] = []
  /// Coordinates along the components, `[points, dimensions]`; zeros until the components are known.
  public private(set) var points = Matrix(rows: 0, columns: 0)

  private var data: any RowSource = Matrix(rows: 0, columns: 0)
  private var scatter = ScatterMatrix(columns: 0)
  private var map: AffineMap?
  private var blocksDone = 0
  private let solver: Solver
  private var randomized: RandomizedComponents?
  private var isProjecting: Bool { map != nil }

  /// Rows of one iteration; about 15 ms for 784 features.
  static let blockRows = 4096
  /// A covariance of more features would not fit into memory beside the data.
  static let mostFeatures = 8192

  /// Creates an unfitted analysis.
  public init(solver: Solver = .auto) { self.solver = solver }

  /// The mean of the data; empty before the components are known.
  public var mean: [Float] { map?.center ?? [] }
  /// Unit vectors, one component a row, `[dimensions, features]`; no rows before they are known.
  public var components: Matrix { map?.directions ?? Matrix(rows: 0, columns: data.columnCount) }

  /// Takes in the data; labels make no difference, the seed one to the randomised solver alone.
  /// - Throws: `ZwalkError.optionOutOfRange` for more dimensions than features, `.notEnoughPoints` below one point
  ///   more
  ///   than dimensions, `.notFinite`, and `.unsupported` for the exact solver above 8,192 features.
  public mutating func begin(
    _ data: any RowSource, labels: [UInt8]?, dimensions: Int, seed: UInt64
  ) throws {
    try Requirements.check(data, method: "pca", dimensions: dimensions, pointsNeeded: dimensions + 1)
    let isWide = data.columnCount > Self.mostFeatures
    guard !isWide || solver != .exact else {
      throw ZwalkError.unsupported(
        what: "exact pca of \(data.columnCount) features",
        advice: "it takes up to \(Self.mostFeatures); the randomized solver takes more")
    }
    self = PrincipalComponents(solver: solver)
    self.data = data
    if isWide || solver == .randomized {
      randomized = RandomizedComponents(count: dimensions, features: data.columnCount, seed: seed)
    } else {
      scatter = ScatterMatrix(columns: data.columnCount)
    }
    points = Matrix(rows: data.rowCount, columns: dimensions)
  }

  /// Takes in or projects as many blocks of 4,096 rows; after the last block that is taken in, finds the
  /// components.
  /// - Throws: `ZwalkError.notFinite`, and `.numericalFailure` when the covariance or its eigenvectors cannot be
  ///   computed.
  public mutating func advance(iterations: Int) throws {
    var left = iterations
    while left > 0, progress < 1 {
      left -= 1
      if randomized != nil {
        try goOnRandomized()
        continue
      }
      let block = blocksDone % blocks
      let range = block * Self.blockRows..<min((block + 1) * Self.blockRows, data.rowCount)
      if isProjecting { project(range) } else { try takeIn(range) }
      blocksDone += 1
      if blocksDone == blocks { try solve() }
    }
  }

  /// The share of the blocks that are done; the components are known from one half on.
  public var progress: Double {
    if let randomized { return 0.5 * randomized.progress(of: data.rowCount) }
    return blocks > 0 ? Double(blocksDone) / Double(2 * blocks) : 0
  }

  /// Variance and share of variance that all components explain together; none before they are known.
  public var facts: [ProjectionFact] {
    guard isProjecting else { return [] }
    return [
      ProjectionFact("explained_variance", explainedVariance.reduce(0, +)),
      ProjectionFact("explained_variance_ratio", explainedVarianceRatio.reduce(0, +)),
    ]
  }

  /// Returns the coordinates of other rows, `[rows, dimensions]`; nil before the components are known or when the
  /// features are not as many.
  public func transform(_ data: any RowSource) -> Matrix? {
    guard let map, data.columnCount == map.center.count else { return nil }
    return map.coordinates(0..<data.rowCount, of: data)
  }

  /// Returns mean + points components, `[points, features]`: the nearest data that the components can express.
  public func inverse(_ points: Matrix) -> Matrix? {
    guard let map, points.columns == map.directions.rows else { return nil }
    return map.rows(at: points)
  }

  /// The components; nil before they are known.
  public var basis: Matrix? { map?.directions }

  /// Fits from beginning to end.
  /// - Throws: as `begin` and `advance`.
  public static func fit(_ data: any RowSource, dimensions: Int) throws -> PrincipalComponents {
    var analysis = PrincipalComponents()
    try analysis.begin(data, labels: nil, dimensions: dimensions, seed: 0)
    try analysis.advance(iterations: .max)
    return analysis
  }

  private var blocks: Int { (data.rowCount + Self.blockRows - 1) / Self.blockRows }

  private mutating func takeIn(_ range: Range<Int>) throws {
    guard scatter.add(range, of: data) else {
      try Requirements.checkFinite(data, range)
      throw ZwalkError.numericalFailure(what: "pca", reason: "the data is too large for single precision")
    }
  }

  private mutating func goOnRandomized() throws {
    try randomized?.advance(data)
    guard let found = randomized, found.isComplete else { return }
    explain(found.variances, of: found.wholeVariance)
    map = AffineMap(center: found.mean, directions: found.directions)
    randomized = nil
    blocksDone = blocks
  }

  private mutating func explain(_ variances: [Double], of whole: Double) {
    explainedVariance = variances.map { max(0, $0) }
    explainedVarianceRatio = explainedVariance.map { whole > 0 ? $0 / whole : 0 }
  }

  private mutating func solve() throws {
    let (size, covariance) = (scatter.columns, scatter.covariance)
    let leading = try LeadingEigenvectors(of: covariance, size: size, count: points.columns)
    let whole = (0..<size).reduce(0) { $0 + covariance[$1 * size + $1] }
    explain(leading.values, of: whole)
    let directions = Matrix(rows: points.columns, columns: size, values: leading.vectors.map(Float.init))
    map = AffineMap(center: scatter.mean.map(Float.init), directions: directions)
    scatter = ScatterMatrix(columns: 0)
  }

  private mutating func project(_ range: Range<Int>) {
    guard let map else { return }
    points.replaceRows(from: range.lowerBound, by: map.coordinates(range, of: data))
  }
}

extension ProjectionEntry {
  /// Principal component analysis.
  static let principalComponents = ProjectionEntry(
    id: "pca", title: "PCA",
    description: "orthogonal directions of largest variance; linear, exact, invertible",
    source: "Pearson 1901; Hotelling 1933; randomized: Halko et al. 2011, doi:10.1137/090771806",
    options: [
      OptionDescription(
        "solver", .choice(PrincipalComponents.Solver.allCases.map(\.rawValue)), default: .text("auto"),
        "exact by the covariance, or randomized in a few passes; auto is exact up to 8,192 features")
    ], takesLinearTime: true
  ) { PrincipalComponents(solver: PrincipalComponents.Solver(rawValue: $0.text("solver")) ?? .auto) }
}
