import Kernels
import LatentCore

/// The plane, or the three dimensions, in which a walk moves through a latent space.
///
/// Directions are orthogonal and of length 1, so that coordinates are in latent units; a space of up to three
/// dimensions is its own plane.
public struct WalkPlane: Sendable, Equatable {
  /// The code at coordinates zero.
  public let origin: [Float]
  /// 1 to 3 vectors of `origin.count` values.
  public let directions: [[Float]]
  /// What each direction is called: `z1`, `PC 2`, `3 to 8`.
  public let titles: [String]

  /// Creates a plane; directions are made orthogonal and of length 1, and dropped when nothing is left of them.
  /// - Parameters:
  ///   - origin: a code.
  ///   - directions: vectors as long as the origin, the first three that count are used.
  ///   - titles: as many as directions.
  public init(origin: [Float], directions: [[Float]], titles: [String]) {
    precondition(directions.allSatisfy { $0.count == origin.count }, "directions and origin differ in length")
    precondition(directions.count == titles.count, "every direction has a title")
    var kept: [(vector: [Float], title: String)] = []
    for (direction, title) in zip(directions, titles) where kept.count < 3 {
      if let unit = direction.orthonormal(to: kept.map(\.vector)) { kept.append((unit, title)) }
    }
    self.origin = origin
    self.directions = kept.map(\.vector)
    self.titles = kept.map(\.title)
  }

  /// The number of coordinates, 1 to 3.
  public var dimensions: Int { directions.count }
  /// The number of dimensions of the latent space.
  public var latentDimension: Int { origin.count }

  /// The code at coordinates of the plane; coordinates that are missing count as 0.
  public func point(at coordinates: [Float]) -> [Float] {
    var point = origin
    for (direction, coordinate) in zip(directions, coordinates) {
      for index in point.indices { point[index] += coordinate * direction[index] }
    }
    return point
  }

  /// The coordinates of a code: those of the nearest point of the plane.
  public func coordinates(of z: [Float]) -> [Float] {
    precondition(z.count == origin.count, "the code has \(z.count) values, not \(origin.count)")
    return directions.map { direction in
      var sum: Float = 0
      for index in direction.indices { sum += (z[index] - origin[index]) * direction[index] }
      return sum
    }
  }

  /// How far a code lies from the plane.
  public func distance(to z: [Float]) -> Float {
    let shadow = point(at: coordinates(of: z))
    return zip(z, shadow).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
  }

  /// The coordinates of many codes, `[codes, dimensions]`.
  /// - Precondition: `codes.columns == latentDimension`.
  public func project(_ codes: Matrix) -> Matrix {
    isWholeSpace ? codes : map.coordinates(0..<codes.rows, of: codes)
  }

  /// The codes at many coordinates, `[points, latent]`.
  /// - Precondition: `coordinates.columns == dimensions`.
  public func points(at coordinates: Matrix) -> Matrix {
    isWholeSpace ? coordinates : map.rows(at: coordinates)
  }

  private var map: AffineMap { AffineMap(center: origin, directions: Matrix(directions)) }

  /// Whether coordinates and codes are the same numbers.
  public var isWholeSpace: Bool {
    dimensions == latentDimension && self == .whole(latentDimension)
  }
}

extension [Float] {
  /// What is left of a vector beside orthonormal others, at length 1; nil when that is next to nothing.
  func orthonormal(to others: [[Float]]) -> [Float]? {
    var rest = self
    let length = norm
    // Twice is enough: the second round takes away what rounding left of the first.
    for other in others + others {
      let part = zip(rest, other).reduce(0) { $0 + $1.0 * $1.1 }
      rest = zip(rest, other).map { $0 - part * $1 }
    }
    let left = rest.norm
    return left > 1e-5 * length && left.isFinite ? rest.map { $0 / left } : nil
  }

  /// Euclidean length.
  var norm: Float { reduce(0) { $0 + $1 * $1 }.squareRoot() }
}
