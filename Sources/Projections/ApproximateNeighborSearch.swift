import Kernels
import LatentCore

/// Almost all nearest neighbours of very many points among each other, found in slices, with the share that was found.
///
/// First the points enter an index, then some of them try how far the index must be searched, then all are searched for,
/// and at last a sample is held against an exact search. Equal points may hide others from an index: where no breadth
/// finds enough, it has failed, and says so.
public struct ApproximateNeighborSearch: Sendable {
  private enum Stage: Sendable {
    case adding(points: Int)
    case trying(breadth: Int)
    case finding(NeighborLists, breadth: Int)
    case done(NeighborLists, recall: Double)
    case failed
  }

  /// How many neighbours each point gets.
  public let neighbors: Int
  private let index: NeighborIndex
  private let trial, check: RecallSample
  private var stage = Stage.adding(points: 0)

  /// The share of the `recallNeighbors` nearest that must be found.
  public static let leastRecall = 0.98
  /// Whose recall is measured.
  public static let recallNeighbors = 15

  /// More than the least: a sample tries, another one judges.
  private static let wantedRecall = 0.985
  private static let mostBreadth = 2048
  /// Points that are searched for exactly because the index leads them to too few others.
  private static let mostMissingPoints = 100
  private static let (trialPoints, checkedPoints) = (300, 1000)
  /// Points of one slice: some 50 ms.
  private static let (addedPoints, foundPoints) = (512, 512)
  /// The shares of the work at whose end the points are in the index, and the breadth is known.
  private static let (addedShare, triedShare) = (0.6, 0.65)

  /// Begins a search.
  /// - Parameter points: `[count, dimensions]`, finite.
  /// - Throws: `ZwalkError.numericalFailure` without enough memory.
  /// - Precondition: `0 < neighbors < points.rows`.
  public init(_ points: Matrix, neighbors: Int, seed: UInt64 = 0) throws(ZwalkError) {
    precondition((1..<max(points.rows, 1)).contains(neighbors), "there are only \(points.rows) points")
    self.neighbors = neighbors
    index = try NeighborIndex(points, seed: seed)
    trial = RecallSample(Self.trialPoints, of: points.rows, stream: 1)
    check = RecallSample(Self.checkedPoints, of: points.rows, stream: 2)
  }

  /// Goes on by one slice; does nothing once `progress` is 1.
  /// - Throws: `ZwalkError.numericalFailure` without enough memory.
  public mutating func advance() throws(ZwalkError) {
    let count = index.points.rows
    // Taken out while it works, so that it is changed in place and not copied first.
    let current = stage
    stage = .failed
    switch consume current {
    case .adding(let points):
      let last = min(points + Self.addedPoints, count)
      try index.add(upTo: last)
      stage = last == count ? .trying(breadth: firstBreadth) : .adding(points: last)
    case .trying(let breadth):
      stage = try attempt(breadth)
    case .finding(var lists, let breadth):
      let range = lists.points..<min(lists.points + Self.foundPoints, count)
      lists.append(try index.neighbors(of: range, count: neighbors, breadth: breadth))
      stage = .finding(lists, breadth: breadth)
      if range.upperBound == count { finish(lists) }
    case .done(let lists, let recall): stage = .done(lists, recall: recall)
    case .failed: break
    }
  }

  /// The share of the work that is done, 0 to 1.
  public var progress: Double {
    let count = Double(index.points.rows)
    return switch stage {
    case .adding(let points): Self.addedShare * Double(points) / count
    case .trying: Self.addedShare
    case .finding(let lists, _): Self.triedShare + (0.999 - Self.triedShare) * Double(lists.points) / count
    case .done, .failed: 1
    }
  }

  /// The lists of all points and the share of the 15 nearest that they hold; nil before, and when too few were found.
  public var result: (lists: NeighborLists, recall: Double)? {
    if case .done(let lists, let recall) = stage { (lists, recall) } else { nil }
  }

  /// Candidates in each shard: the share of the neighbours that it probably has, and some more.
  private var firstBreadth: Int {
    let share = Double(max(neighbors, Self.recallNeighbors)) / Double(index.shards)
    return Int((share + 3 * share.squareRoot()).rounded()) + 8
  }

  /// Tries on a sample whether a breadth finds enough.
  private func attempt(_ breadth: Int) throws(ZwalkError) -> Stage {
    var found: [Int: NeighborLists] = [:]
    for point in trial.points {
      found[point] = try index.neighbors(of: point..<point + 1, count: trial.neighbors, breadth: breadth)
    }
    let recall = trial.recall(in: index.points) { found[$0]?.squaredDistances ?? [] }
    if recall >= Self.wantedRecall {
      return .finding(NeighborLists(neighbors: neighbors), breadth: breadth)
    }
    return breadth <= Self.mostBreadth ? .trying(breadth: breadth * 5 / 4 + 1) : .failed
  }

  /// Searches anew and exactly for points that an index did not lead to enough others, and measures the recall.
  private mutating func finish(_ lists: consuming NeighborLists) {
    let size = neighbors
    let missing = (0..<lists.points).filter { lists.indices[($0 + 1) * size - 1] < 0 }
    guard missing.count <= Self.mostMissingPoints else {
      stage = .failed
      return
    }
    let cloud = PointCloud(index.points)
    lists.replace(missing.map { ($0, by: cloud.neighbors(of: $0..<$0 + 1, count: size)) })
    let recall = check.recall(in: index.points) { point in
      Array(lists.squaredDistances[point * size..<(point + 1) * size])
    }
    stage = recall >= Self.leastRecall ? .done(lists, recall: recall) : .failed
  }
}

/// Some points whose true nearest neighbours are looked for, to hold others against them.
private struct RecallSample: Sendable {
  let points: [Int]
  let neighbors: Int

  init(_ size: Int, of count: Int, stream: UInt64) {
    points = SelectedRows.sample(size, of: count, seed: 0, stream: stream)
    neighbors = min(ApproximateNeighborSearch.recallNeighbors, count - 1)
  }

  /// The share of the true nearest whose distance some lists of squared distances reach, so that equal ones may stand for
  /// each other; over as many as the lists have.
  func recall(in coordinates: Matrix, _ found: (_ point: Int) -> [Float]) -> Double {
    let cloud = PointCloud(coordinates)
    let truth = cloud.nearest(toRows: coordinates.gatheringRows(points), count: neighbors + 1)
    var (hits, wanted) = (0, 0)
    for (place, point) in points.enumerated() {
      let range = place * truth.neighbors..<(place + 1) * truth.neighbors
      let others = range.filter { truth.indices[$0] != point }.map { truth.squaredDistances[$0] }
      let list = found(point).prefix(neighbors)
      let reach = others[min(list.count, others.count) - 1]
      hits += list.count { $0 <= reach * (1 + 1e-4) }
      wanted += min(list.count, neighbors)
    }
    return wanted > 0 ? Double(hits) / Double(wanted) : 0
  }
}
