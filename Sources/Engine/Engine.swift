import Dispatch
import LatentCore

/// Trains and maps in the background: commands in, snapshots out.
///
/// Training runs on `zwalk.engine`, projections, measures and loading on `zwalk.projections`. No call but `finish`
/// waits for either. When there is nothing to do both rest: no timer, no wake-up.
public final class Engine: Sendable {
  private let mailbox: Mailbox
  private let loop: EngineLoop

  /// Opens what is to be shown and begins to load its data; when this returns, `takeUpdate` has a first snapshot that
  /// shows the model without data.
  /// - Parameters:
  ///   - environment: the process's variables, which decide where data and runs are looked for.
  ///   - wake: called, on any queue, when there is an update after there was none.
  /// - Throws: `ZwalkError` when the model, the run or the data cannot be found.
  public init(
    _ start: EngineStart, environment: [String: String], wake: @escaping @Sendable () -> Void
  ) throws {
    mailbox = Mailbox(wake: wake)
    loop = try EngineLoop(start, environment: environment, mailbox: mailbox)
  }

  deinit { loop.deliver(.command(.stop)) }

  /// Tells the engine to do something; returns at once.
  public func send(_ command: Command) { loop.deliver(.command(command)) }

  /// Returns what is new since the last call; empty when nothing is.
  public func takeUpdate() -> Update { mailbox.take() }

  /// The longest that saving is waited for: a loaded machine must not lose a run.
  public static let savingTimeout = Duration.seconds(10)

  /// Stops both queues, and waits until they have, for at most `timeout`.
  ///
  /// Notices of what was saved are in the update that `takeUpdate` returns afterwards.
  /// - Parameters:
  ///   - saving: whether training that was not saved is saved first, to where the run came from or to the default
  ///     folder.
  ///   - timeout: nil for `savingTimeout` when there may be something to save, two seconds otherwise.
  /// - Returns: whether everything came to an end in time.
  @discardableResult
  public func finish(saving: Bool, timeout: Duration? = nil) -> Bool {
    loop.deliver(.finish(saving: saving))
    return loop.waitUntilStopped(timeout: timeout ?? (saving ? Self.savingTimeout : .seconds(2)))
  }
}
