import LatentCore
import Projections

/// A projection that is being fitted in slices.
struct MapFitting {
  /// What is fitted.
  private(set) var projection: any Projection
  /// Whether it takes the probe only, rather than all images.
  let onProbe: Bool
  /// What the last slice has cost.
  private(set) var cost = Duration.zero

  private var iterations = 1
  private let clock = ContinuousClock()

  /// Slices that take some ten milliseconds leave room for 30 frames a second, whatever one iteration takes.
  private static let sliceTimes = Duration.milliseconds(5)...Duration.milliseconds(20)

  init(_ projection: any Projection, onProbe: Bool) {
    self.projection = projection
    self.onProbe = onProbe
  }

  /// Whether the map is complete.
  var isComplete: Bool { projection.progress >= 1 }

  /// Does one slice; the next one is longer or shorter when this one was too short or too long.
  mutating func advance() throws {
    let began = clock.now
    try projection.advance(iterations: iterations)
    cost = began.duration(to: clock.now)
    if cost < Self.sliceTimes.lowerBound { iterations = min(iterations * 2, 1 << 20) }
    if cost > Self.sliceTimes.upperBound { iterations = max(1, iterations / 2) }
  }

  /// Changes an option while the map unfolds.
  /// - Returns: whether the method can be steered.
  mutating func steer(_ key: String, to value: OptionValue) throws -> Bool {
    guard var live = projection as? any LiveProjection else { return false }
    try live.steer(key, to: value)
    projection = live
    return true
  }
}
