/// Decides when a frame is drawn: at once for a key after a pause, at most 60 a second while keys are held, at most
/// 30 a second for news of the engine and for motion.
struct Pacing {
  private var lastFrame = -Double.infinity
  /// When the frame that shows what has changed is due; nil when nothing has.
  private var due: Double?

  private static let inputInterval = 1.0 / 60
  private static let newsInterval = 1.0 / 30

  /// Something is to be shown that the last frame does not show.
  mutating func changed(byInput: Bool, now: Double) {
    let next = max(now, lastFrame + (byInput ? Self.inputInterval : Self.newsInterval))
    due = min(due ?? .infinity, next)
  }

  /// Whether a frame should be drawn now; a millisecond early is better than another sleep.
  func isFrameDue(now: Double) -> Bool { due.map { $0 <= now + 0.001 } ?? false }

  /// A frame was drawn.
  mutating func drew(at time: Double) {
    lastFrame = time
    due = nil
  }

  /// How long to sleep for events; nil for ever.
  /// - Parameter nextTick: seconds until something changes by itself, or nil.
  func secondsToWait(now: Double, nextTick: Double?) -> Double? {
    guard let due else { return nextTick }
    return min(max(0, due - now), nextTick ?? .infinity)
  }
}
