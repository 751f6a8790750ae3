import Kernels
import LatentCore
import RealModule

/// How the ranks of neighbours in data and map go together, at all sizes of neighbourhood at once.
///
/// Exact up to 10,000 points; beyond, seen from 1,000 of them drawn by chance, each among all points. Its iterations
/// are blocks of points.
/// - Source: Lee and Verleysen 2009, doi:10.1016/j.neucom.2008.12.017; local continuity: Chen and Buja 2009,
///   doi:10.1198/jasa.2009.0111; the area: Lee, Peluffo-Ordonez and Verleysen 2015, doi:10.1016/j.neucom.2014.12.095.
public struct CoRanking: Sendable {
  /// What was measured; nil until `progress` is 1.
  public private(set) var result: CoRankingResult?

  /// Up to so many points, all are looked at.
  public static let mostExactPoints = 10_000
  /// Beyond, so many.
  public static let sampledPoints = 1000
  /// Bins of the matrix along each side.
  public static let bins = 48
  private static let blockPoints = 128

  private var data = PointCloud(Matrix(rows: 0, columns: 0))
  private var map = PointCloud(Matrix(rows: 0, columns: 0))
  private var counts = CoRankCounts(bins: 0, points: 0)
  private var binOfRank: [Int] = []
  private var weights: [Double] = []
  private var looked = 0
  private var done = 0

  /// Creates a measurement.
  public init() {}

  /// Takes in the data and its map.
  /// - Parameters:
  ///   - data: `[points, features]`.
  ///   - points: the map, `[points, dimensions]`; row i is row i of the data.
  /// - Throws: `ZwalkError.notEnoughPoints` below 4, `.notFinite`, `.unusableData` when the numbers of points differ.
  public mutating func begin(_ data: any RowSource, points: Matrix) throws(ZwalkError) {
    guard points.rows == data.rowCount else {
      throw .unusableData(
        name: "the map", reason: "it has \(points.rows) points where the data has \(data.rowCount)")
    }
    guard data.rowCount >= 4 else {
      throw .notEnoughPoints(method: "co-ranking", found: data.rowCount, needed: 4)
    }
    let sample = QualitySample(of: data.rowCount, most: Self.mostExactPoints, sampled: Self.sampledPoints)
    self = CoRanking()
    looked = sample.looked
    map = PointCloud(try Requirements.finiteMatrix(sample.ordering(points), name: "the map"))
    self.data = PointCloud(try Requirements.finiteMatrix(sample.ordering(data), name: "the data"))
    let count = data.rowCount
    counts = CoRankCounts(bins: Self.bins, points: count)
    binOfRank = (0...count).map { Self.bin(ofRank: max($0, 1), among: count - 1) }
    weights = Self.areaWeights(count)
  }

  /// Looks at the next points; does nothing once `progress` is 1.
  public mutating func advance(iterations: Int) {
    var left = iterations
    while left > 0, done < looked {
      left -= 1
      let block = done..<min(done + Self.blockPoints, looked)
      counts.add(data: data, map: map, points: block, binOfRank: binOfRank, weights: weights)
      done = block.upperBound
      if done == looked { result = CoRankingResult(counts, points: data.count, bins: Self.bins) }
    }
  }

  /// The share of the points that were looked at, 0 to 1.
  public var progress: Double { looked > 0 ? Double(done) / Double(looked) : 0 }

  /// Measures from beginning to end.
  /// - Throws: as `begin`.
  public static func measure(_ data: any RowSource, points: Matrix) throws(ZwalkError) -> CoRankingResult? {
    var ranking = CoRanking()
    try ranking.begin(data, points: points)
    ranking.advance(iterations: .max)
    return ranking.result
  }

  /// The bin of a rank, 0 up to `bins - 1`: bins grow with the rank, since near neighbours matter most.
  /// - Parameter most: the largest rank.
  public static func bin(ofRank rank: Int, among most: Int) -> Int {
    let share = Double.log(Double(rank)) / Double.log(Double(max(most, 2)))
    return min(bins - 1, Int(share * Double(bins)))
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
  /// Pairs by rank in the data (rows) and in the map (columns), in bins of `CoRanking.bin(ofRank:among:)`.
  public let matrix: [[Int]]

  init(_ counts: CoRankCounts, points: Int, bins: Int) {
    self.points = points
    let looked = counts.weighted.count
    self.looked = looked
    var sum = 0
    agreement = (1..<points).map { size in
      sum += counts.worse[size]
      return Double(sum) / (Double(looked) * Double(size))
    }
    matrix = (0..<bins).map { row in Array(counts.matrix[row * bins..<(row + 1) * bins]) }
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
