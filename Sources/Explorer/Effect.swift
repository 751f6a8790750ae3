import Engine
import Screen

/// What the runtime is asked to do after an action; the reducer itself does nothing but change the state.
public enum Effect: Sendable {
  /// Tells the engine.
  case engine(Command)
  /// Asks for `Action.runsListed`.
  case listRuns
  /// Asks for `Action.dataListed`.
  case listData
  /// Writes a frame as PNG, SVG and text, then says where.
  case screenshot(Frame)
  /// Writes the whole screen anew.
  case repaint
  /// Stops the process as Ctrl-Z does.
  case suspend
  /// Ends the program with status 0; saves the run first when asked.
  case quit(saving: Bool)
}
