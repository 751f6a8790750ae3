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
  }

  /// How the codes between the ends are chosen.
  public let kind: Kind
  /// Codes of equal length.
  public let start, end: [Float]

  /// Creates a path.
  /// - Precondition: both codes have as many values.
  public init(_ kind: Kind, from start: [Float], to end: [Float]) {
    precondition(start.count == end.count, "the codes differ in length")
    self.kind = kind
    self.start = start
    self.end = end
  }

  /// The code at a share of the way.
  /// - Parameter share: 0 is exactly the start, 1 exactly the end; others are held within.
  public func point(at share: Double) -> [Float] {
    if share <= 0 { return start }
    if share >= 1 { return end }
    let weights = kind == .spherical ? sphericalWeights(share) : (1 - share, share)
    return zip(start, end).map { Float(weights.0 * Double($0) + weights.1 * Double($1)) }
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
