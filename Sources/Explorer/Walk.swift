import Analysis
import LatentCore

/// Where the walker stands in latent space and how far a step goes.
public struct Walk {
  /// The plane that arrows move in; in two or three dimensions it is the space itself.
  public var plane: WalkPlane
  /// Coordinates within the plane, in latent units.
  public var coordinates: [Float]
  /// The length of a step in latent units.
  public var step: Float = 0.1
  /// The distance of neighbouring digits in the grid view, in latent units.
  public var gridSpacing: Float = 0.4
  /// Where the walker was, oldest first, coordinates within the plane.
  public var trail: [[Float]] = []

  /// The step sizes that `-` and `+` choose from; the smallest is the smallest that shows in two decimals.
  static let steps: [Float] = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2]
  /// How many places the trail remembers.
  static let trailLength = 60

  /// Creates a walk that begins at the origin of a plane.
  public init(plane: WalkPlane) {
    self.plane = plane
    coordinates = [Float](repeating: 0, count: plane.dimensions)
  }

  /// The point in latent space.
  public var code: [Float] { plane.point(at: coordinates) }

  /// The distance from the origin of latent space.
  public var norm: Float {
    code.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  /// Moves to coordinates within the plane and remembers where it came from.
  mutating func move(to target: [Float]) {
    guard target != coordinates else { return }
    trail.append(coordinates)
    if trail.count > Self.trailLength { trail.removeFirst(trail.count - Self.trailLength) }
    coordinates = target.map { min(max($0, -Self.farthest), Self.farthest) }
  }

  /// Moves along one axis of the plane; does nothing when the plane has no such axis.
  mutating func move(_ direction: Direction, distance: Float) {
    guard direction.axis < coordinates.count else { return }
    var target = coordinates
    target[direction.axis] += direction.sign * distance
    move(to: target.map(Self.withoutRoundingDust))
  }

  /// Moves to a point of latent space, or to its projection on the plane.
  mutating func move(toCode code: [Float]) {
    move(to: plane.coordinates(of: code))
  }

  /// Chooses the next larger or smaller step.
  mutating func changeStep(larger: Bool) {
    let next = larger ? Self.steps.first { $0 > step * 1.01 } : Self.steps.last { $0 < step * 0.99 }
    step = next ?? step
  }

  /// Beyond this distance decoders only repeat themselves, and coordinates no longer fit their place.
  private static let farthest: Float = 99

  /// A thousand steps of 0.1 should lead back to 0, not to 0.0000013.
  private static func withoutRoundingDust(_ value: Float) -> Float {
    (value * 10_000).rounded() / 10_000
  }
}

extension State {
  /// Whether the cursor is farther from the middle of the codes than half as far again as the farthest of them.
  var isFarFromCodes: Bool {
    guard let codes = snapshot?.probe.values, codes.rows > 1 else { return false }
    let places = walk.plane.project(codes)
    let middle = places.columnMiddles
    func distance(_ place: some Sequence<Float>) -> Float {
      zip(place, middle).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }
    let farthest = (0..<places.rows).reduce(Float(0)) { max($0, distance(places.row($1))) }
    return distance(walk.coordinates) > 2.25 * farthest
  }
}

extension Matrix {
  /// The middle of the range of each column.
  fileprivate var columnMiddles: [Float] {
    (0..<columns).map { index in
      let column = column(index)
      return ((column.min() ?? 0) + (column.max() ?? 0)) / 2
    }
  }
}

/// A path between two marked points.
public struct WalkInterpolation: Equatable {
  /// Codes of the marked points.
  public var start: [Float]
  /// The code of the second marked point; nil until it is marked.
  public var end: [Float]?
  /// When playing began, in clock seconds; nil while it does not play.
  public var playingSince: Double?

  /// The path, once both ends are marked.
  public private(set) var path: WalkPath?

  /// Finds the path between the ends, once both are marked: the straight one in a space too large for another.
  mutating func lead(_ wanted: WalkPath.Kind, through decoder: Decoder?) {
    let kind = start.count <= wanted.mostDimensions ? wanted : .linear
    path = end.map { end in
      WalkPath(kind, from: start, to: end) { codes in decoder?.images(at: codes) ?? codes }
    }
  }

  /// Seconds that the path takes from end to end.
  static let duration = 3.0
}
