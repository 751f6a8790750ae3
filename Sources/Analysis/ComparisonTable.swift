import LatentCore
import Projections

/// One map of a comparison.
public struct ComparisonRow: Sendable, Equatable {
  /// A projection's identifier, or the name of a run.
  public var method: String
  /// Points.
  public var n: Int
  /// Dimensions of the map.
  public var dims: Int
  /// From data to map; nil where it was not made here.
  public var seconds: Double?
  /// How far the map can be trusted.
  public var quality: MapQuality
  /// How far the map is from the first one of the comparison, after the best alignment of the two; nil for that one, and
  /// where there is no other.
  public var procrustes: Double?
  /// What the method says of itself.
  public var facts: [ProjectionFact]

  /// Creates a row.
  public init(
    method: String, n: Int, dims: Int, seconds: Double?, quality: MapQuality, procrustes: Double? = nil,
    facts: [ProjectionFact] = []
  ) {
    self.method = method
    self.n = n
    self.dims = dims
    self.seconds = seconds
    self.quality = quality
    self.procrustes = procrustes
    self.facts = facts
  }

  /// A measure of this map; nil where it was not taken.
  public subscript(measure: ComparisonMeasure) -> Double? {
    switch measure {
    case .seconds: seconds
    case .trustworthiness: quality.trustworthiness
    case .continuity: quality.continuity
    case .knnAccuracy: quality.knnAccuracy
    case .neighborhoodHit: quality.neighborhoodHit
    case .shepard: quality.shepard
    case .stress: quality.stress
    case .localContinuity: quality.localContinuity
    case .coRankingArea: quality.coRankingArea
    case .procrustes: procrustes
    }
  }
}

/// What maps are compared by; the raw value is the key in JSON.
public enum ComparisonMeasure: String, Sendable, CaseIterable {
  case seconds
  case trustworthiness
  case continuity
  case knnAccuracy = "knn_accuracy"
  case neighborhoodHit = "neighborhood_hit"
  case shepard
  case stress
  case localContinuity = "local_continuity"
  case coRankingArea = "co_ranking_area"
  case procrustes

  /// The heading for people.
  public var title: String {
    switch self {
    case .seconds: "seconds"
    case .trustworthiness: "trust"
    case .continuity: "continuity"
    case .knnAccuracy: "10-NN"
    case .neighborhoodHit: "hit"
    case .shepard: "Shepard"
    case .stress: "stress"
    case .localContinuity: "LCMC"
    case .coRankingArea: "area"
    case .procrustes: "Procr."
    }
  }

  /// Whether a larger number is the better one.
  public var isBetterWhenLarger: Bool {
    switch self {
    case .seconds, .stress, .procrustes: false
    default: true
    }
  }
}

/// Maps of the same data beside each other.
public struct ComparisonTable: Sendable, Equatable {
  /// In the order in which they are shown.
  public private(set) var rows: [ComparisonRow]

  /// Creates a table.
  public init(_ rows: [ComparisonRow] = []) { self.rows = rows }

  /// Adds a map at the end.
  public mutating func append(_ row: ComparisonRow) { rows.append(row) }

  /// Orders the maps by a measure, the best first, those without it last; equal ones keep their order.
  public mutating func sort(by measure: ComparisonMeasure) {
    let order = rows.indices.sorted { first, second in
      switch (rows[first][measure], rows[second][measure]) {
      case (let a?, let b?) where a != b: (a > b) == measure.isBetterWhenLarger
      case (_?, nil): true
      case (nil, _?): false
      default: first < second
      }
    }
    rows = order.map { rows[$0] }
  }

  /// The rows that have the best value of a measure; none with fewer than two to compare.
  public func best(by measure: ComparisonMeasure) -> Set<Int> {
    let values = rows.map { $0[measure] }
    let known = values.compactMap { $0 }
    guard known.count > 1, let best = measure.isBetterWhenLarger ? known.max() : known.min() else {
      return []
    }
    return Set(values.indices.filter { values[$0] == best })
  }
}
