import Screen

/// An escape sequence that the terminfo entry did not know, read the way xterm writes them.
///
/// Source: xterm's control sequences, "PC-Style Function Keys" and "Extended coordinates".
public struct KeySequence: Sendable {
  private let introducer: Character
  private let body: Substring
  /// The numbers between the semicolons; what is left out is 1.
  private let numbers: [Int]
  private let final: Character

  /// Creates a sequence from its text without the escape character, such as `[1;2C`; nil when it is not whole.
  public init?(_ text: String) {
    guard let first = text.first, let last = text.last, text.count >= 2, first == "[" || first == "O" else {
      return nil
    }
    introducer = first
    final = last
    body = text.dropFirst().dropLast()
    let parts = body.drop { $0 == "<" || $0 == "[" }.split(separator: ";", omittingEmptySubsequences: false)
    numbers = parts.compactMap { $0.isEmpty ? 1 : Int($0) }
    guard numbers.count == parts.count else { return nil }
  }

  /// Returns what was pressed, or nil when it means nothing here.
  /// - Parameter size: of the screen; a mouse outside of it is moved to its border.
  public func event(size: (rows: Int, columns: Int)) -> TerminalEvent? {
    if body.first == "<" { return mouse(size: size).map(TerminalEvent.mouse) }
    return key.map(TerminalEvent.key)
  }

  /// Whether Shift was held: modifiers are 1 plus a bit for each.
  private var isShifted: Bool {
    guard let modifiers = numbers.last, numbers.count > 1 || introducer == "O" else { return false }
    return modifiers > 1 && (modifiers - 1) & 1 == 1
  }

  private var key: Key? {
    // The Linux console's "[[A".
    if body == "[" { return "ABCDE".firstIndex(of: final).map { .function(1 + distance(to: $0)) } }
    switch final {
    case "A": return isShifted ? .shiftUp : .up
    case "B": return isShifted ? .shiftDown : .down
    case "C": return isShifted ? .shiftRight : .right
    case "D": return isShifted ? .shiftLeft : .left
    case "a" where introducer == "[": return .shiftUp
    case "b" where introducer == "[": return .shiftDown
    case "c" where introducer == "[" && body.isEmpty: return .shiftRight
    case "d" where introducer == "[": return .shiftLeft
    case "H": return .home
    case "F": return .end
    case "Z": return .backTab
    case "M" where introducer == "O": return .enter
    case "P": return .function(1)
    case "Q": return .function(2)
    case "R" where introducer == "O" || numbers.count == 2 && numbers[0] == 1: return .function(3)
    case "S": return .function(4)
    case "~": return numbers.first.flatMap(Self.numbered)
    default: return nil
    }
  }

  private func distance(to index: String.Index) -> Int {
    "ABCDE".distance(from: "ABCDE".startIndex, to: index)
  }

  private static func numbered(_ number: Int) -> Key? {
    switch number {
    case 1, 7: .home
    case 2: .insert
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case 11...15: .function(number - 10)
    case 17...21: .function(number - 11)
    case 23, 24: .function(number - 12)
    default: nil
    }
  }

  /// A report `[<button;column;row` that ends in M, or in m for a release.
  private func mouse(size: (rows: Int, columns: Int)) -> MouseEvent? {
    guard numbers.count == 3, final == "M" || final == "m", size.rows > 0, size.columns > 0 else {
      return nil
    }
    let bits = numbers[0]
    let position = Position(
      row: min(max(numbers[2], 1), size.rows) - 1, column: min(max(numbers[1], 1), size.columns) - 1)
    let shift = bits & 4 != 0
    if bits & 64 != 0 {
      guard bits & 3 < 2 else { return nil }
      return MouseEvent(kind: bits & 3 == 0 ? .wheelUp : .wheelDown, position: position, shift: shift)
    }
    let button = [MouseEvent.Button.left, .middle, .right, .none][bits & 3]
    let isMotion = bits & 32 != 0
    let kind: MouseEvent.Kind =
      final == "m" ? .release : isMotion ? (button == .none ? .move : .drag) : .press
    return MouseEvent(kind: kind, button: button, position: position, shift: shift)
  }
}

extension Key {
  /// Creates the key of a character that a terminal sent; nil when it has no meaning.
  public init?(received scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0: self = .control(" ")
    case 8, 127: self = .backspace
    case 9: self = .tab
    case 10, 13: self = .enter
    case 27: self = .escape
    case 1...26: self = .control(Character(Unicode.Scalar(UInt8(scalar.value) + 96)))
    case 28...31, 128..<160: return nil
    default: self = .character(Character(scalar))
    }
  }
}
