import Kernels
import LatentCore

/// Exact nearest neighbours of all points among each other, found in slices.
///
/// In many dimensions its iterations are rounds in which blocks of points meet, by matrix products; in few dimensions
/// blocks of points that are compared with all others directly.
public struct NeighborSearch: Sendable {
  private enum Way: Sendable {
    case pairs(NearestPairs)
    case rows(PointCloud, NeighborLists)
  }

  /// How many neighbours each point gets.
  public let neighbors: Int
  private var way = Way.rows(PointCloud(Matrix(rows: 0, columns: 0)), NeighborLists(neighbors: 1))

  /// Points of one iteration in few dimensions: a quarter of a second at 60,000 points.
  static let blockPoints = 512
  /// Up to here distances are computed directly, which is faster, and exact for equal points.
  static let mostDirectDimensions = 8

  /// Creates a search.
  /// - Parameter neighbors: 1 or more.
  public init(neighbors: Int) { self.neighbors = neighbors }

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
    let matrix = try Requirements.finiteMatrix(data, name: "the data")
    if matrix.columns > Self.mostDirectDimensions, let pairs = NearestPairs(matrix, neighbors: neighbors) {
      way = .pairs(pairs)
    } else {
      way = .rows(PointCloud(matrix), NeighborLists(neighbors: neighbors))
    }
  }

  /// Goes on by as many rounds or blocks; does nothing once `progress` is 1.
  public mutating func advance(iterations: Int) {
    var left = iterations
    while left > 0, progress < 1, !isWaiting {
      left -= 1
      // Taken out while it works, so that it is changed in place and not copied first.
      let current = way
      way = .rows(PointCloud(Matrix(rows: 0, columns: 0)), NeighborLists(neighbors: 1))
      switch consume current {
      case .pairs(var pairs):
        pairs.advance()
        let isComplete = pairs.roundsDone == pairs.rounds
        way = isComplete ? .rows(PointCloud(Matrix(rows: 0, columns: 0)), pairs.lists()) : .pairs(pairs)
      case .rows(let cloud, var lists):
        let block = lists.points..<min(lists.points + Self.blockPoints, cloud.count)
        lists.append(cloud.neighbors(of: block, count: neighbors))
        way = .rows(cloud, lists)
      }
    }
  }

  /// Whether there is no data yet.
  private var isWaiting: Bool {
    if case .rows(let cloud, let lists) = way { cloud.count == 0 && lists.points == 0 } else { false }
  }

  /// The share of the work that is done, 0 to 1.
  public var progress: Double {
    switch way {
    case .pairs(let pairs): Double(pairs.roundsDone) / Double(pairs.rounds)
    case .rows(let cloud, let lists):
      lists.points == 0 ? 0 : cloud.count == 0 ? 1 : Double(lists.points) / Double(cloud.count)
    }
  }

  /// The lists of all points, in order; empty until `progress` is 1.
  public var lists: NeighborLists {
    guard progress >= 1, case .rows(_, let lists) = way else { return NeighborLists(neighbors: neighbors) }
    return lists
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
