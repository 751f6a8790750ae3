import Kernels
import LatentCore

/// Kernel principal component analysis: the directions of largest variance in the space of a kernel.
///
/// Up to 10,000 points the kernel of all pairs is made, block by block, and its leading eigenvectors are found by
/// products with it. Beyond, the space is spanned by landmarks, and the iterations are those of PCA on coordinates in
/// that space.
/// - Source: Scholkopf, Smola and Muller 1998, doi:10.1162/089976698300017467; beyond 10,000 points: Williams and
///   Seeger 2001.
public struct KernelPrincipalComponents: Projection {
  private enum Stage: Sendable {
    case idle
    case starting
    case filling(Matrix, rows: Int)
    case decomposing(CenteredOperator, Lanczos)
    case landmarks(LandmarkFeatures, PrincipalComponents)
    case done(CenteredSpace)
  }

  /// What is kept to place new points.
  private struct CenteredSpace: Sendable {
    var centering: KernelCentering
    var scaled: Matrix
  }

  /// Coordinates along the components, `[points, dimensions]`; zeros until they are known.
  public private(set) var points = Matrix(rows: 0, columns: 0)
  /// What the method says of itself: kernel, landmarks, eigenvalues.
  public private(set) var facts: [ProjectionFact] = []

  private let kernel: KernelChoice
  private let landmarkCount: Int
  private var data: any RowSource = Matrix(rows: 0, columns: 0)
  private var values: KernelValues?
  private var seed: UInt64 = 0
  private var stage = Stage.idle

  /// Beyond, the kernel of all pairs would not fit into memory.
  public static let mostExactPoints = 10_000
  private static let blockRows = 512
  private static let fillShare = 0.6

  /// Creates an unfitted analysis with the settings of its options.
  init(_ options: Options) {
    kernel = KernelChoice(options)
    landmarkCount = options.integer("landmarks")
  }

  /// Takes in the data; the seed chooses landmarks and the points of the median distance.
  /// - Throws: `ZwalkError.optionOutOfRange` for more dimensions than features, `.notEnoughPoints` below one point
  ///   more than dimensions, `.notFinite`.
  public mutating func begin(
    _ data: any RowSource, labels: [UInt8]?, dimensions: Int, seed: UInt64
  ) throws {
    try Requirements.check(data, method: "kernel-pca", dimensions: dimensions, pointsNeeded: dimensions + 1)
    (self.data, self.seed) = (data, seed)
    points = Matrix(rows: data.rowCount, columns: dimensions)
    (facts, values) = ([], nil)
    stage = .starting
  }

  /// Goes on by as many blocks of points, then by as many products.
  /// - Throws: `ZwalkError.notFinite`, `.numericalFailure`.
  public mutating func advance(iterations: Int) throws {
    var left = iterations
    while left > 0, progress < 1 {
      left -= 1
      // Taken out while it works, so that it is changed in place and not copied first.
      let current = stage
      stage = .idle
      switch consume current {
      case .idle: return
      case .starting: try start()
      case .filling(let matrix, let rows): try fill(matrix, from: rows)
      case .decomposing(let space, let search): try decompose(space, search)
      case .landmarks(let features, let analysis): try goOn(features, analysis)
      case .done(let space): stage = .done(space)
      }
    }
  }

  /// The share of the work that is done.
  public var progress: Double {
    switch stage {
    case .idle, .starting: 0
    case .filling(_, let rows): Self.fillShare * Double(rows) / Double(data.rowCount)
    case .decomposing(_, let search): Self.fillShare + (1 - Self.fillShare) * search.progress
    case .landmarks(_, let analysis): 0.01 + 0.99 * analysis.progress
    case .done: 1
    }
  }

  /// Returns the places of new points; nil before the map is final or when the features are not as many.
  public func transform(_ data: any RowSource) -> Matrix? {
    guard progress == 1, data.columnCount == self.data.columnCount else { return nil }
    switch stage {
    case .done(let centered):
      guard let values else { return nil }
      var places = Matrix(rows: 0, columns: points.columns)
      data.forEachBlock(of: Self.blockRows) { _, rows in
        places.append(rowsOf: centered.centering.places(of: values.values(of: rows), along: centered.scaled))
      }
      return places
    case .landmarks(let features, let analysis): return analysis.transform(features.of(data))
    default: return nil
    }
  }

  /// Nil: a place in the space of a kernel has no certain origin.
  public func inverse(_ points: Matrix) -> Matrix? { nil }

  private mutating func start() throws {
    try Requirements.checkFinite(data)
    let function = kernel.function(for: data, seed: seed)
    facts = function.facts
    if data.rowCount <= Self.mostExactPoints {
      values = KernelValues(function, to: data.matrix())
      stage = .filling(Matrix(rows: data.rowCount, columns: data.rowCount), rows: 0)
      return
    }
    let chosen = SelectedRows.sample(landmarkCount, of: data.rowCount, seed: seed, stream: 33)
    let landmarks = SelectedRows.of(data, chosen).matrix()
    let features = try LandmarkFeatures(data, landmarks: landmarks, function: function)
    var analysis = PrincipalComponents()
    try analysis.begin(features, labels: nil, dimensions: points.columns, seed: seed)
    facts.append(ProjectionFact("landmarks", Double(landmarks.rows)))
    stage = .landmarks(features, analysis)
  }

  private mutating func fill(_ matrix: consuming Matrix, from first: Int) throws {
    let range = first..<min(first + Self.blockRows, data.rowCount)
    if let values { matrix.replaceRows(from: first, by: values.values(of: data.matrix(range))) }
    guard range.upperBound == data.rowCount else {
      stage = .filling(matrix, rows: range.upperBound)
      return
    }
    guard Kernels.isFinite(matrix) else {
      throw ZwalkError.numericalFailure(
        what: "a kernel", reason: "its values are too large for single precision")
    }
    let search = Lanczos(size: data.rowCount, count: points.columns, seed: seed)
    stage = .decomposing(CenteredOperator(matrix), search)
  }

  private mutating func decompose(_ space: CenteredOperator, _ search: consuming Lanczos) throws {
    try search.step(space)
    guard search.isConverged else {
      stage = .decomposing(space, search)
      return
    }
    points = search.coordinates(size: data.rowCount)
    report(search.values, of: space.trace)
    stage = .done(
      CenteredSpace(centering: space.centering, scaled: search.scaledVectors(size: data.rowCount)))
  }

  private mutating func goOn(_ features: LandmarkFeatures, _ analysis: consuming PrincipalComponents) throws {
    try analysis.advance(iterations: 1)
    points = analysis.points
    if analysis.progress == 1 {
      facts += [ProjectionFact("variance_ratio", analysis.explainedVarianceRatio.reduce(0, +))]
    }
    stage = .landmarks(features, analysis)
  }

  private mutating func report(_ eigenvalues: [Double], of trace: Double) {
    let share = trace > 0 ? eigenvalues.reduce(0) { $0 + max(0, $1) } / trace : 0
    facts += [ProjectionFact("variance_ratio", share)]
  }
}

extension ProjectionEntry {
  /// Kernel principal component analysis.
  static let kernelPrincipalComponents = ProjectionEntry(
    id: "kernel-pca", title: "Kernel PCA", description: "largest variance in the space of a kernel; curved",
    source: "Scholkopf, Smola and Muller 1998, doi:10.1162/089976698300017467",
    options: KernelChoice.options + [
      .spanningLandmarks(default: 1000, " beyond 10,000")
    ]
  ) { KernelPrincipalComponents($0) }
}
