import Kernels
import LatentCore

/// The nearest neighbours of all points of a data set, and the space in which they were found.
///
/// A graph is a value that several methods share: `NeighborGraphSearch` makes it, `NeighborCache` keeps it.
public struct NeighborGraph: Sendable {
  /// For each point its nearest others, nearest first.
  public let lists: NeighborLists
  /// Where distances were taken.
  public let space: NeighborSpace
  /// The share of the 15 true nearest that were found, in [0, 1]: 1 where the search was exact, else measured on a sample.
  public let recall: Double
  /// Whether every neighbour was looked for, and not only found likely.
  public let isExact: Bool

  /// Creates a graph.
  public init(lists: NeighborLists, space: NeighborSpace, recall: Double = 1, isExact: Bool = true) {
    self.lists = lists
    self.space = space
    self.recall = recall
    self.isExact = isExact
  }

  /// The number of points.
  public var points: Int { lists.points }
  /// How many neighbours each point has.
  public var neighbors: Int { lists.neighbors }

  /// What a method that works with the graph says of it: `pca_components` (0 for the data as it is), `neighbors`,
  /// `neighbor_recall`.
  public var facts: [ProjectionFact] {
    [
      ProjectionFact("pca_components", Double(space.map?.directions.rows ?? 0)),
      ProjectionFact("neighbors", Double(neighbors)),
      ProjectionFact("neighbor_recall", recall),
    ]
  }

  /// Returns the graph with the `count` nearest of each point alone.
  /// - Precondition: `count <= neighbors`.
  public func keeping(_ count: Int) -> NeighborGraph {
    NeighborGraph(lists: lists.keeping(count), space: space, recall: recall, isExact: isExact)
  }
}

/// The space in which neighbours are searched: the data as it is, or its leading principal components.
public struct NeighborSpace: Sendable {
  /// The points, `[points, features]` or `[points, components]`.
  public let coordinates: Matrix
  /// From the data to its principal components, largest variance first; nil for the data as it is.
  public let map: AffineMap?
  /// Marks the data that the points came from.
  let fingerprint: DataFingerprint

  /// Creates a space from the points of some data.
  init(coordinates: Matrix, map: AffineMap?, of data: any RowSource) {
    self.coordinates = coordinates
    self.map = map
    fingerprint = DataFingerprint(data)
  }

  /// Returns new rows as points of the space; nil when their features are not as many as the data's.
  public func place(_ data: any RowSource) -> Matrix? {
    guard data.columnCount == map?.center.count ?? coordinates.columns else { return nil }
    return map?.coordinates(0..<data.rowCount, of: data) ?? data.matrix()
  }

  /// How many principal components a search takes: 0, which stands for the data as it is, when as many were asked for
  /// as there are features.
  static func components(_ wanted: Int, of data: any RowSource) -> Int {
    wanted >= data.columnCount ? 0 : min(wanted, max(data.rowCount - 1, 0))
  }
}

/// Tells data apart by its shape and a sample of its rows.
struct DataFingerprint: Sendable, Equatable {
  private let rows, columns: Int
  private let sample: [Float]

  /// Rows that are looked at, spread evenly.
  private static let sampledRows = 16

  init(_ data: any RowSource) {
    (rows, columns) = (data.rowCount, data.columnCount)
    let count = min(Self.sampledRows, data.rowCount)
    sample = (0..<count).flatMap { place in
      let row = place * (data.rowCount - 1) / max(count - 1, 1)
      return data.matrix(row..<row + 1).values
    }
  }
}
