import Screen
import TerminalUI
import Testing

@Suite("Escape sequences that terminfo does not know")
struct KeySequenceTests {
  private func event(_ text: String) -> TerminalEvent? { KeySequence(text)?.event(size: (24, 80)) }

  @Test(
    "arrows in both forms, Shift as a modifier or as a lower-case letter",
    arguments: [
      ("[A", Key.up), ("OB", .down), ("[C", .right), ("OD", .left), ("[1;2A", .shiftUp),
      ("[1;2B", .shiftDown),
      ("[1;2C", .shiftRight), ("[1;2D", .shiftLeft), ("O2C", .shiftRight), ("[a", .shiftUp),
      ("[d", .shiftLeft),
    ])
  func arrows(text: String, key: Key) {
    #expect(event(text) == .key(key))
  }

  @Test(
    "Shift is a bit of the modifiers; Alt and Control alone change nothing",
    arguments: [
      ("[1;3C", Key.right), ("[1;4C", .shiftRight), ("[1;5C", .right), ("[1;6C", .shiftRight),
      ("[1;7C", .right),
      ("[1;8C", .shiftRight), ("[1;1C", .right), ("[1;C", .right),
    ])
  func modifiers(text: String, key: Key) {
    #expect(event(text) == .key(key))
  }

  @Test(
    "the keys around them",
    arguments: [
      ("[H", Key.home), ("[1~", .home), ("[7~", .home), ("[F", .end), ("[4~", .end), ("[2~", .insert),
      ("[3~", .delete), ("[5~", .pageUp), ("[6;5~", .pageDown), ("[Z", .backTab), ("OM", .enter),
      ("OP", .function(1)), ("[11~", .function(1)), ("[[E", .function(5)), ("[15~", .function(5)),
      ("[17~", .function(6)), ("[21~", .function(10)), ("[24~", .function(12)), ("[1;2R", .function(3)),
    ])
  func others(text: String, key: Key) {
    #expect(event(text) == .key(key))
  }

  @Test(
    "what means nothing is no key",
    arguments: [
      "[I", "[O", "[200~", "[27;5;13~", "[?1;2c", "[12;40R", "[", "O", "", "x", "[<0;1",
      "[99999999999999999999~",
    ])
  func nothing(text: String) {
    #expect(event(text) == nil)
  }

  @Test(
    "a mouse in SGR coordinates",
    arguments: [
      ("[<0;5;6M", MouseEvent(kind: .press, button: .left, position: Position(row: 5, column: 4))),
      ("[<2;1;1m", MouseEvent(kind: .release, button: .right, position: Position(row: 0, column: 0))),
      ("[<32;9;2M", MouseEvent(kind: .drag, button: .left, position: Position(row: 1, column: 8))),
      ("[<35;9;2M", MouseEvent(kind: .move, button: .none, position: Position(row: 1, column: 8))),
      ("[<68;3;3M", MouseEvent(kind: .wheelUp, position: Position(row: 2, column: 2), shift: true)),
      ("[<65;3;3M", MouseEvent(kind: .wheelDown, position: Position(row: 2, column: 2))),
    ])
  func mouse(text: String, expected: MouseEvent) {
    #expect(event(text) == .mouse(expected))
  }

  @Test("a mouse outside of the screen is moved to its border", arguments: ["[<0;500;900M", "[<0;0;-7M"])
  func clamped(text: String) throws {
    guard case .mouse(let mouse) = event(text) else {
      Issue.record("no mouse")
      return
    }
    #expect((0..<24).contains(mouse.position.row) && (0..<80).contains(mouse.position.column))
  }

  @Test(
    "characters and Control",
    arguments: [
      ("a", Key.character("a")), ("A", .character("A")), ("é", .character("é")), ("\u{c}", .control("l")),
      ("\u{0}", .control(" ")), ("\u{9}", .tab), ("\r", .enter), ("\n", .enter), ("\u{1b}", .escape),
      ("\u{7f}", .backspace), ("\u{8}", .backspace),
    ])
  func characters(text: String, key: Key) throws {
    #expect(Key(received: try #require(text.unicodeScalars.first)) == key)
  }
}
