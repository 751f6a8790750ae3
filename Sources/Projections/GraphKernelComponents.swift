import Kernels
import LatentCore

/// Maps from a kernel that a neighbour graph defines: Isomap, Laplacian eigenmaps, locally linear embedding.
///
/// The graph is that of the nearest neighbours along 50 principal components, shared with other methods. Beyond as
/// many points as landmarks, the landmarks are embedded, and the others go where their neighbours among them say. Its
/// iterations are slices of the search, of the embedding, and blocks of points.
/// - Source: as kernels: Ham, Lee, Mika and Scholkopf 2004, "A kernel view of the dimensionality reduction of
///   manifolds"; the kinds: `IsomapEmbedding`, `LaplacianEmbedding`, `LocallyLinearEmbedding`.
public struct GraphKernelComponents: NeighborProjection {
  /// The kinds by the names of the command line.
  enum Kind: String, CaseIterable, Sendable {
    case isomap, laplacian, lle
  }

  private enum Stage: Sendable {
    case idle
    case searching(NeighborGraphSearch)
    case embedding(any GraphEmbedding)
    case placing(any GraphEmbedding, rows: Int)
    case done(any GraphEmbedding)
  }

  /// Where the points are, `[points, dimensions]`; zeros until they are known.
  public private(set) var points = Matrix(rows: 0, columns: 0)
  /// The graph of the landmarks, which are all points where these are few enough.
  public private(set) var graph: NeighborGraph?
  /// Graphs that other methods have found.
  public var cache = NeighborCache()

  private let kind: Kind
  private let weights: LaplacianEmbedding.Weights
  private let regularisation: Double
  private let neighbors: Int
  private let components: Int
  private let landmarkCount: Int
  private var data: any RowSource = Matrix(rows: 0, columns: 0)
  private var landmarks: [Int] = []
  private var references: ReferencePoints?
  private var seed: UInt64 = 0
  private var stage = Stage.idle

  private static let blockRows = 512
  private static let searchShare = 0.2
  private static let embedShare = 0.7

  /// Creates an unfitted map with the settings of its options.
  init(_ options: Options) {
    kind = Kind(rawValue: options.text("kind")) ?? .isomap
    weights = LaplacianEmbedding.Weights(rawValue: options.text("weights")) ?? .heat
    regularisation = options.real("regularisation")
    neighbors = options.integer("neighbors")
    components = options.integer("pca")
    landmarkCount = options.integer("landmarks")
  }

  /// Takes in the data; the seed chooses landmarks, labels make no difference.
  /// - Throws: `ZwalkError.optionOutOfRange` for more dimensions than features, `.notEnoughPoints` unless there are
  ///   more points than neighbours and two more than dimensions, `.notFinite`.
  public mutating func begin(
    _ data: any RowSource, labels: [UInt8]?, dimensions: Int, seed: UInt64
  ) throws {
    try Requirements.check(
      data, method: "graph-kernel-pca", dimensions: dimensions,
      pointsNeeded: max(neighbors + 1, dimensions + 2))
    (self.data, self.seed) = (data, seed)
    (graph, references) = (nil, nil)
    points = Matrix(rows: data.rowCount, columns: dimensions)
    landmarks = SelectedRows.sample(landmarkCount, of: data.rowCount, seed: seed, stream: 37)
    let fitted = landmarks.count == data.rowCount ? data : SelectedRows.of(data, landmarks)
    var search = NeighborGraphSearch(components: components, neighbors: neighbors)
    try search.begin(fitted, cache: cache)
    stage = .searching(search)
  }

  /// Goes on by as many slices.
  /// - Throws: `ZwalkError.notFinite`, `.numericalFailure`.
  public mutating func advance(iterations: Int) throws {
    var left = iterations
    while left > 0, progress < 1 {
      left -= 1
      switch stage {
      case .idle, .done: return
      case .searching: try searchOn()
      case .embedding: try embedOn()
      case .placing(let embedding, let rows): place(with: embedding, from: rows)
      }
    }
  }

  /// The share of the work that is done.
  public var progress: Double {
    switch stage {
    case .idle: 0
    case .searching(let search): min(Self.searchShare * search.progress, 0.99 * Self.searchShare)
    case .embedding(let embedding): Self.searchShare + Self.embedShare * min(embedding.progress, 0.999)
    case .placing(_, let rows):
      Self.searchShare + Self.embedShare
        + (1 - Self.searchShare - Self.embedShare) * Double(rows) / Double(data.rowCount)
    case .done: 1
    }
  }

