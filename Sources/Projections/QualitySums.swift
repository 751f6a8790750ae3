import Kernels

/// What the measures of a map add up, point after point.
struct QualitySums: Sendable {
  /// Sums of how far the ranks of wrong neighbours lie beyond the neighbourhood.
  private var intrusions = 0
  private var extrusions = 0
  /// Points that the vote of their neighbours names rightly.
  private var rightVotes = 0
  /// Neighbours that have the label of their point.
  private var hits = 0
  private var squaredDifferences = 0.0
  private var squaredDistances = 0.0
  private var dataPairs: [Float] = []
  private var mapPairs: [Float] = []
  /// The same by point.
  private(set) var points = PointQuality()

  /// Adds the neighbourhoods of the points of a range.
  mutating func add(
    _ comparison: NeighborhoodComparison, of points: Range<Int>, among count: Int, labels: [UInt8]?
  ) {
    let size = Quality.neighbors
    self.points.append(
      dataRanks: comparison.dataRanks, mapRanks: comparison.mapRanks, size: min(size, count - 1), count: count
    )
    for rank in comparison.dataRanks { intrusions += max(0, Int(rank) - size) }
    for rank in comparison.mapRanks { extrusions += max(0, Int(rank) - size) }
    for sum in comparison.squaredDifferences { squaredDifferences += sum }
    for sum in comparison.squaredDistances { squaredDistances += sum }
    // Room for all from the first block on: growing would hold the pairs twice.
    let room = min(comparison.dataPairs.count * count / max(points.count, 1), count * (count - 1) / 2)
    if dataPairs.isEmpty {
      dataPairs.reserveCapacity(room)
      mapPairs.reserveCapacity(room)
    }
    dataPairs += comparison.dataPairs
    mapPairs += comparison.mapPairs
    if let labels { addVotes(comparison.mapNeighbors, of: points, labels) }
  }

  /// Adds the votes of the nearest in the map of the points of a range.
  mutating func addVotes(_ neighbors: [Int32], of points: Range<Int>, _ labels: [UInt8]) {
    let size = neighbors.count / max(points.count, 1)
    var vote = LabelVote()
    for (offset, point) in points.enumerated() {
      let nearest = neighbors[offset * size..<(offset + 1) * size].prefix(Quality.labelNeighbors)
      vote.count(nearest.lazy.map { labels[Int($0)] })
      hits += vote.votes(for: labels[point])
      if vote.winner == labels[point] { rightVotes += 1 }
    }
  }

  /// The pairs of the correlation, counted in a grid.
  var shepardCounts: PairCounts {
    PairCounts(size: MapDiagrams.size, squaredX: dataPairs, squaredY: mapPairs)
  }

  /// The measures over all points, `looked` of which were looked at; nil where there are too few points for one, and
  /// where it needs ranks that were not taken.
  func quality(points: Int, looked: Int, hasLabels: Bool, ranks: CoRankingResult?) -> MapQuality {
    let count = Double(points)
    let canVote = hasLabels && points > Quality.labelNeighbors
    return MapQuality(
      points: points, sampled: looked < points ? looked : nil,
      trustworthiness: share(of: intrusions, points: points, looked: looked),
      continuity: share(of: extrusions, points: points, looked: looked),
      knnAccuracy: canVote ? Double(rightVotes) / count : nil,
      neighborhoodHit: canVote ? Double(hits) / (count * Double(Quality.labelNeighbors)) : nil,
      shepard: dataPairs.isEmpty ? nil : MeanRanks.correlation(dataPairs, mapPairs),
      stress: squaredDistances > 0 ? (squaredDifferences / squaredDistances).squareRoot() : nil,
      localContinuity: points > Quality.neighbors ? ranks?.localContinuity(Quality.neighbors) : nil,
      coRankingArea: ranks?.area,
      errors: looked < points
        ? MapQualityErrors(
          trustworthiness: Self.standardError(self.points.falseNeighbors),
          continuity: Self.standardError(self.points.missingNeighbors), coRankingArea: ranks?.areaError ?? 0)
        : nil)
  }

  /// Of the mean of a sample.
  private static func standardError(_ values: [Float]) -> Double {
    let count = Double(values.count)
    let mean = values.reduce(0.0) { $0 + Double($1) } / max(count, 1)
    let squares = values.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    return count > 1 ? (squares / (count - 1) / count).squareRoot() : 0
  }

  /// 1 - 2 / (m k (2n - 3k - 1)) times the sum over m of n points; defined for neighbourhoods below half of the points.
  private func share(of sum: Int, points: Int, looked: Int) -> Double? {
    let (n, k) = (Double(points), Double(Quality.neighbors))
    return 2 * k < n ? 1 - 2 / (Double(looked) * k * (2 * n - 3 * k - 1)) * Double(sum) : nil
  }
}
