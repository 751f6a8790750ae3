import Kernels
import LatentCore

/// What a kind of `graph-kernel-pca` makes of a neighbour graph, in slices.
protocol GraphEmbedding: Sendable {
  /// Does the next slice of the work; does nothing once `progress` is 1.
  mutating func advance() throws

  /// The share of the work that is done.
  var progress: Double { get }

  /// The map, `[points, dimensions]`; complete once `progress` is 1.
  var points: Matrix { get }

  /// Numbers of its own.
  var facts: [ProjectionFact] { get }

  /// Returns where new points go whose nearest among the points of the graph are known, `[rows, dimensions]`.
  /// - Parameter rows: in the space of the graph.
  func places(of rows: Matrix, neighbors: NeighborLists) -> Matrix
}

extension SparseGraph {
  /// Joins every point with its neighbours by edges of their distances, and parts that no edge connects by the
  /// shortest edge from each to the rest, until all is one.
  init(connecting graph: NeighborGraph) {
    let neighbors = graph.neighbors
    var from = (0..<graph.points * neighbors).map { Int32($0 / neighbors) }
    var to = graph.lists.indices
    var lengths = graph.lists.squaredDistances.map { $0.squareRoot() }
    self.init(count: graph.points, from: from, to: to, values: lengths)
    while case let bridges = Self.bridges(between: components, graph.space.coordinates), !bridges.isEmpty {
      for bridge in bridges {
        from.append(bridge.from)
        to.append(bridge.to)
        lengths.append(bridge.length)
      }
      self.init(count: graph.points, from: from, to: to, values: lengths)
    }
  }

  private struct Bridge: Sendable {
    var from, to: Int32
    var length: Float
  }

  /// For each part but the largest, its shortest way to a point outside.
  private static func bridges(between components: [Int32], _ points: Matrix) -> [Bridge] {
    let parts = Dictionary(grouping: components.indices) { components[$0] }
    guard parts.count > 1, let largest = parts.values.map(\.count).max() else { return [] }
    let keeps = parts.filter { $0.value.count == largest }.keys.min()
    return parts.keys.sorted().filter { $0 != keeps }.compactMap { part in
      let inside = parts[part] ?? []
      let outside = components.indices.filter { components[$0] != part }
      let lists = ReferencePoints(points.gatheringRows(outside))
        .neighbors(of: points.gatheringRows(inside), count: 1)
      guard
        let nearest = lists.squaredDistances.indices.min(by: {
          lists.squaredDistances[$0] < lists.squaredDistances[$1]
        })
      else { return nil }
      return Bridge(
        from: Int32(inside[nearest]), to: Int32(outside[Int(lists.indices[nearest])]),
        length: lists.squaredDistances[nearest].squareRoot())
    }
  }
}

extension NeighborLists {
  /// The fitted point that a new one coincides with, up to rounding; nil for one that lies apart.
  func twin(of row: Int) -> Int? {
    let first = row * neighbors
    let (nearest, last) = (squaredDistances[first], squaredDistances[first + neighbors - 1])
    return nearest <= 1e-5 * last ? Int(indices[first]) : nil
  }
}
