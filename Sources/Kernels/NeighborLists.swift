import CKernels
import LatentCore

/// The nearest neighbours of some points of a cloud within the cloud; a point is not its own neighbour.
public struct NeighborLists: Sendable, Equatable {
  /// How many neighbours each point has.
  public let neighbors: Int
  /// `[points, neighbors]`, nearest first, the smaller index first among equals.
  public private(set) var indices: [Int32] = []
  /// Squared Euclidean distances, `[points, neighbors]`.
  public private(set) var squaredDistances: [Float] = []

  /// Creates empty lists.
  public init(neighbors: Int) { self.neighbors = neighbors }

  /// The number of points that have a list.
  public var points: Int { neighbors > 0 ? indices.count / neighbors : 0 }

  /// Appends the lists of further points.
  public mutating func append(_ other: NeighborLists) {
    precondition(other.neighbors == neighbors, "the lists differ in length")
    indices += other.indices
    squaredDistances += other.squaredDistances
  }

  /// Appends the list of the point with these distances to all points.
  fileprivate mutating func append(_ point: Int, _ row: UnsafeMutablePointer<Float>, count: Int) {
    row[point] = .infinity
    let nearest = NearestPoints(neighbors, of: row, count: count)
    indices += nearest.indices
    squaredDistances += nearest.squaredDistances
  }
}

extension PointCloud {
  /// Returns the nearest neighbours of the points of a range, on all workers.
  /// - Precondition: `neighbors < count`.
  public func neighbors(of points: Range<Int>, count neighbors: Int) -> NeighborLists {
    precondition(neighbors < count, "only \(count - 1) other points exist")
    let parts = Kernels.mapShares(of: points, atLeast: 16) { share in
      let tile = DistanceTile(self, points: share)
      var lists = NeighborLists(neighbors: neighbors)
      for point in share { lists.append(point, tile.row(of: point), count: count) }
      return lists
    }
    return parts.reduce(into: NeighborLists(neighbors: neighbors)) { $0.append($1) }
  }
}
