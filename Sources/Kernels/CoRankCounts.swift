import CKernels
import LatentCore

/// How often the points that rank at one place in the data rank at another in a map.
public struct CoRankCounts: Sendable, Equatable {
  /// Pairs by the bins of their ranks, `[data bins, map bins]` in row-major order.
  public private(set) var matrix: [Int]
  /// Pairs by the larger of their two ranks, from 1 on; element 0 is unused.
  public private(set) var worse: [Int]
  /// For each point that was looked at, the sum of the weights of its pairs.
  public private(set) var weighted: [Double] = []

  private let bins: Int
  private let binOfRank: [Int32]
  private let weights: [Double]

  /// Creates the counts of no pairs.
  /// - Parameters:
  ///   - bins: how many bins ranks fall into.
  ///   - binOfRank: the bin of each rank, from 1 to the number of points; element 0 is unused.
  ///   - weights: of each larger rank; element 0 is unused.
  public init(bins: Int, binOfRank: [Int], weights: [Double]) {
    precondition(!weights.isEmpty && binOfRank.count == weights.count, "ranks differ")
    precondition(binOfRank.allSatisfy { (0..<bins).contains($0) }, "there are \(bins) bins")
    self.bins = bins
    self.binOfRank = binOfRank.map(Int32.init)
    self.weights = weights
    matrix = [Int](repeating: 0, count: bins * bins)
    worse = [Int](repeating: 0, count: weights.count)
  }

  /// The number of points that are ranked.
  var points: Int { worse.count - 1 }

  /// What one worker counts into, with nothing counted yet.
  var worker: CoRankWorker { CoRankWorker(bins: bins, binOfRank: binOfRank, weights: weights) }

  /// Adds what workers have counted, in the order of their points.
  mutating func add(_ workers: [CoRankWorker]) {
    for worker in workers where !worker.weighted.isEmpty {
      for index in matrix.indices { matrix[index] += Int(worker.matrix[index]) }
      for index in worse.indices { worse[index] += Int(worker.worse[index]) }
      weighted += worker.weighted
    }
  }
}

/// What one worker counts, and its working memory, reserved when the first point is ranked.
struct CoRankWorker: Sendable {
  private(set) var matrix, worse: [Int64]
  private(set) var weighted: [Double] = []
  private var dataOrder, mapOrder, scratch: [UInt64]
  private var mapRanks: [Int32]
  private let bins: Int
  private let binOfRank: [Int32]
  private let weights: [Double]

  fileprivate init(bins: Int, binOfRank: [Int32], weights: [Double]) {
    (self.bins, self.binOfRank, self.weights) = (bins, binOfRank, weights)
    matrix = [Int64](repeating: 0, count: bins * bins)
    worse = []
    (dataOrder, mapOrder, scratch, mapRanks) = ([], [], [], [])
  }

  private mutating func reserve(_ points: Int) {
    worse = [Int64](repeating: 0, count: points + 1)
    let none = [UInt64](repeating: 0, count: points)
    (dataOrder, mapOrder, scratch) = (none, none, none)
    mapRanks = [Int32](repeating: 0, count: points)
  }

  /// Ranks all points as seen from one, in both spaces.
  /// - Parameters:
  ///   - data, map: squared distances to all points; infinite to the one itself.
  mutating func add(_ data: UnsafePointer<Float>, _ map: UnsafePointer<Float>) {
    let points = weights.count - 1
    if worse.isEmpty { reserve(points) }
    zw_sort_with_indices(data, points, &dataOrder, &scratch)
    zw_sort_with_indices(map, points, &mapOrder, &scratch)
    zw_ranks_of_sorted(mapOrder, points, &mapRanks)
    weighted.append(zw_co_ranks(dataOrder, mapRanks, points, binOfRank, bins, &matrix, &worse, weights))
  }
}
