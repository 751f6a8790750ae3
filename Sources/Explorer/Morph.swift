import LatentCore
import RealModule
import Screen

/// Points that travel from one map to another, which is turned, mirrored and scaled to lie over the first.
public struct Morph: Equatable {
  /// The slots of the comparison.
  public var from, to: Int
  /// How far the points are, 0...1.
  public var position = 0.0
  /// The clock when playing began at `playedFrom`; nil while it does not play.
  public var playingSince: Double?
  /// Whether it plays back to the first map.
  public var goesBack = false

  private var playedFrom = 0.0

  /// Seconds from one map to the other.
  static let duration = 3.0

  init(from: Int, to: Int) { (self.from, self.to) = (from, to) }

  mutating func play(at clock: Double) {
    goesBack = position >= 1
    (playingSince, playedFrom) = (clock, position)
  }

  mutating func advance(to clock: Double) {
    guard let playingSince else { return }
    let way = (clock - playingSince) / Self.duration
    position = min(max(playedFrom + (goesBack ? -way : way), 0), 1)
    if position == (goesBack ? 0 : 1) { self.playingSince = nil }
  }

  mutating func scrub(by share: Double) {
    playingSince = nil
    position = min(max(position + share, 0), 1)
  }
}

/// A turn or a mirroring with a scale that lays one cloud over another as well as possible.
///
/// - Source: Gower 1975, generalised Procrustes analysis; in the plane the best turn has a closed form.
struct PlanarAlignment: Equatable {
  private var fromCenter, toCenter: (x: Float, y: Float)
  private var xx, xy, yx, yy: Float

  static func == (left: PlanarAlignment, right: PlanarAlignment) -> Bool {
    left.fromCenter == right.fromCenter && left.toCenter == right.toCenter && left.xx == right.xx
      && left.xy == right.xy && left.yx == right.yx && left.yy == right.yy
  }

  /// Lays `source` over `target`, both `[points, 2]` with the same points in rows.
  init(of source: Matrix, to target: Matrix) {
    let count = min(source.rows, target.rows)
    fromCenter = source.center
    toCenter = target.center
    var (a, b, c, d, norm) = (Float(0), Float(0), Float(0), Float(0), Float(0))
    for row in 0..<count {
      let (sx, sy) = (source[row, 0] - fromCenter.x, source[row, 1] - fromCenter.y)
      let (tx, ty) = (target[row, 0] - toCenter.x, target[row, 1] - toCenter.y)
      guard (sx + sy + tx + ty).isFinite else { continue }
      a += tx * sx
      b += tx * sy
      c += ty * sx
      d += ty * sy
      norm += sx * sx + sy * sy
    }
    let turned = Float.hypot(a + d, c - b)
    let mirrored = Float.hypot(a - d, c + b)
    let scale = norm > 0 ? 1 / norm : 0
    if turned >= mirrored {
      (xx, xy, yx, yy) = ((a + d) * scale, (b - c) * scale, (c - b) * scale, (a + d) * scale)
    } else {
      (xx, xy, yx, yy) = ((a - d) * scale, (c + b) * scale, (c + b) * scale, (d - a) * scale)
    }
    if max(turned, mirrored) == 0 { (xx, xy, yx, yy) = (1, 0, 0, 1) }
  }

  /// Where points of the source come to lie.
  func applied(to points: Matrix) -> Matrix {
    var result = Matrix(rows: points.rows, columns: 2)
    for row in 0..<points.rows {
      let (x, y) = (points[row, 0] - fromCenter.x, points[row, 1] - fromCenter.y)
      result[row, 0] = xx * x + xy * y + toCenter.x
      result[row, 1] = yx * x + yy * y + toCenter.y
    }
    return result
  }
}

extension Matrix {
  fileprivate var center: (x: Float, y: Float) {
    let mean = meanRow(of: Array(0..<rows))
    return (mean[0], mean[1])
  }

  /// A share of the way from these points to others.
  func moved(towards other: Matrix, by share: Float) -> Matrix {
    guard other.values.count == values.count else { return self }
    let mixed = zip(values, other.values).map { $0 + ($1 - $0) * share }
    return Matrix(rows: rows, columns: columns, values: mixed)
  }
}

extension State {
  /// The points of a map as they are drawn: on their way to the other map while they morph.
  func drawnPoints(ofMap slot: Int) -> Matrix? {
    guard let points = maps[slot]?.points else { return nil }
    guard let (own, other) = morphEnds(ofMap: slot), let morph = comparison.morph else { return points }
    return own.moved(towards: other, by: Float(morph.position))
  }

  /// Where the travelling points of a map begin and end; nil when they rest.
  func morphEnds(ofMap slot: Int) -> (Matrix, Matrix)? {
    guard let morph = comparison.morph, morph.from == slot, let own = planarPoints(ofMap: slot),
      let other = planarPoints(ofMap: morph.to), own.rows == other.rows, own.rows > 1
    else { return nil }
    return (own, PlanarAlignment(of: other, to: own).applied(to: other))
  }
}

/// Begins, plays or pauses the journey of the focused map's points to the next map.
func toggleMorph(_ state: inout State) {
  let from = state.focus.mapSlot ?? 0
  if !state.focus.isMap { state.focus = .leftMap }
  if state.comparison.morph?.from != from {
    state.comparison.morph = Morph(from: from, to: (from + 1) % state.comparison.mapCount)
  }
  if state.comparison.morph?.playingSince != nil {
    state.comparison.morph?.playingSince = nil
  } else {
    state.comparison.morph?.play(at: state.clock)
  }
}