  /// The graph's, how many landmarks there are, and the kind's own.
  public var facts: [ProjectionFact] {
    guard let graph else { return [] }
    let own: [ProjectionFact] =
      switch stage {
      case .embedding(let embedding), .placing(let embedding, _), .done(let embedding): embedding.facts
      default: []
      }
    return graph.facts + [ProjectionFact("landmarks", Double(landmarks.count))] + own
  }

  /// Returns the places of new points; nil before the map is final or when the features are not as many.
  public func transform(_ data: any RowSource) -> Matrix? {
    guard case .done(let embedding) = stage, data.columnCount == self.data.columnCount else { return nil }
    var result = Matrix(rows: 0, columns: points.columns)
    data.forEachBlock(of: Self.blockRows) { _, rows in
      if let places = places(of: rows, with: embedding) { result.append(rowsOf: places) }
    }
    return result
  }

  /// Nil: a place among neighbours has no certain origin.
  public func inverse(_ points: Matrix) -> Matrix? { nil }

  private mutating func searchOn() throws {
    guard case .searching(var search) = stage else { return }
    // Taken out while it works, so that it is changed in place and not copied first.
    stage = .idle
    try search.advance(iterations: 1)
    guard let graph = search.graph else {
      stage = .searching(search)
      return
    }
    self.graph = graph
    references = ReferencePoints(graph.space.coordinates)
    stage = .embedding(embedding(of: graph))
  }

  private func embedding(of graph: NeighborGraph) -> any GraphEmbedding {
    switch kind {
    case .isomap:
      IsomapEmbedding(SparseGraph(connecting: graph), dimensions: points.columns, seed: seed)
    case .laplacian:
      LaplacianEmbedding(
        SparseGraph(connecting: graph), of: graph, weights: weights, dimensions: points.columns, seed: seed)
    case .lle:
      LocallyLinearEmbedding(
        graph, regularisation: regularisation, dimensions: points.columns, seed: seed)
    }
  }

  private mutating func embedOn() throws {
    guard case .embedding(var embedding) = stage else { return }
    // As above: a matrix of all pairs would be copied in every slice.
    stage = .idle
    try embedding.advance()
    guard embedding.progress == 1 else {
      stage = .embedding(embedding)
      return
    }
    let places = embedding.points
    for (row, point) in landmarks.enumerated() {
      for axis in 0..<points.columns { points[point, axis] = places[row, axis] }
    }
    stage = landmarks.count == data.rowCount ? .done(embedding) : .placing(embedding, rows: 0)
  }

  private mutating func place(with embedding: any GraphEmbedding, from first: Int) {
    let range = first..<min(first + Self.blockRows, data.rowCount)
    if let places = places(of: data.matrix(range), with: embedding) {
      points.replaceRows(from: first, by: places)
    }
    stage = range.upperBound == data.rowCount ? .done(embedding) : .placing(embedding, rows: range.upperBound)
  }

  private func places(of rows: Matrix, with embedding: any GraphEmbedding) -> Matrix? {
    guard let graph, let references, let rows = graph.space.place(rows) else { return nil }
    return embedding.places(of: rows, neighbors: references.neighbors(of: rows, count: graph.neighbors))
  }
}

extension ProjectionEntry {
  /// Maps from the kernel of a neighbour graph.
  static let graphKernelComponents = ProjectionEntry(
    id: "graph-kernel-pca", title: "Graph kernel PCA",
    description: "Isomap, Laplacian eigenmaps or LLE: unrolls what neighbours hold together",
    source: "Tenenbaum et al. 2000; Belkin and Niyogi 2003; Roweis and Saul 2000; Ham et al. 2004",
    options: [
      OptionDescription(
        "kind", .choice(GraphKernelComponents.Kind.allCases.map(\.rawValue)), default: .text("isomap"),
        "shortest paths, slow oscillations, or mixtures of neighbours"),
      OptionDescription("neighbors", .integer(2...200), default: .integer(12), "of each point in the graph"),
      NeighborGraphSearch.componentsOption,
      OptionDescription(
        "weights", .choice(LaplacianEmbedding.Weights.allCases.map(\.rawValue)), default: .text("heat"),
        "edges of laplacian: all alike, or by distance"),
      OptionDescription(
        "regularisation", .real(1e-9...1), default: .real(1e-3),
        "of the mixtures of lle, in units of their trace"),
      .placedLandmarks(50...8000, default: 5000),
    ]
  ) { GraphKernelComponents($0) }
}
