import Kernels
import LatentCore

/// How the ranks of neighbours in data and map go together, at all sizes of neighbourhood at once.
///
/// `Quality` takes this measure on the way: exactly up to 10,000 points; beyond, as seen from 1,000 of them drawn by
/// chance, each among all points.
/// - Source: Lee and Verleysen 2009, doi:10.1016/j.neucom.2008.12.017; local continuity: Chen and Buja 2009,
///   doi:10.1198/jasa.2009.0111; the area: Lee, Peluffo-Ordonez and Verleysen 2015, doi:10.1016/j.neucom.2014.12.095.
struct CoRanking: Sendable {
  /// Points to look at: the first of the clouds.
  let looked: Int
  private let points: Int
  private var counts: CoRankCounts?

  /// Where more points cannot all be looked at, so many are.
  static let sampledPoints = 1000

  /// Prepares to look at the first of `points` points.
  init(looked: Int, of points: Int) {
    (self.looked, self.points) = (looked, points)
    // Half a rank puts whole ranks into the middle of their cells.
    let binOfRank = (0...points).map { rank in
      let share = (Double(rank) - 0.5) / Double(max(points - 1, 1))
      return min(max(Int(share * Double(MapDiagrams.size)), 0), MapDiagrams.size - 1)
    }
    counts = CoRankCounts(bins: MapDiagrams.size, binOfRank: binOfRank, weights: Self.areaWeights(points))
  }

  /// Compares the neighbourhoods of a block of points, and ranks all as seen from those that are to be looked at.
  mutating func compare(
    data: PointCloud, map: PointCloud, points block: Range<Int>, neighbors: Int, pairs: PairChoice
  ) -> NeighborhoodComparison {
    NeighborhoodComparison(
      data: data, map: map, points: block, neighbors: neighbors, pairs: pairs,
      ranking: min(max(looked - block.lowerBound, 0), block.count), into: &counts)
  }

  /// What was measured; nil until all points were looked at.
  var result: CoRankingResult? {
    counts.flatMap { $0.weighted.count == looked ? CoRankingResult($0, points: points) : nil }
  }

  /// What a pair whose larger rank is m adds to its point's area, up to the constant of chance: the sum over K >= m of
  /// (n - 1) / (K^2 (n - 1 - K)).
  private static func areaWeights(_ count: Int) -> [Double] {
    var weights = [Double](repeating: 0, count: count + 1)
    var sum = 0.0
    for size in stride(from: count - 2, through: 1, by: -1) {
      let (k, most) = (Double(size), Double(count - 1))
      sum += most / (k * k * (most - k))
      weights[size] = sum
    }
    return weights
  }
}

/// The agreement of neighbourhoods in data and map, at all their sizes.
public struct CoRankingResult: Sendable, Equatable {
  /// Points of the map.
  public let points: Int
  /// Points that were looked at, each among all; `points` where the measure is exact.
  public let looked: Int
  /// Q(K): the mean share of the K nearest in the data that are among the K nearest in the map; element K - 1 is that of
  /// K = 1 ... points - 1.
  public let agreement: [Double]
  /// The area under R(K) with K on a logarithmic axis: 0 for a map by chance, 1 for a perfect one.
  public let area: Double
  /// The standard error of the area where a sample was looked at, else 0.
  public let areaError: Double
  /// Pairs by their ranks, in the data to the right, in the map upwards.
  public let counts: PairCounts

  init(_ counts: CoRankCounts, points: Int) {
    self.points = points
    let looked = counts.weighted.count
    self.looked = looked
    var sum = 0
    agreement = (1..<points).map { size in
      sum += counts.worse[size]
      return Double(sum) / (Double(looked) * Double(size))
    }
    let (bins, ranks) = (MapDiagrams.size, Double(points - 1))
    let cells = (0..<bins * bins).map { counts.matrix[$0 % bins * bins + $0 / bins] }
    self.counts = PairCounts(size: bins, highestX: ranks, highestY: ranks, counts: cells)
    let most = Double(points - 1)
    let harmonic = (1...points - 2).reduce(0) { $0 + 1 / Double($1) }
    let chance = (1...points - 2).reduce(0) { $0 + 1 / (most - Double($1)) }
    let areas = counts.weighted.map { ($0 - chance) / harmonic }
    let mean = areas.reduce(0, +) / Double(looked)
    let variance = areas.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(looked - 1, 1))
    area = mean
    areaError = looked < points ? (variance / Double(looked)).squareRoot() : 0
  }

  /// The local continuity meta-criterion at a size of neighbourhood, Q(K) - K / (n - 1).
  /// - Precondition: 1 to `points - 1`.
  public func localContinuity(_ size: Int) -> Double {
    agreement[size - 1] - Double(size) / Double(points - 1)
  }

  /// R(K): the agreement above chance in units of the best, ((n - 1) Q(K) - K) / (n - 1 - K).
  /// - Precondition: 1 to `points - 2`.
  public func relativeAgreement(_ size: Int) -> Double {
    let most = Double(points - 1)
    return (most * agreement[size - 1] - Double(size)) / (most - Double(size))
  }
}
