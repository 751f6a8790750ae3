import Synchronization

/// Carries messages to a queue that works as long as it has something to do and rests otherwise.
final class Inbox<Message: Sendable>: Sendable {
  private struct State {
    var messages: [Message] = []
    var isAwake = false
  }
  private let state = Mutex(State())

  /// Adds a message.
  /// - Returns: whether the receiver rests and must be called.
  func add(_ message: Message) -> Bool {
    state.withLock { state in
      state.messages.append(message)
      defer { state.isAwake = true }
      return !state.isAwake
    }
  }

  /// Removes and returns all messages, oldest first.
  func drain() -> [Message] {
    state.withLock { state in
      guard !state.messages.isEmpty else { return [] }
      let messages = state.messages
      state.messages = []
      return messages
    }
  }

  /// Whether the receiver may rest: nothing has come in. Afterwards `add` asks for a call again.
  func mayRest() -> Bool {
    state.withLock { state in
      state.isAwake = !state.messages.isEmpty
      return !state.isAwake
    }
  }

  /// Whether something waits.
  var isEmpty: Bool { state.withLock { $0.messages.isEmpty } }
}
