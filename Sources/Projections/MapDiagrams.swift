/// What a map does to all distances and to all neighbourhoods at once.
public struct MapDiagrams: Sendable, Equatable {
  /// Distances of pairs of points: in the data to the right, in the map upwards. A narrow rising band is a faithful map.
  /// - Source: Shepard 1962, "The analysis of proximities".
  public var shepard: PairCounts
  /// Ranks of each point as another's neighbour: in the data to the right, in the map upwards. A perfect map has all
  /// pairs on the diagonal; above it points were torn away, below it drawn in.
  /// - Source: Lee and Verleysen 2009, "Quality assessment of dimensionality reduction", the co-ranking matrix.
  public var coRanking: PairCounts
  /// For each size of neighbourhood K = 1, 2 ... how far the share of kept neighbours lies above chance: 1 for all, 0
  /// for as many as a random map keeps.
  /// - Source: Lee, Peluffo-Ordonez and Verleysen 2015, "Multi-scale similarities in stochastic neighbour embedding",
  ///   R_NX, equation 9.
  public var keptAboveChance: [Double]
  /// The area under that curve with K on a logarithmic axis, so that small neighbourhoods count most; 1 is best.
  public var area: Double

  /// Cells along each side of both diagrams.
  public static let size = 128

  init(shepard: PairCounts, ranks: CoRankingResult) {
    self.shepard = shepard
    coRanking = ranks.counts
    keptAboveChance = (1..<max(ranks.points - 1, 1)).map(ranks.relativeAgreement)
    area = ranks.area
  }
}
