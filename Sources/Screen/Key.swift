/// A key as a person pressed it.
public enum Key: Sendable, Hashable {
  /// A printing character; upper case says that Shift was held.
  case character(Character)
  case up, down, left, right
  case shiftUp, shiftDown, shiftLeft, shiftRight
  case home, end, pageUp, pageDown, insert, delete
  case enter, escape, tab, backTab, backspace
  case function(Int)
  /// A letter held with Control, lower case: `control("l")`.
  case control(Character)
}

/// What a mouse did over a cell.
public struct MouseEvent: Sendable, Hashable {
  /// The action.
  public enum Kind: Sendable, Hashable { case press, drag, release, move, wheelUp, wheelDown }
  /// The button.
  public enum Button: Sendable, Hashable { case left, middle, right, none }
  /// What was done.
  public var kind: Kind
  /// With which button.
  public var button: Button
  /// Over which cell.
  public var position: Position
  /// Whether Shift was held.
  public var shift: Bool

  /// Creates an event.
  public init(kind: Kind, button: Button = .none, position: Position, shift: Bool = false) {
    self.kind = kind
    self.button = button
    self.position = position
    self.shift = shift
  }
}
