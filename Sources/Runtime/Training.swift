import Engine

/// The engine as the loop needs it; tests have one that answers at once.
public protocol TrainingEngine: AnyObject {
  /// Tells the engine to do something; returns at once.
  func send(_ command: Command)
  /// Returns what is new since the last call.
  func takeUpdate() -> Update
  /// Stops, after saving what is unsaved when asked, and waits until it has stopped, for a bounded time; what it has to say
  /// of that is in the next update.
  /// - Returns: whether it has stopped in time.
  func leave(saving: Bool) -> Bool
}

extension Engine: TrainingEngine {
  /// Finishes within the engine's own time limit.
  public func leave(saving: Bool) -> Bool { finish(saving: saving) }
}
