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

  /// Creates the lists of points that were searched one by one.
  init(neighbors: Int, _ points: [NearestPoints]) {
    self.neighbors = neighbors
    indices = points.flatMap(\.indices)
    squaredDistances = points.flatMap(\.squaredDistances)
  }

  /// Creates lists from their places, `[points, neighbors]` each.
  public init(neighbors: Int, indices: [Int32], squaredDistances: [Float]) {
    precondition(indices.count == squaredDistances.count, "each neighbour has a distance")
    precondition(neighbors > 0 && indices.count % neighbors == 0, "each point has \(neighbors) neighbours")
    self.neighbors = neighbors
    self.indices = indices
    self.squaredDistances = squaredDistances
  }

  /// The number of points that have a list.
  public var points: Int { neighbors > 0 ? indices.count / neighbors : 0 }

  /// Returns the lists with the `count` nearest alone.
  /// - Precondition: `count <= neighbors`.
  public func keeping(_ count: Int) -> NeighborLists {
    precondition(count <= neighbors, "the lists have only \(neighbors) neighbours")
    guard count < neighbors else { return self }
    var kept = NeighborLists(neighbors: count)
    kept.indices.reserveCapacity(points * count)
    kept.squaredDistances.reserveCapacity(points * count)
    for point in 0..<points {
      kept.indices += indices[point * neighbors..<point * neighbors + count]
      kept.squaredDistances += squaredDistances[point * neighbors..<point * neighbors + count]
    }
    return kept
  }

  /// Replaces the lists of single points by the first ones of others.
  /// - Precondition: the lists are of equal length.
  public mutating func replace(_ lists: [(point: Int, by: NeighborLists)]) {
    for (point, other) in lists {
      precondition(other.neighbors == neighbors, "the lists differ in length")
      let places = point * neighbors..<(point + 1) * neighbors
      indices.replaceSubrange(places, with: other.indices.prefix(neighbors))
      squaredDistances.replaceSubrange(places, with: other.squaredDistances.prefix(neighbors))
    }
  }

  /// Appends the lists of further points.
  public mutating func append(_ other: NeighborLists) {
    precondition(other.neighbors == neighbors, "the lists differ in length")
    indices += other.indices
    squaredDistances += other.squaredDistances
  }
}

extension PointCloud {
  /// Returns the nearest neighbours of the points of a range, on all workers.
  /// - Precondition: `neighbors < count`.
  public func neighbors(of points: Range<Int>, count neighbors: Int) -> NeighborLists {
    precondition(neighbors < count, "only \(count - 1) other points exist")
    let parts = Kernels.mapShares(of: points, atLeast: 16) { share in
      NeighborLists(of: share, in: self, neighbors: neighbors)
    }
    return parts.reduce(into: NeighborLists(neighbors: neighbors)) { $0.append($1) }
  }
}

extension NeighborLists {
  /// A tile of distances stays in the second-level cache between product and selection.
  private static let tileRows = 256
  private static let tileColumns = 512

  /// Finds the neighbours of the points of a range on the calling thread.
  fileprivate init(of points: Range<Int>, in cloud: PointCloud, neighbors: Int) {
    self.neighbors = neighbors
    indices = [Int32](repeating: 0, count: points.count * neighbors)
    squaredDistances = [Float](repeating: .infinity, count: points.count * neighbors)
    let capacity = cloud.usesProducts ? Self.tileRows * Self.tileColumns : cloud.count
    withUnsafeTemporaryAllocation(of: Float.self, capacity: max(capacity, 1)) { tile in
      guard let tile = tile.baseAddress else { return }
      if cloud.usesProducts {
        searchByProducts(points, cloud, tile)
      } else {
        for point in points {
          cloud.writeDistances(from: point..<point + 1, tile)
          tile[point] = .infinity
          keep(tile, 0..<cloud.count, listOf: point - points.lowerBound)
        }
      }
    }
  }

  private mutating func searchByProducts(
    _ points: Range<Int>, _ cloud: PointCloud, _ tile: UnsafeMutablePointer<Float>
  ) {
    for start in stride(from: points.lowerBound, to: points.upperBound, by: Self.tileRows) {
      let block = start..<min(start + Self.tileRows, points.upperBound)
      for first in stride(from: 0, to: cloud.count, by: Self.tileColumns) {
        let others = first..<min(first + Self.tileColumns, cloud.count)
        cloud.writeDistances(from: block, to: others, tile)
        for (offset, point) in block.enumerated() {
          let row = tile + offset * others.count
          if others.contains(point) { row[point - first] = .infinity }
          keep(row, others, listOf: point - points.lowerBound)
        }
      }
    }
  }

  /// Takes in the distances from the point of a list to some others.
  private mutating func keep(_ row: UnsafePointer<Float>, _ others: Range<Int>, listOf point: Int) {
    indices.withUnsafeMutableBufferPointer { indices in
      squaredDistances.withUnsafeMutableBufferPointer { distances in
        guard let indices = indices.baseAddress, let distances = distances.baseAddress else { return }
        let place = point * neighbors
        zw_keep_smallest(row, others.count, others.lowerBound, neighbors, indices + place, distances + place)
      }
    }
  }
}
