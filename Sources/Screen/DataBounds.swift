import LatentCore

/// The smallest rectangle around points of the plane.
public struct DataBounds: Sendable, Hashable {
  public var minimumX, maximumX, minimumY, maximumY: Float

  /// Creates bounds from two corners.
  public init(minimumX: Float, maximumX: Float, minimumY: Float, maximumY: Float) {
    self.minimumX = minimumX
    self.maximumX = maximumX
    self.minimumY = minimumY
    self.maximumY = maximumY
  }

  /// Creates the bounds of two columns of a matrix; points that are not finite are left out.
  /// - Returns: nil without a finite point.
  public init?(_ points: Matrix, x: Int = 0, y: Int = 1) {
    guard points.rows > 0, (0..<points.columns).contains(x), (0..<points.columns).contains(y) else {
      return nil
    }
    self.init(minimumX: .infinity, maximumX: -.infinity, minimumY: .infinity, maximumY: -.infinity)
    for row in 0..<points.rows {
      let (px, py) = (points[row, x], points[row, y])
      guard px.isFinite, py.isFinite else { continue }
      minimumX = min(minimumX, px)
      maximumX = max(maximumX, px)
      minimumY = min(minimumY, py)
      maximumY = max(maximumY, py)
    }
    guard minimumX <= maximumX else { return nil }
  }

  /// The bounds of a disc around the origin, such as the prior's three sigma.
  public static func disc(radius: Float) -> DataBounds {
    DataBounds(minimumX: -radius, maximumX: radius, minimumY: -radius, maximumY: radius)
  }

  /// Returns bounds around both.
  public func union(_ other: DataBounds) -> DataBounds {
    DataBounds(
      minimumX: min(minimumX, other.minimumX), maximumX: max(maximumX, other.maximumX),
      minimumY: min(minimumY, other.minimumY), maximumY: max(maximumY, other.maximumY))
  }
}
