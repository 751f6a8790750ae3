import Synchronization

/// Carries what is new from the queues to the main thread: one slot for the snapshot, one for each map, the newest
/// replaces what nobody fetched; notices are kept in order.
final class Mailbox: Sendable {
  private let update = Mutex(Update())
  private let wake: @Sendable () -> Void

  /// - Parameter wake: called, on any queue, when the mailbox was empty and no longer is.
  init(wake: @escaping @Sendable () -> Void) { self.wake = wake }

  func post(_ snapshot: Snapshot) { change { $0.snapshot = snapshot } }

  func post(_ map: MapSnapshot, slot: Int) { change { $0.maps[slot] = map } }

  func post(_ errors: ProbeErrors) { change { $0.probeErrors = errors } }

  func post(_ notice: Notice) { change { $0.notices.append(notice) } }

  /// Whether the last snapshot was fetched, so that another one is worth its making.
  var wantsSnapshot: Bool { update.withLock { $0.snapshot == nil } }

  /// Empties the mailbox.
  func take() -> Update {
    update.withLock { update in
      let taken = update
      update = Update()
      return taken
    }
  }

  private func change(_ body: (inout Update) -> Void) {
    let wasEmpty = update.withLock { update in
      let wasEmpty = update.isEmpty
      body(&update)
      return wasEmpty
    }
    if wasEmpty { wake() }
  }
}

extension Update {
  /// Whether nothing is new.
  public var isEmpty: Bool { snapshot == nil && maps.isEmpty && probeErrors == nil && notices.isEmpty }
}
