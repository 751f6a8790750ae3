import Kernels
import LatentCore

/// Measures how far a map can be trusted, exactly and in slices.
///
/// Its iterations are blocks of points: the distances from each to all others in data and map are made by matrix
/// products, looked at and forgotten, so that memory grows with the points and not with their pairs.
/// - Source: trustworthiness and continuity: Venna and Kaski 2001, "Neighborhood preservation in nonlinear
///   projection methods"; stress: Kruskal 1964, without scaling the map; neighbourhood hit: Paulovich et al. 2008.
public struct Quality: Sendable {
  /// The neighbourhood of trustworthiness and continuity.
  public static let neighbors = 12
  /// The neighbourhood of the measures that look at labels.
  public static let labelNeighbors = 10
  /// Up to so many points, Shepard's correlation is taken over all pairs.
  public static let mostPointsWithAllPairs = 2000
  /// Beyond, over about so many pairs drawn at random, every point in equally many; its standard error is 0.001.
  public static let sampledPairs = 1_000_000

  private var data = PointCloud(Matrix(rows: 0, columns: 0))
  private var map = PointCloud(Matrix(rows: 0, columns: 0))
  private var labels: [UInt8]?
  private var pairs = PairChoice.none
  private var done = 0
  private var sums = QualitySums()
  /// The measures; nil until `progress` is 1.
  public private(set) var result: MapQuality?
  /// The same by point, for the points that were looked at so far.
  public var pointQuality: PointQuality { sums.points }

  /// Points of one iteration: a quarter of a second at 60,000 x 784, ten milliseconds at 2,000.
  static let blockPoints = 512

  /// Creates a measurement.
  public init() {}

  /// Takes in the data and its map.
  /// - Parameters:
  ///   - data: `[points, features]`.
  ///   - points: the map, `[points, dimensions]`; row i is row i of the data.
  ///   - labels: a class for each point, or nil; without them the two measures of labels are nil.
  /// - Throws: `ZwalkError.notEnoughPoints` below 3, `.notFinite`, `.unusableData` when the numbers of points differ.
  public mutating func begin(_ data: any RowSource, points: Matrix, labels: [UInt8]?) throws(ZwalkError) {
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
    self.labels = labels
    map = PointCloud(try Requirements.finiteMatrix(points, name: "the map"))
    self.data = PointCloud(try Requirements.finiteMatrix(data, name: "the data"))
    pairs =
      data.rowCount <= Self.mostPointsWithAllPairs
      ? .all : .sampled(perPoint: (Self.sampledPairs + data.rowCount - 1) / data.rowCount, seed: 0)
  }

  /// Looks at the next points; does nothing once `progress` is 1.
  public mutating func advance(iterations: Int) {
    var left = iterations
    while left > 0, done < data.count {
      left -= 1
      let block = done..<min(done + Self.blockPoints, data.count)
      let comparison = NeighborhoodComparison(
        data: data, map: map, points: block, neighbors: min(Self.neighbors, data.count - 1), pairs: pairs)
      sums.add(comparison, of: block, among: data.count, labels: labels)
      done = block.upperBound
      if done == data.count { result = sums.quality(points: done, hasLabels: labels != nil) }
    }
  }

  /// The share of the points that were looked at, 0 to 1.
  public var progress: Double { data.count > 0 ? Double(done) / Double(data.count) : 0 }

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
