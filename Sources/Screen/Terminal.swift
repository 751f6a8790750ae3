/// What a terminal can show, asked once when it is opened.
public struct TerminalCapabilities: Sendable, Equatable {
  /// Colours and characters.
  public var colorMode: ColorMode
  /// Whether its font is known to draw sextants (U+1FB00 to U+1FB3B).
  public var sextants: Bool
  /// Whether it reports a mouse.
  public var mouse: Bool

  /// Creates capabilities.
  public init(colorMode: ColorMode = .trueColor, sextants: Bool = false, mouse: Bool = false) {
    self.colorMode = colorMode
    self.sextants = sextants
    self.mouse = mouse
  }
}

/// Why a terminal woke the program.
public enum TerminalEvent: Sendable, Hashable {
  case key(Key)
  case mouse(MouseEvent)
  /// The size changed; ask the terminal for the new one.
  case resized
  /// `wake` was called: there is a snapshot to fetch.
  case woken
  /// SIGINT, SIGTERM, SIGHUP or SIGQUIT asks the program to leave; it re-raises the number when it has saved.
  case leave(signal: Int32)
  /// The terminal is in the foreground again after Ctrl-Z.
  case resumed
  /// Standard input is gone.
  case closed
}

/// A terminal as the loop needs it; `TerminalUI` has the real one, tests a fake of thirty lines.
public protocol Terminal: AnyObject {
  /// What can be shown.
  var capabilities: TerminalCapabilities { get }
  /// The size in cells, as it is now.
  var size: (rows: Int, columns: Int) { get }
  /// Sleeps until something happened or `seconds` have passed (nil: for ever), then returns all that is pending,
  /// oldest first. Empty after a time-out.
  func events(within seconds: Double?) -> [TerminalEvent]
  /// Shows a frame, writing only what differs from the last one.
  func present(_ frame: Frame)
  /// Forgets what is on screen, so that the next frame is written whole.
  func invalidate()
  /// Gives the screen back to the shell and stops the process, as Ctrl-Z does; returns when it is continued.
  func suspend()
  /// Asks for so many seconds more until a program that a signal told to leave is ended by force.
  func grantTime(_ seconds: Double)
  /// Leaves the terminal as it was before.
  func close()
}

extension Terminal {
  /// Nobody ends a program whose terminal has no signals.
  public func grantTime(_ seconds: Double) {}
}
