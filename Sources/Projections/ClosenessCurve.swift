import LatentCore
import RealModule

/// The curve by which UMAP turns distances in the map into closeness, 1 / (1 + a d^(2 b)).
///
/// It is fitted to the shape that a user asks for: 1 up to a least distance, then falling by exp(-(d - least) / spread).
/// - Source: McInnes et al. 2018, arXiv:1802.03426, definition 11.
public struct ClosenessCurve: Sendable, Equatable {
  /// Factor of the distance.
  public let a: Double
  /// Half the exponent of the distance.
  public let b: Double

  /// Places at which the shape is looked at, from 0 to three spreads.
  private static let samples = 300
  private static let iterations = 100

  /// Fits the curve by least squares.
  /// - Parameters:
  ///   - minDistance: 0 or more, at most `spread`.
  ///   - spread: positive.
  /// - Source: Marquardt 1963, doi:10.1137/0111030.
  public init(minDistance: Double, spread: Double) {
    let places = (1..<Self.samples).map { 3 * spread * Double($0) / Double(Self.samples - 1) }
    let wanted = places.map { $0 < minDistance ? 1 : Double.exp(-($0 - minDistance) / spread) }
    // The logarithms are fitted, so that both stay positive.
    var (logA, logB, damping) = (-2 * Double.log(spread), 0.0, 1e-3)
    var error = Self.normalEquations(places, wanted, logA, logB).error
    for _ in 0..<Self.iterations {
      let (h, g, _) = Self.normalEquations(places, wanted, logA, logB)
      let (p, q) = (h.0 * (1 + damping), h.2 * (1 + damping))
      let determinant = p * q - h.1 * h.1
      guard determinant > 0 else { break }
      let (nextA, nextB) = (
        logA - (q * g.0 - h.1 * g.1) / determinant, logB - (p * g.1 - h.1 * g.0) / determinant
      )
      let next = Self.normalEquations(places, wanted, nextA, nextB).error
      if next < error {
        (logA, logB, error, damping) = (nextA, nextB, next, damping / 10)
      } else {
        damping *= 10
      }
      if damping > 1e12 { break }
    }
    (a, b) = (.exp(logA), .exp(logB))
  }

  /// Half of the Hessian (11, 12, 22) and of the gradient of the squared error by the logarithms, and the error.
  private static func normalEquations(
    _ places: [Double], _ wanted: [Double], _ logA: Double, _ logB: Double
  ) -> (hessian: (Double, Double, Double), gradient: (Double, Double), error: Double) {
    var (h, g, error) = ((0.0, 0.0, 0.0), (0.0, 0.0), 0.0)
    for (x, y) in zip(places, wanted) {
      let power = Double.exp(logA + 2 * .exp(logB) * .log(x))
      let value = 1 / (1 + power)
      let byA = -value * value * power
      let byB = byA * 2 * .exp(logB) * .log(x)
      h = (h.0 + byA * byA, h.1 + byA * byB, h.2 + byB * byB)
      g = (g.0 + byA * (value - y), g.1 + byB * (value - y))
      error += (value - y) * (value - y)
    }
    return (h, g, error)
  }
}
