import Engine
import Explorer
import Runtime
import Screen

/// A terminal that plays a script: what each call of `events` returns, and then a hang-up.
final class FakeTerminal: Terminal {
  var capabilities = TerminalCapabilities()
  var size: (rows: Int, columns: Int) = (36, 120)
  private(set) var frames: [Frame] = []
  private(set) var waits: [Double?] = []
  private(set) var calls: [String] = []
  private var script: [[TerminalEvent]]
  private let clock: FakeClock

  init(_ script: [[TerminalEvent]], clock: FakeClock) {
    self.script = script
    self.clock = clock
  }

  func events(within seconds: Double?) -> [TerminalEvent] {
    waits.append(seconds)
    // Time passes only here: a script that says nothing lets the whole wait go by.
    guard !script.isEmpty else { return [.closed] }
    let events = script.removeFirst()
    clock.now += events.isEmpty ? seconds ?? 0 : 0
    return events
  }

  func present(_ frame: Frame) { frames.append(frame) }
  func invalidate() { calls.append("invalidate") }
  func suspend() { calls.append("suspend") }
  func close() { calls.append("close") }
}

/// A clock that stands still until somebody moves it.
final class FakeClock: @unchecked Sendable {
  var now = 0.0
}

/// An engine that only takes notes.
final class FakeEngine: TrainingEngine {
  private(set) var commands: [Command] = []
  private(set) var left: [Bool] = []
  var updates: [Update] = []

  func send(_ command: Command) { commands.append(command) }
  func takeUpdate() -> Update { updates.isEmpty ? Update() : updates.removeFirst() }
  func leave(saving: Bool) { left.append(saving) }
}

extension [TerminalEvent] {
  /// A character typed so many times, all at once.
  static func typed(_ text: String) -> [TerminalEvent] { text.map { .key(.character($0)) } }
}
