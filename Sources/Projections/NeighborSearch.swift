import Kernels
import LatentCore

/// Exact nearest neighbours of all points among each other, found in slices.
///
/// Its iterations are blocks of points, compared by matrix products, or directly in few dimensions.
public struct NeighborSearch: Sendable {
  /// How many neighbours each point gets.
  public let neighbors: Int
  /// The lists of the points searched so far, in order; complete when `progress` is 1.
  public private(set) var lists: NeighborLists
  private var cloud = PointCloud(Matrix(rows: 0, columns: 0))

  /// Points of one iteration: a quarter of a second at 60,000 x 784, a few milliseconds at 2,000.
  static let blockPoints = 512

  /// Creates a search.
  /// - Parameter neighbors: 1 or more.
  public init(neighbors: Int) {
    self.neighbors = neighbors
    lists = NeighborLists(neighbors: neighbors)
  }

  /// Takes in the data.
  /// - Throws: `ZwalkError.notEnoughPoints` unless there are more points than neighbours, `.notFinite`.
  public mutating func begin(_ data: any RowSource) throws(ZwalkError) {
    guard neighbors >= 1 else {
      throw .optionOutOfRange(key: "neighbors", value: "\(neighbors)", allowed: "a whole number from 1")
    }
    guard data.rowCount > neighbors else {
      throw .notEnoughPoints(
        method: "a search for \(neighbors) neighbors", found: data.rowCount, needed: neighbors + 1)
    }
    cloud = PointCloud(try Requirements.finiteMatrix(data, name: "the data"))
    lists = NeighborLists(neighbors: neighbors)
  }

  /// Searches the neighbours of the next points; does nothing once `progress` is 1.
  public mutating func advance(iterations: Int) {
    var left = iterations
    while left > 0, lists.points < cloud.count {
      left -= 1
      let block = lists.points..<min(lists.points + Self.blockPoints, cloud.count)
      lists.append(cloud.neighbors(of: block, count: neighbors))
    }
  }

  /// The share of the points that have their neighbours, 0 to 1.
  public var progress: Double {
    cloud.count > 0 ? Double(lists.points) / Double(cloud.count) : 0
  }

  /// Searches from beginning to end.
  /// - Throws: `ZwalkError.notEnoughPoints`, `.notFinite`.
  public static func neighbors(_ count: Int, of data: any RowSource) throws(ZwalkError) -> NeighborLists {
    var search = NeighborSearch(neighbors: count)
    try search.begin(data)
    search.advance(iterations: .max)
    return search.lists
  }
}
