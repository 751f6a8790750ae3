import Datasets
import Dispatch
import LatentCore
import Synchronization

/// What the training queue is told: commands from outside, results from the projections queue.
enum EngineMessage: Sendable {
  case command(Command)
  /// The share of the data that is read.
  case loading(Double, load: Int)
  case loaded(Result<LoadedData, ZwalkError>, load: Int)
  case allCodes(Codes)
  /// A snapshot that came too soon after another may be posted now.
  case flush
  case finish(saving: Bool)
}

/// A data set with the probe that was chosen from it.
struct LoadedData: Sendable {
  var data: ImageSet
  var probe: ProbeSet
}

/// The training queue: wakes the core when a message comes and lets it rest otherwise.
final class EngineLoop: Sendable {
  private let queue = DispatchQueue(label: "zwalk.engine")
  private let inbox = Inbox<EngineMessage>()
  /// Only blocks on `queue` take this lock, so nobody ever waits for it: it shows the compiler that the core is
  /// used from one place at a time. Nil before the start and after the end.
  private let core = Mutex<EngineCore?>(nil)
  private let stopped = DispatchSemaphore(value: 0)

  init(_ start: EngineStart, environment: [String: String], mailbox: Mailbox) throws {
    let subject = try OpenedSubject(start, environment: environment)
    let inbox = inbox
    try core.withLock { core in
      core = try EngineCore(
        start: start, subject: subject, environment: environment, inbox: inbox, mailbox: mailbox,
        deliver: { [weak self] message in self?.deliver(message) })
    }
  }

  /// Adds a message and sees to it that it is read; returns at once.
  func deliver(_ message: EngineMessage) {
    guard inbox.add(message) else { return }
    queue.async { self.run() }
  }

  func waitUntilStopped(timeout: Duration) -> Bool {
    guard stopped.wait(timeout: .now() + timeout.seconds) == .success else { return false }
    stopped.signal()
    return true
  }

  private func run() {
    ThreadPriority.giveWay()
    let outcome = core.withLock { core in core?.work() ?? .rest(nil) }
    switch outcome {
    case .rest(nil): break
    case .rest(let delay?):
      queue.asyncAfter(deadline: .now() + delay.seconds) { [weak self] in self?.deliver(.flush) }
    case .stop:
      core.withLock { $0 = nil }
      stopped.signal()
    }
  }
}
