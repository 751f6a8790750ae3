/// How far a map can be trusted, each measure in [0, 1] where 1 is best unless said; nil where it was not measured.
public struct MapQuality: Sendable, Equatable, Codable {
  /// Points of the map.
  public var points: Int
  /// Points that trustworthiness, continuity and stress were taken over where these are not all of them; the measures of
  /// all ranks look at a quarter of these.
  public var sampled: Int?
  /// Whether neighbours in the map are neighbours in the data (k = 12).
  public var trustworthiness: Double?
  /// Whether neighbours in the data are neighbours in the map (k = 12).
  public var continuity: Double?
  /// Leave-one-out accuracy of the label by the majority of the 10 nearest in the map, ties to the smallest label.
  public var knnAccuracy: Double?
  /// Mean share of the 10 nearest that have the point's own label.
  public var neighborhoodHit: Double?
  /// Spearman's rank correlation of distances in data and map, -1 to 1.
  public var shepard: Double?
  /// Normalised stress; 0 is best.
  public var stress: Double?
  /// Share of the 12 nearest in the data that are among the 12 nearest in the map, less that of a map by chance.
  public var localContinuity: Double?
  /// How many neighbours are kept above chance at all sizes of neighbourhood, small ones counting most; 0 for a map by
  /// chance.
  public var coRankingArea: Double?
  /// The standard errors of measures that a sample was looked at for; nil where all points were.
  public var errors: MapQualityErrors?

  /// Creates a report.
  public init(
    points: Int, sampled: Int? = nil, trustworthiness: Double? = nil, continuity: Double? = nil,
    knnAccuracy: Double? = nil, neighborhoodHit: Double? = nil, shepard: Double? = nil, stress: Double? = nil,
    localContinuity: Double? = nil, coRankingArea: Double? = nil, errors: MapQualityErrors? = nil
  ) {
    self.points = points
    self.sampled = sampled
    self.trustworthiness = trustworthiness
    self.continuity = continuity
    self.knnAccuracy = knnAccuracy
    self.neighborhoodHit = neighborhoodHit
    self.shepard = shepard
    self.stress = stress
    self.localContinuity = localContinuity
    self.coRankingArea = coRankingArea
    self.errors = errors
  }

  enum CodingKeys: String, CodingKey {
    case points = "n"
    case sampled, trustworthiness, continuity
    case knnAccuracy = "knn_accuracy"
    case neighborhoodHit = "neighborhood_hit"
    case shepard, stress
    case localContinuity = "local_continuity"
    case coRankingArea = "co_ranking_area"
    case errors
  }
}

/// How far measures of a sample of the points may lie from those of all: one standard error.
public struct MapQualityErrors: Sendable, Equatable, Codable {
  /// In the units of the measures.
  public var trustworthiness, continuity, coRankingArea: Double

  /// Creates errors.
  public init(trustworthiness: Double, continuity: Double, coRankingArea: Double) {
    self.trustworthiness = trustworthiness
    self.continuity = continuity
    self.coRankingArea = coRankingArea
  }

  enum CodingKeys: String, CodingKey {
    case trustworthiness, continuity
    case coRankingArea = "co_ranking_area"
  }
}
