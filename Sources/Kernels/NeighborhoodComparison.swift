import CKernels
import LatentCore

/// What the neighbourhoods of some points in the data and in a map have to do with each other.
public struct NeighborhoodComparison: Sendable, Equatable {
  /// Each point's nearest in the map, `[points, neighbors]`.
  public private(set) var mapNeighbors: [Int32] = []
  /// The ranks that these have in the data, 1 for the nearest.
  public private(set) var dataRanks: [Int32] = []
  /// Each point's nearest in the data, `[points, neighbors]`.
  public private(set) var dataNeighbors: [Int32] = []
  /// The ranks that these have in the map.
  public private(set) var mapRanks: [Int32] = []
  /// For each point, the sum over all others of the squared difference of the distances in data and map.
  public private(set) var squaredDifferences: [Double] = []
  /// For each point, the sum over all others of the squared distance in the data.
  public private(set) var squaredDistances: [Double] = []
  /// Squared distances in the data of the chosen pairs.
  public private(set) var dataPairs: [Float] = []
  /// Squared distances in the map of the chosen pairs, in the same order.
  public private(set) var mapPairs: [Float] = []

  /// Creates the comparison of no points, to which others are appended.
  public init() {}

  /// Compares the neighbourhoods of the points of a range, on all workers.
  /// - Parameters:
  ///   - data, map: the same points in two spaces.
  ///   - points: whose neighbourhoods are looked at; neighbours come from all points.
  ///   - neighbors: the size of a neighbourhood, below the number of points.
  ///   - pairs: whose distances are kept; with none, differences of distances are not summed either.
  public init(data: PointCloud, map: PointCloud, points: Range<Int>, neighbors: Int, pairs: PairChoice) {
    var none: CoRankCounts?
    self.init(
      data: data, map: map, points: points, neighbors: neighbors, pairs: pairs, ranking: 0, into: &none)
  }

  /// The same, and ranks all points as seen from the first of the range: distances are the dear part of both.
  /// - Parameters:
  ///   - ranked: from how many of the points.
  ///   - counts: gets the ranks; nil for none.
  public init(
    data: PointCloud, map: PointCloud, points: Range<Int>, neighbors: Int, pairs: PairChoice,
    ranking ranked: Int,
    into counts: inout CoRankCounts?
  ) {
    precondition(data.count == map.count, "the spaces hold different points")
    precondition(neighbors < data.count, "only \(data.count - 1) other points exist")
    precondition(counts.map { $0.points == data.count } ?? true, "the ranks are those of other points")
    let parts = Kernels.mapShares(of: points, atLeast: 16) { [counts] share in
      let (dataTile, mapTile) = (DistanceTile(data, points: share), DistanceTile(map, points: share))
      var part = NeighborhoodComparison()
      var worker = counts?.worker
      for point in share {
        let rows = RowPair(
          point: point, data: dataTile.row(of: point), map: mapTile.row(of: point), count: data.count)
        part.append(rows, neighbors, pairs)
        if point < points.lowerBound + ranked { worker?.add(rows.data, rows.map) }
      }
      return (part, worker)
    }
    parts.forEach { append($0.0) }
    counts?.add(parts.compactMap(\.1))
  }

  /// Appends the comparison of further points.
  public mutating func append(_ other: NeighborhoodComparison) {
    mapNeighbors += other.mapNeighbors
    dataRanks += other.dataRanks
    dataNeighbors += other.dataNeighbors
    mapRanks += other.mapRanks
    squaredDifferences += other.squaredDifferences
    squaredDistances += other.squaredDistances
    dataPairs += other.dataPairs
    mapPairs += other.mapPairs
  }

  private mutating func append(_ rows: RowPair, _ neighbors: Int, _ pairs: PairChoice) {
    if pairs != .none { appendDistances(rows, pairs) }
    (rows.data[rows.point], rows.map[rows.point]) = (.infinity, .infinity)
    let nearestInMap = NearestPoints(neighbors, of: rows.map, count: rows.count).indices
    let nearestInData = NearestPoints(neighbors, of: rows.data, count: rows.count).indices
    mapNeighbors += nearestInMap
    dataNeighbors += nearestInData
    dataRanks += ranks(of: nearestInMap, in: rows.data, count: rows.count)
    mapRanks += ranks(of: nearestInData, in: rows.map, count: rows.count)
  }

  private mutating func appendDistances(_ rows: RowPair, _ pairs: PairChoice) {
    var (differences, distances) = (0.0, 0.0)
    zw_stress_sums(rows.data, rows.map, rows.count, &differences, &distances)
    squaredDifferences.append(differences)
    squaredDistances.append(distances)
    pairs.append(from: rows.data, of: rows.point, among: rows.count, to: &dataPairs)
    pairs.append(from: rows.map, of: rows.point, among: rows.count, to: &mapPairs)
  }
}

/// The squared distances from one point to all points in two spaces.
private struct RowPair {
  let point: Int
  let data, map: UnsafeMutablePointer<Float>
  let count: Int
}

private func ranks(of points: [Int32], in row: UnsafePointer<Float>, count: Int) -> [Int32] {
  var ranks = [Int32](repeating: 0, count: points.count)
  zw_ranks(row, count, points, points.count, &ranks)
  return ranks
}
