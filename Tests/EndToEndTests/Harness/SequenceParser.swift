/// Splits the bytes that a program writes to a terminal into characters and control sequences.
struct SequenceParser {
  /// A sequence that begins with CSI.
  struct Control {
    var prefix = ""
    var numbers: [Int]
    var final: Character

    /// A parameter; absent ones and zeros that stand for "absent" have the default.
    func number(_ index: Int, default standard: Int) -> Int {
      index < numbers.count && numbers[index] >= 0 ? numbers[index] : standard
    }
  }

  enum Item {
    case character(Unicode.Scalar)
    case control(UInt8)
    /// What follows an escape character that introduces nothing longer.
    case escape(String)
    case sequence(Control)
    case title(String)
  }

  private enum State { case ground, escape, charset(String), control, string, stringEscape }

  private var state = State.ground
  private var text: [UInt8] = []
  private var pending: [UInt8] = []

  mutating func next(_ byte: UInt8) -> Item? {
    if case .string = state {
    } else if byte == 27 {
      // It begins anew, also within a sequence that was cut off.
      state = .escape
      pending.removeAll()
      return nil
    }
    switch state {
    case .ground: return ground(byte)
    case .escape: return escape(byte)
    case .charset(let first):
      state = .ground
      return .escape(first + String(UnicodeScalar(byte)))
    case .control: return control(byte)
    case .string:
      if byte == 7 { return endString() }
      if byte == 27 { state = .stringEscape } else { text.append(byte) }
      return nil
    case .stringEscape: return endString()
    }
  }

  private mutating func ground(_ byte: UInt8) -> Item? {
    if byte < 32 { return .control(byte) }
    if byte < 128 { return byte == 127 ? nil : .character(UnicodeScalar(byte)) }
    pending.append(byte)
    let length = pending[0] >= 0xF0 ? 4 : pending[0] >= 0xE0 ? 3 : 2
    guard pending.count == length else { return nil }
    defer { pending.removeAll() }
    return String(decoding: pending, as: UTF8.self).unicodeScalars.first.map(Item.character)
  }

  private mutating func escape(_ byte: UInt8) -> Item? {
    text.removeAll()
    switch byte {
    case UInt8(ascii: "["): state = .control
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"): state = .string
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "*"), UInt8(ascii: "+"):
      state = .charset(String(UnicodeScalar(byte)))
    default:
      state = .ground
      return .escape(String(UnicodeScalar(byte)))
    }
    return nil
  }

  private mutating func control(_ byte: UInt8) -> Item? {
    guard (0x40...0x7E).contains(byte) else {
      text.append(byte)
      return nil
    }
    state = .ground
    let body = String(decoding: text, as: UTF8.self)
    let prefix = body.prefix { "?><=!".contains($0) }
    let numbers = body.dropFirst(prefix.count).split(omittingEmptySubsequences: false) { ";:".contains($0) }
    let final = Character(UnicodeScalar(byte))
    return .sequence(Control(prefix: String(prefix), numbers: numbers.map { Int($0) ?? -1 }, final: final))
  }

  private mutating func endString() -> Item? {
    state = .ground
    let body = String(decoding: text, as: UTF8.self)
    return body.hasPrefix("0;") || body.hasPrefix("2;") ? .title(String(body.dropFirst(2))) : nil
  }
}

/// Colours and styles: the sequence that ends in m.
enum GraphicRendition {
  static func apply(_ numbers: [Int], to pen: inout ScreenCell) {
    var rest = numbers[...]
    while let number = rest.popFirst() {
      switch number {
      case -1, 0: pen = ScreenCell()
      case 1: pen.isBold = true
      case 4: pen.isUnderlined = true
      case 7: pen.isReversed = true
      case 22: pen.isBold = false
      case 24: pen.isUnderlined = false
      case 27: pen.isReversed = false
      case 30...37: pen.foreground = .indexed(number - 30)
      case 38: pen.foreground = color(&rest)
      case 39: pen.foreground = .standard
      case 40...47: pen.background = .indexed(number - 40)
      case 48: pen.background = color(&rest)
      case 49: pen.background = .standard
      case 90...97: pen.foreground = .indexed(number - 82)
      case 100...107: pen.background = .indexed(number - 92)
      default: break
      }
    }
  }

  private static func color(_ rest: inout ArraySlice<Int>) -> ScreenColor {
    switch rest.popFirst() {
    case 5: return .indexed(max(0, rest.popFirst() ?? 0))
    case 2:
      let channels = rest.prefix(3).map { max(0, $0) }
      rest = rest.dropFirst(3)
      return channels.count == 3 ? .rgb(channels[0], channels[1], channels[2]) : .standard
    default: return .standard
    }
  }
}
