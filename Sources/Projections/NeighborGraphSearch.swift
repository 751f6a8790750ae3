import Kernels
import LatentCore

/// Makes the neighbour graph of a data set in slices, or takes it from a cache.
///
/// First the principal components of the data are found, unless distances are taken in the data as it is, then every
/// point's nearest neighbours among their coordinates.
public struct NeighborGraphSearch: Sendable {
  private enum Stage: Sendable {
    case reducing(PrincipalComponents)
    case searching(NeighborSearch, NeighborSpace)
    case done(NeighborGraph)
  }

  /// How many principal components are wanted; 0 for the data as it is.
  public let components: Int
  /// How many neighbours each point gets.
  public let neighbors: Int
  private var data: any RowSource = Matrix(rows: 0, columns: 0)
  private var stage: Stage?

  /// The share of the whole that finding principal components counts for.
  private static let reducingShare = 0.3

  /// Creates a search.
  public init(components: Int, neighbors: Int) {
    self.components = components
    self.neighbors = neighbors
  }

  /// Takes in the data; what the cache has of it is used.
  /// - Throws: `ZwalkError.notEnoughPoints` unless there are more points than neighbours, `.notFinite`, and what
  ///   `PrincipalComponents` throws.
  public mutating func begin(_ data: any RowSource, cache: NeighborCache = NeighborCache()) throws {
    if let graph = cache.graph(of: data, components: components, neighbors: neighbors) {
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
    case .searching(let search, let space):
      (space.map == nil ? 0 : Self.reducingShare)
        + (space.map == nil ? 1 : 1 - Self.reducingShare) * search.progress
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

  private mutating func search(_ space: NeighborSpace) throws {
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
    stage = .done(NeighborGraph(lists: search.lists, space: space))
    data = Matrix(rows: 0, columns: 0)
  }
}
