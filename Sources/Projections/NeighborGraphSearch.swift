import Kernels
import LatentCore

/// Makes the neighbour graph of a data set in slices, or takes it from a cache.
///
/// First the principal components of the data are found, unless distances are taken in the data as it is, then every
/// point's nearest neighbours among their coordinates: exactly, or almost all of them where there are very many points.
public struct NeighborGraphSearch: Sendable {
  /// How neighbours are found.
  public enum Method: String, Sendable, CaseIterable {
    /// Exactly up to 100,000 points, approximately beyond.
    case auto
    case exact, approximate
  }

  private enum Stage: Sendable {
    case reducing(PrincipalComponents)
    case searching(NeighborSearch, NeighborSpace)
    case approximating(ApproximateNeighborSearch, NeighborSpace)
    case done(NeighborGraph)
  }

  /// How many principal components are wanted; 0 for the data as it is.
  public let components: Int
  /// How many neighbours each point gets.
  public let neighbors: Int
  /// How they are found.
  public let method: Method
  private var data: any RowSource = Matrix(rows: 0, columns: 0)
  private var stage: Stage?
  /// The share of the work that was done when the search of neighbours began.
  private var shareBefore = 0.0

  /// The share of the whole that finding principal components counts for.
  private static let reducingShare = 0.3
  /// Up to so many points the automatic choice is an exact search.
  public static let mostExactPoints = 100_000

  /// Creates a search.
  public init(components: Int, neighbors: Int, method: Method = .auto) {
    self.components = components
    self.neighbors = neighbors
    self.method = method
  }

  /// Takes in the data; what the cache has of it is used.
  /// - Throws: `ZwalkError.notEnoughPoints` unless there are more points than neighbours, `.notFinite`, and what
  ///   `PrincipalComponents` throws.
  public mutating func begin(_ data: any RowSource, cache: NeighborCache = NeighborCache()) throws {
    let mustBeExact = !isApproximate(points: data.rowCount)
    if let graph = cache.graph(
      of: data, components: components, neighbors: neighbors, mustBeExact: mustBeExact)
    {
      stage = .done(graph)
      return
    }
    self.data = data
    let components = NeighborSpace.components(components, of: data)
    if let space = cache.space(of: data, components: components) {
      try search(space)
    } else if components == 0 {
      let matrix = try Requirements.finiteMatrix(data, name: "the data")
      try search(NeighborSpace(coordinates: matrix, map: nil, of: data))
    } else {
      var analysis = PrincipalComponents()
      try analysis.begin(data, labels: nil, dimensions: components, seed: 0)
      stage = .reducing(analysis)
    }
  }

  /// Goes on by as many slices; does nothing once `progress` is 1.
  /// - Throws: `ZwalkError.notFinite`, `.numericalFailure`.
  public mutating func advance(iterations: Int) throws {
    var left = iterations
    while left > 0, graph == nil, let current = stage {
      left -= 1
      // Taken out while it works, so that it is changed in place and not copied first.
      stage = nil
      switch consume current {
      case .reducing(let analysis): try reduce(analysis)
      case .searching(let search, let space): find(search, in: space)
      case .approximating(let search, let space): try find(search, in: space)
      case .done(let graph): stage = .done(graph)
      }
    }
  }

  /// The graph, once it is complete.
  public var graph: NeighborGraph? {
    if case .done(let graph) = stage { graph } else { nil }
  }

  /// The share of the work that is done, 0 to 1.
  public var progress: Double {
    switch stage {
    case .reducing(let analysis): Self.reducingShare * analysis.progress
    case .searching(let search, _): shareBefore + (1 - shareBefore) * search.progress
    case .approximating(let search, _): shareBefore + (1 - shareBefore) * min(search.progress, 0.999)
    case .done: 1
    case nil: 0
    }
  }

  private mutating func reduce(_ analysis: consuming PrincipalComponents) throws {
    try analysis.advance(iterations: 1)
    guard analysis.progress >= 1 else {
      stage = .reducing(analysis)
      return
    }
    let map = AffineMap(center: analysis.mean, directions: analysis.components)
    try search(NeighborSpace(coordinates: analysis.points, map: map, of: data))
  }

  private func isApproximate(points: Int) -> Bool {
    switch method {
    case .exact: false
    case .approximate: true
    case .auto: points > Self.mostExactPoints
    }
  }

  private mutating func search(_ space: NeighborSpace) throws {
    shareBefore = space.map == nil ? 0 : Self.reducingShare
    guard isApproximate(points: data.rowCount), data.rowCount > neighbors else {
      return try searchExactly(space)
    }
    try Requirements.checkFinite(space.coordinates)
    stage = .approximating(try ApproximateNeighborSearch(space.coordinates, neighbors: neighbors), space)
  }

  private mutating func searchExactly(_ space: NeighborSpace) throws {
    var search = NeighborSearch(neighbors: neighbors)
    try search.begin(space.coordinates)
    stage = .searching(search, space)
  }

  private mutating func find(_ search: consuming NeighborSearch, in space: NeighborSpace) {
    search.advance(iterations: 1)
    guard search.progress >= 1 else {
      stage = .searching(search, space)
      return
    }
    finish(NeighborGraph(lists: search.lists, space: space))
  }

  private mutating func find(_ search: consuming ApproximateNeighborSearch, in space: NeighborSpace) throws {
    let before = shareBefore + (1 - shareBefore) * min(search.progress, 0.999)
    try search.advance()
    if search.progress < 1 {
      stage = .approximating(search, space)
    } else if let found = search.result {
      finish(NeighborGraph(lists: found.lists, space: space, recall: found.recall, isExact: false))
    } else {
      // Data with very many equal points: what takes longer is better than what misses neighbours.
      shareBefore = max(shareBefore, before)
      try searchExactly(space)
    }
  }

  private mutating func finish(_ graph: NeighborGraph) {
    stage = .done(graph)
    data = Matrix(rows: 0, columns: 0)
  }
}

extension NeighborGraphSearch {
  /// Where distances are taken.
  static let componentsOption = OptionDescription(
    "pca", .integer(0...1000), default: .integer(50),
    "principal components in which neighbors are searched; 0: the data as it is")

  /// The options of methods that work with a graph of all points.
  static let options = [
    componentsOption,
    OptionDescription(
      "search", .choice(Method.allCases.map(\.rawValue)), default: .text(Method.auto.rawValue),
      "how neighbors are found; auto: exactly up to 100,000 points, approximately beyond"),
  ]

  /// Creates a search as the options want it.
  init(_ options: Options, neighbors: Int) {
    self.init(
      components: options.integer("pca"), neighbors: neighbors,
      method: Method(rawValue: options.text("search")) ?? .auto)
  }
}
