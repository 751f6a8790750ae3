import LatentCore

/// A map from many dimensions to two or three, fitted in slices so that it can be watched and cancelled.
///
/// A projection is a value: a copy taken between two slices is a finished picture of that moment.
public protocol Projection: Sendable {
  /// Takes in the data and does what must be done before the first slice.
  /// - Parameters:
  ///   - data: `[points, features]`.
  ///   - labels: a class for each point for methods that use them, or nil.
  ///   - dimensions: of the map, 1 or more.
  /// - Throws: `ZwalkError.notEnoughPoints`, `.notFinite`, `.unsupported`.
  mutating func begin(_ data: any RowSource, labels: [UInt8]?, dimensions: Int, seed: UInt64) throws

  /// Goes on by at most this many of the method's own iterations; does nothing once `progress` is 1.
  mutating func advance(iterations: Int) throws

  /// The share of the work that is done, 0 to 1; 1 means that the map is final.
  var progress: Double { get }

  /// The map as it is now, `[points, dimensions]`; points in the order of the data.
  var points: Matrix { get }

  /// What the method says of itself: `explained_variance`, `kl_divergence` ..., keys in snake case.
  var facts: [ProjectionFact] { get }

  /// Returns the places of new points, or nil where the method has none for points that it was not fitted on.
  func transform(_ data: any RowSource) -> Matrix?

  /// Returns the data at places of the map, or nil where the method cannot go back.
  func inverse(_ points: Matrix) -> Matrix?

  /// What a step along each axis of the map adds to the data, `[dimensions, features]`, to be seen as images; nil
  /// before it is known, and where the axes mean no such thing.
  var basis: Matrix? { get }
}

extension Projection {
  /// Nil: most methods have no basis.
  public var basis: Matrix? { nil }
}

/// A number that a projection reports.
public struct ProjectionFact: Sendable, Equatable {
  /// Snake case, the key in JSON.
  public var key: String
  /// The number, in the unit that the key implies.
  public var value: Double
  /// Creates a fact.
  public init(_ key: String, _ value: Double) {
    self.key = key
    self.value = value
  }
}
