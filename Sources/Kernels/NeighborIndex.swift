import CNeighbors
import LatentCore

/// Points in navigable graphs, by hnswlib: finds almost all of the nearest ones and looks at few of the others.
///
/// The points are dealt to shards, and each shard is built by one worker in the order of its points, so that the same
/// points, seed and number of threads give the same graph; hnswlib's own way of sharing the work among threads gives
/// another one in every run. Points are only ever added, in a fixed order: copies of a value that holds an index may go
/// on with it independently of each other.
/// - Source: Malkov and Yashunin 2020, doi:10.1109/TPAMI.2018.2889473.
public final class NeighborIndex: @unchecked Sendable {
  /// The points, `[count, dimensions]`.
  public let points: Matrix
  private let handle: OpaquePointer
  /// Graphs that the points are dealt to.
  public let shards: Int

  /// Edges of a point in each layer but the lowest, which has twice as many.
  private static let links = 16
  /// Candidates that are looked at when a point is added.
  private static let buildingBreadth = 64

  /// Creates an index without points in it.
  /// - Parameter points: `[count, dimensions]`, finite.
  /// - Throws: `ZwalkError.numericalFailure` without enough memory.
  public init(_ points: Matrix, seed: UInt64) throws(ZwalkError) {
    shards = Self.shards(threads: Kernels.threads)
    let handle = zw_neighbor_index_make(
      points.rows, points.columns, shards, Self.links, Self.buildingBreadth, seed & 0xFFFF_FFFF)
    guard let handle else { throw Self.failure("there is not enough memory for \(points.rows) points") }
    (self.points, self.handle) = (points, handle)
  }

  deinit { zw_neighbor_index_free(handle) }

  /// As many as balance building, which a shard speeds up, with queries, which have to look into each.
  private static func shards(threads: Int) -> Int { Int(Double(2 * threads).squareRoot().rounded()) }

  /// Adds the points below `last` that are not in it yet, on all workers.
  /// - Throws: `ZwalkError.numericalFailure` without enough memory.
  public func add(upTo last: Int) throws(ZwalkError) {
    try run(shards) { shard in
      zw_neighbor_index_add(handle, points.values, shard, min(last, points.rows))
    }
  }

  /// Returns nearest neighbours of the points of a range, on all workers; -1 and infinity where too few were found.
  /// - Parameters:
  ///   - breadth: candidates that are looked at in each shard; the more, the fewer neighbours are missed.
  /// - Precondition: all points were added, and `wanted >= 1`.
  public func neighbors(
    of range: Range<Int>, count wanted: Int, breadth: Int
  ) throws(ZwalkError) -> NeighborLists {
    precondition(wanted >= 1 && 0 <= range.lowerBound && range.upperBound <= points.rows, "no such points")
    var indices = [Int32](repeating: -1, count: range.count * wanted)
    var distances = [Float](repeating: .infinity, count: range.count * wanted)
    let parts = 4 * Kernels.threads
    // One more than breadth: the point finds itself.
    let breadth = max(breadth, 1) + 1
    try indices.withUnsafeMutableBufferPointer { (indices) throws(ZwalkError) in
      try distances.withUnsafeMutableBufferPointer { (distances) throws(ZwalkError) in
        guard let indices = indices.baseAddress, let distances = distances.baseAddress else { return }
        try run(parts) { part in
          let share = Kernels.share(part, of: parts, count: range.count)
          let (first, place) = (range.lowerBound + share.lowerBound, share.lowerBound * wanted)
          return zw_neighbor_index_find(
            handle, points.values, first, first + share.count, wanted, breadth, indices + place,
            distances + place)
        }
      }
    }
    return NeighborLists(neighbors: wanted, indices: indices, squaredDistances: distances)
  }

  private func run(_ parts: Int, _ body: (_ part: Int) -> Int32) throws(ZwalkError) {
    var outcomes = [Int32](repeating: 0, count: parts)
    outcomes.withUnsafeMutableBufferPointer { outcomes in
      let outcomes = outcomes.baseAddress!
      Kernels.parallel(parts) { outcomes[$0] = body($0) }
    }
    guard let outcome = outcomes.first(where: { $0 != ZW_NEIGHBORS_DONE }) else { return }
    throw Self.failure(
      outcome == ZW_NEIGHBORS_NO_MEMORY
        ? "there is not enough memory for \(points.rows) points" : "hnswlib gave up")
  }

  private static func failure(_ reason: String) -> ZwalkError {
    .numericalFailure(what: "the approximate search for neighbors", reason: reason)
  }
}
