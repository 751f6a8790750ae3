import LatentCore

/// A projection that works with the nearest neighbours of its points, and shares them with others.
public protocol NeighborProjection: Projection {
  /// The graph that the projection works with; nil until it is found.
  var graph: NeighborGraph? { get }

  /// Takes graphs that other projections have found; `begin` uses one that is of its data and has enough neighbours.
  var cache: NeighborCache { get set }
}

/// Neighbour graphs that were found before, so that several methods need one search.
///
/// Whoever runs projections keeps a cache as long as the data stays:
///
///     cache.offer(to: &projection)
///     try projection.begin(data, labels: labels, dimensions: 2, seed: 0)
///     try projection.advance(iterations: 100)
///     cache.keep(from: projection)
public struct NeighborCache: Sendable {
  /// One for each space of each data set, with the most neighbours that were asked for.
  private var graphs: [NeighborGraph] = []

  /// Graphs that are kept; the oldest goes first.
  private static let most = 2

  /// Creates an empty cache.
  public init() {}

  /// Hands the graphs to a projection that can use them; call it before `begin`.
  public func offer(to projection: inout any Projection) {
    guard var taker = projection as? any NeighborProjection else { return }
    taker.cache = self
    projection = taker
  }

  /// Keeps the graph of a projection, once it has one.
  public mutating func keep(from projection: any Projection) {
    guard let graph = (projection as? any NeighborProjection)?.graph else { return }
    keep(graph)
  }

  /// Keeps a graph unless one of the same space with as many neighbours is there.
  public mutating func keep(_ graph: NeighborGraph) {
    if let place = graphs.firstIndex(where: {
      $0.space.isSame(as: graph.space) && $0.isExact == graph.isExact
    }) {
      if graphs[place].neighbors < graph.neighbors { graphs[place] = graph }
    } else {
      graphs = (graphs + [graph]).suffix(Self.most)
    }
  }

  /// Returns a graph of the data with exactly as many neighbours, in as many principal components (0 for the data as
  /// it is); nil unless one with at least as many is kept.
  /// - Parameter mustBeExact: whether a graph that almost all neighbours were found for is no help.
  public func graph(
    of data: any RowSource, components: Int, neighbors: Int, mustBeExact: Bool = true
  ) -> NeighborGraph? {
    let fitting = all(of: data, components: components).filter {
      $0.neighbors >= neighbors && ($0.isExact || !mustBeExact)
    }
    return (fitting.first(where: \.isExact) ?? fitting.first)?.keeping(neighbors)
  }

  /// Returns the points of the data as coordinates along as many principal components, if a kept graph has them.
  public func space(of data: any RowSource, components: Int) -> NeighborSpace? {
    all(of: data, components: components).first?.space
  }

  private func all(of data: any RowSource, components: Int) -> [NeighborGraph] {
    guard !graphs.isEmpty else { return [] }
    let components = NeighborSpace.components(components, of: data)
    let fingerprint = DataFingerprint(data)
    return graphs.filter {
      $0.space.fingerprint == fingerprint && $0.space.map?.directions.rows ?? 0 == components
    }
  }
}

extension NeighborSpace {
  /// Whether two spaces are the same components of the same data.
  func isSame(as other: NeighborSpace) -> Bool {
    fingerprint == other.fingerprint && map?.directions.rows == other.map?.directions.rows
  }
}
