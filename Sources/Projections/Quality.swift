import Kernels
import LatentCore

/// Measures how far a map can be trusted, in slices.
///
/// Its iterations are blocks of points: the distances from each to all others in data and map are made by matrix
/// products, looked at and forgotten, so that memory grows with the points and not with their pairs. Up to 10,000
/// points all are looked at; beyond, 4,000 drawn by chance, each among all points, while the measures of labels, which
/// need the map alone, stay exact.
/// - Source: trustworthiness and continuity: Venna and Kaski 2001, "Neighborhood preservation in nonlinear
///   projection methods"; stress: Kruskal 1964, without scaling the map; neighbourhood hit: Paulovich et al. 2008; all
///   sizes of neighbourhood at once: `CoRanking`.
public struct Quality: Sendable {
  /// The neighbourhood of trustworthiness and continuity.
  public static let neighbors = 12
  /// The neighbourhood of the measures that look at labels.
  public static let labelNeighbors = 10
  /// Up to so many points, Shepard's correlation is taken over all pairs.
  public static let mostPointsWithAllPairs = 2000
  /// Beyond, over about so many pairs drawn at random, every point in equally many; its standard error is 0.001.
  public static let sampledPairs = 1_000_000

  /// Up to so many points, all are looked at.
  public static let mostExactPoints = 10_000
  /// Beyond, so many; the standard error of trustworthiness and continuity is about 0.001, that of the stress below it.
  public static let sampledPoints = 4000

  /// What is measured of a map.
  public enum Scope: Sendable, Equatable {
    /// Trustworthiness, continuity and the measures of labels, by point too; the others are nil.
    case neighborhoods
    /// All measures and the diagrams: the distances of pairs and all ranks take most of the time and of the memory.
    case everything
  }

  private var data = PointCloud(Matrix(rows: 0, columns: 0))
  private var map = PointCloud(Matrix(rows: 0, columns: 0))
  /// How long a unit of the measured map is in the given one.
  private var unit = 1.0
  private var labels: [UInt8]?
  private var pairs = PairChoice.none
  private var sample = QualitySample(of: 0, most: 0, sampled: 0)
  private var done = 0
  /// Points whose neighbours in the map have voted, where a sample is not enough for that.
  private var voted = 0
  private var sums = QualitySums()
  /// Nil where only neighbourhoods are looked at.
  private var ranking: CoRanking?
  /// The measures; nil until `progress` is 1.
  public private(set) var result: MapQuality?
  /// The same by point, for the points that were looked at so far: all, or those of `lookedAt`.
  public var pointQuality: PointQuality { sums.points }
  /// Distances and ranks as pictures; nil until `progress` is 1, and where only neighbourhoods are looked at.
  public private(set) var diagrams: MapDiagrams?
  /// The points of a sample in the order of `pointQuality`; nil where all are looked at, in their own order.
  public var lookedAt: [Int]? { sample.order.map { Array($0.prefix(sample.looked)) } }

  /// Points of one iteration: a quarter of a second at 60,000 x 784, ten milliseconds at 2,000.
  static let blockPoints = 512

  /// Creates a measurement.
  public init() {}

  /// Takes in the data and its map.
  /// - Parameters:
  ///   - data: `[points, features]`.
  ///   - points: the map, `[points, dimensions]`; row i is row i of the data.
  ///   - labels: a class for each point, or nil; without them the two measures of labels are nil.
  ///   - scope: what to measure.
  /// - Throws: `ZwalkError.notEnoughPoints` below 3, `.notFinite`, `.unusableData` when the numbers of points differ.
  public mutating func begin(
    _ data: any RowSource, points: Matrix, labels: [UInt8]?, scope: Scope = .everything
  ) throws(ZwalkError) {
    guard points.rows == data.rowCount else {
      throw .unusableData(
        name: "the map", reason: "it has \(points.rows) points where the data has \(data.rowCount)")
    }
    guard labels == nil || labels?.count == data.rowCount else {
      throw .unusableData(
        name: "the labels", reason: "there are \(labels?.count ?? 0) for \(data.rowCount) points")
    }
    guard data.rowCount >= 3 else {
      throw .notEnoughPoints(method: "measuring a map", found: data.rowCount, needed: 3)
    }
    self = Quality()
    let sample = QualitySample(of: data.rowCount, most: Self.mostExactPoints, sampled: Self.sampledPoints)
    self.sample = sample
    self.labels = labels.map { labels in sample.order.map { $0.map { labels[$0] } } ?? labels }
    var points = try Requirements.finiteMatrix(points, name: "the map")
    try Requirements.checkFinite(data)
    (points, unit) = points.withinRange()
    map = PointCloud(sample.ordering(points).matrix())
    self.data = PointCloud(sample.ordering(data).matrix())
    guard scope == .everything else { return }
    ranking = CoRanking(
      looked: sample.order == nil ? data.rowCount : CoRanking.sampledPoints, of: data.rowCount)
    pairs =
      data.rowCount <= Self.mostPointsWithAllPairs
      ? .all : .sampled(perPoint: (Self.sampledPairs + sample.looked - 1) / sample.looked, seed: 0)
  }

  /// Looks at the next points; does nothing once `progress` is 1.
  public mutating func advance(iterations: Int) {
    var left = iterations
    while left > 0, result == nil, data.count > 0 {
      left -= 1
      if done < sample.looked { compare() } else { vote() }
      if done == sample.looked, voted == votesNeeded { finish() }
    }
  }

  private mutating func finish() {
    let ranks = ranking?.result
    var quality = sums.quality(points: data.count, looked: done, hasLabels: labels != nil, ranks: ranks)
    // Where a map was shrunk the data's distances are nothing beside its own, and the stress grows with the map.
    if unit > 1 { quality.stress = quality.stress.map { $0 * unit } }
    result = quality
    diagrams = ranks.map { MapDiagrams(shepard: sums.shepardCounts, ranks: $0) }
  }

  private mutating func compare() {
    let block = done..<min(done + Self.blockPoints, sample.looked)
    let neighbors = min(Self.neighbors, data.count - 1)
    let comparison =
      ranking?.compare(data: data, map: map, points: block, neighbors: neighbors, pairs: pairs)
      ?? NeighborhoodComparison(data: data, map: map, points: block, neighbors: neighbors, pairs: pairs)
    sums.add(comparison, of: block, among: data.count, labels: sample.order == nil ? labels : nil)
    done = block.upperBound
  }

  /// The neighbours in the map alone are cheap enough to be looked for from all points.
  private mutating func vote() {
    guard let labels else { return }
    let block = voted..<min(voted + 4 * Self.blockPoints, data.count)
    sums.addVotes(map.neighbors(of: block, count: Self.labelNeighbors).indices, of: block, labels)
    voted = block.upperBound
  }

  private var votesNeeded: Int { sample.order == nil || labels == nil ? 0 : data.count }

  /// The share of the points that were looked at, 0 to 1.
  public var progress: Double {
    let all = sample.looked + votesNeeded
    return all > 0 ? Double(done + voted) / Double(all) : 0
  }

  /// Measures from beginning to end.
  /// - Throws: as `begin`.
  public static func measure(
    _ data: any RowSource, points: Matrix, labels: [UInt8]?
  ) throws(ZwalkError) -> MapQuality {
    var quality = Quality()
    try quality.begin(data, points: points, labels: labels)
    quality.advance(iterations: .max)
    return quality.result ?? MapQuality(points: data.rowCount)
  }
}
