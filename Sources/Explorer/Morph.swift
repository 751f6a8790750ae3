import LatentCore
import Projections
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

extension Matrix {
  /// The same cloud as wide as another one: maps that agree little would be shrunk by the best fit, and cannot be read.
  fileprivate func spread(like other: Matrix) -> Matrix {
    let (size, wanted) = (deviation, other.deviation)
    guard size > 0, wanted > 0 else { return self }
    let means = columnMeans
    var spread = self
    for index in values.indices {
      let mean = means[index % columns]
      spread.values[index] = mean + (values[index] - mean) * wanted / size
    }
    return spread
  }

  /// The root of the mean squared distance from the mean.
  private var deviation: Float {
    let means = columnMeans
    let sum = values.indices.reduce(Float(0)) { sum, index in
      let difference = values[index] - means[index % columns]
      return sum + difference * difference
    }
    return (sum / Float(max(rows, 1))).squareRoot()
  }

  private var columnMeans: [Float] { meanRow(of: Array(0..<rows)) }

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
      let other = planarPoints(ofMap: morph.to), let alignment = try? ProcrustesAlignment(of: other, to: own)
    else { return nil }
    return (own, alignment.aligned(other).spread(like: own))
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
