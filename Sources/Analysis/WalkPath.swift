import LatentCore
import RealModule

/// A way from one code to another.
public struct WalkPath: Sendable, Equatable {
  /// How the codes between the ends are chosen.
  public enum Kind: String, Sendable, CaseIterable, Codable {
    /// Along the straight line.
    case linear
    /// Along the arc around the origin, which keeps to the lengths that a Gaussian prior makes likely.
    case spherical
    /// Where the decoded image changes least.
    case geodesic

    /// The most dimensions in which such a path can be had.
    public var mostDimensions: Int { self == .geodesic ? Geodesic.mostDimensions : .max }
  }

  /// How the codes between the ends are chosen.
  public let kind: Kind
  /// Codes of equal length.
  public let start, end: [Float]
  /// Codes at equal shares of a way that no formula gives, `[codes, latent]`.
  private let knots: Matrix?

  /// Creates a path.
  /// - Parameter images: decodes codes, `[codes, latent]` to `[codes, pixels]`; a geodesic is found by it and asks for
  ///   some thousand images, others do not call it.
  /// - Precondition: both codes have as many values, and no more than `kind.mostDimensions`.
  public init(
    _ kind: Kind, from start: [Float], to end: [Float], images: (Matrix) -> Matrix = { $0 }
  ) {
    precondition(start.count == end.count, "the codes differ in length")
    self.kind = kind
    self.start = start
    self.end = end
    knots = kind == .geodesic ? Geodesic(from: start, to: end, images: images).codes : nil
  }

  /// The code at a share of the way.
  /// - Parameter share: 0 is exactly the start, 1 exactly the end; others are held within.
  public func point(at share: Double) -> [Float] {
    if share <= 0 { return start }
    if share >= 1 { return end }
    if let knots { return Self.point(at: share, between: knots) }
    let weights = kind == .spherical ? sphericalWeights(share) : (1 - share, share)
    return zip(start, end).map { Float(weights.0 * Double($0) + weights.1 * Double($1)) }
  }

  private static func point(at share: Double, between knots: Matrix) -> [Float] {
    let place = share * Double(knots.rows - 1)
    let before = min(Int(place), knots.rows - 2)
    let part = Float(place - Double(before))
    return zip(knots.row(before), knots.row(before + 1)).map { $0 + part * ($1 - $0) }
  }

  /// Codes at equal steps of the way, `[count, latent]`, both ends included; of one code only the start.
  public func points(_ count: Int) -> Matrix {
    let steps = max(count - 1, 1)
    return Matrix(
      rows: max(count, 0), columns: start.count,
      values: (0..<max(count, 0)).flatMap { point(at: Double($0) / Double(steps)) })
  }

  /// Weights of start and end on the arc; those of the line where an end is the origin, or where both lie on one
  /// line through it, since no arc or no single one joins them.
  /// - Source: Shoemake 1985, "Animating rotation with quaternion curves"; White 2016, arXiv:1609.04468.
  private func sphericalWeights(_ share: Double) -> (Double, Double) {
    let pairs = zip(start, end).map { (Double($0), Double($1)) }
    let lengths = (
      pairs.reduce(0) { $0 + $1.0 * $1.0 }.squareRoot(), pairs.reduce(0) { $0 + $1.1 * $1.1 }.squareRoot()
    )
    guard lengths.0 > 1e-6, lengths.1 > 1e-6 else { return (1 - share, share) }
    let cosine = pairs.reduce(0) { $0 + $1.0 * $1.1 } / (lengths.0 * lengths.1)
    let angle = Double.acos(min(1, max(-1, cosine)))
    guard Double.sin(angle) > 1e-4 else { return (1 - share, share) }
    return (
      Double.sin((1 - share) * angle) / Double.sin(angle), Double.sin(share * angle) / Double.sin(angle)
    )
  }
}
