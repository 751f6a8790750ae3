import CTerminal
import LatentCore

/// A terminal without a person, in which measurements draw: what is written is taken in and counted.
///
/// It stands in the place of standard input and output until it is closed, and it comes before the terminal is opened.
public final class TerminalSink {
  /// Opens a terminal of a size, of the type xterm-256color with direct colours.
  /// - Throws: `ZwalkError.unusableTerminal` when the system has none to give.
  public init(rows: Int, columns: Int) throws(ZwalkError) {
    guard zterm_sink_open(Int32(rows), Int32(columns)) else {
      throw .unusableTerminal(
        reason: "the system gives no pseudo-terminal to draw in", advice: "see that /dev/pts is mounted")
    }
  }

  /// Changes the size; the program in it notices with its next events.
  public func resize(rows: Int, columns: Int) { _ = zterm_sink_resize(Int32(rows), Int32(columns)) }

  /// The bytes that were written to it and taken in.
  public var bytesTaken: Int { Int(zterm_sink_taken()) }

  /// Gives standard input and output back. Call it once, after the terminal was closed.
  public func close() { zterm_sink_close() }
}
