import LatentCore
import Screen

/// Says on standard error how far a job is: a bar where people watch, a line every few seconds in a log.
final class Progress {
  private let title: String
  private let isQuiet: Bool
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var lastShown: ContinuousClock.Instant
  private var barIsShown = false

  /// Creates a report; with `isQuiet` it says nothing ever.
  init(_ title: String, isQuiet: Bool) {
    self.title = title
    self.isQuiet = isQuiet
    start = clock.now
    lastShown = start
  }

  /// Tells how far the job is.
  /// - Parameters:
  ///   - share: 0 to 1.
  ///   - rate: what is done in a second, in words: `31,000 img/s`.
  func update(_ share: Double, rate: String? = nil) {
    guard !isQuiet, share < 1 else { return }
    let terminal = StandardStreams.errorIsTerminal
    guard lastShown.duration(to: clock.now) > (terminal ? .milliseconds(100) : .seconds(5)) else { return }
    lastShown = clock.now
    let text =
      ([title, terminal ? bar(share) : nil, "\(Int(share * 100)) %", rate, timeLeft(share)] as [String?])
      .compactMap(\.self).joined(separator: "  ")
    if terminal {
      barIsShown = true
      StandardStreams.complain(inPlace: "\r\u{1B}[K" + text)
    } else {
      StandardStreams.complain(text)
    }
  }

  /// Removes the bar, so that a line can be written.
  func clear() {
    guard barIsShown else { return }
    barIsShown = false
    StandardStreams.complain(inPlace: "\r\u{1B}[K")
  }

  /// The time since the beginning, in seconds.
  var seconds: Double { start.duration(to: clock.now) / .seconds(1) }

  // ASCII, since a log or a terminal without Unicode may be at the other end.
  private func bar(_ share: Double) -> String {
    let done = Int((share * 20).rounded(.down))
    return "[" + String(repeating: "=", count: done) + String(repeating: " ", count: 20 - done) + "]"
  }

  private func timeLeft(_ share: Double) -> String? {
    share > 0.02 ? NumberText.duration(seconds / share * (1 - share)) + " left" : nil
  }
}
