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

  /// Creates the counts of no pairs.
  /// - Parameters:
  ///   - bins: how many bins ranks fall into.
  ///   - points: how many points there are.
  public init(bins: Int, points: Int) {
    matrix = [Int](repeating: 0, count: bins * bins)
    worse = [Int](repeating: 0, count: points + 1)
  }

  /// Ranks all points as seen from each point of a range, in both spaces, on all workers.
  /// - Parameters:
  ///   - data, map: the same points in two spaces.
  ///   - binOfRank: the bin of each rank, from 1 to the number of points; element 0 is unused.
  ///   - weights: of each larger rank; element 0 is unused.
  public mutating func add(
    data: PointCloud, map: PointCloud, points: Range<Int>, binOfRank: [Int], weights: [Double]
  ) {
    let (count, bins) = (data.count, matrix.isEmpty ? 0 : Int(Double(matrix.count).squareRoot().rounded()))
    precondition(
      map.count == count && binOfRank.count == count + 1 && weights.count == count + 1, "ranks differ")
    let binOfRank = binOfRank.map(Int32.init)
    let parts = Kernels.mapShares(of: points, atLeast: 8) { share in
      var part = RawCounts(bins: bins, points: count)
      let tiles = (DistanceTile(data, points: share), DistanceTile(map, points: share))
      for point in share {
        let rows = (tiles.0.row(of: point), tiles.1.row(of: point))
        (rows.0[point], rows.1[point]) = (.infinity, .infinity)
        part.add(rows.0, rows.1, binOfRank, bins, weights)
      }
      return part
    }
    for part in parts {
      for index in matrix.indices { matrix[index] += Int(part.matrix[index]) }
      for index in worse.indices { worse[index] += Int(part.worse[index]) }
      weighted += part.weighted
    }
  }
}

/// What one worker counts.
private struct RawCounts: Sendable {
  var matrix, worse: [Int64]
  var weighted: [Double] = []
  private var scratch: [UInt64]
  private var ranks: ([Int32], [Int32])

  init(bins: Int, points: Int) {
    matrix = [Int64](repeating: 0, count: bins * bins)
    worse = [Int64](repeating: 0, count: points + 1)
    scratch = [UInt64](repeating: 0, count: points)
    let none = [Int32](repeating: 0, count: points)
    ranks = (none, none)
  }

  mutating func add(
    _ data: UnsafePointer<Float>, _ map: UnsafePointer<Float>, _ binOfRank: [Int32], _ bins: Int,
    _ weights: [Double]
  ) {
    let count = ranks.0.count
    zw_all_ranks(data, count, &scratch, &ranks.0)
    zw_all_ranks(map, count, &scratch, &ranks.1)
    weighted.append(zw_co_ranks(ranks.0, ranks.1, count, binOfRank, bins, &matrix, &worse, weights))
  }
}
