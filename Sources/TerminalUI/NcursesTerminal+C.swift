import CTerminal
import LatentCore
import Screen

/// Values of C as values of Swift.
extension NcursesTerminal {
  /// The environment variables that say something of the terminal.
  static var variables: [String: String] {
    var variables: [String: String] = [:]
    for name in TerminalEnvironment.names {
      if let value = zterm_environment(name) { variables[name] = String(cString: value) }
    }
    return variables
  }

  /// How the open terminal numbers its colours.
  static var colorModel: ColorModel {
    switch zterm_colors() {
    case .ZTERM_NO_COLORS: .none
    case .ZTERM_INDEXED: .indexed(Int(zterm_palette()))
    case .ZTERM_DIRECT: .direct(firstIndex: Int32(ZTERM_FIRST_INDEX))
    case .ZTERM_NATIVE_DIRECT: .nativeDirect
    }
  }

  /// The wished mode, or what is left of it when the terminal could not be opened with all its colours.
  static func mode(_ mode: ColorMode, limitedTo model: ColorModel) -> ColorMode {
    switch model {
    case .none: mode == .ascii ? .ascii : .monochrome
    case .indexed(let colors): colors >= 256 ? .ansi256 : .ansi16
    case .direct, .nativeDirect: .trueColor
    }
  }

  /// Throws what a person can do about a refusal.
  static func refuse(_ refusal: zterm_refusal, term: String) throws(ZwalkError) {
    let name = String(
      String.UnicodeScalarView(term.unicodeScalars.filter { $0.value > 32 && $0.value < 127 }))
    let choose = "set it to your terminal's type, for example TERM=xterm-256color"
    switch refusal {
    case .ZTERM_USABLE: return
    case .ZTERM_NOT_A_TERMINAL:
      throw .unusableTerminal(
        reason: "the explorer needs a terminal on standard input and output",
        advice: "without one use train, eval, grid, walk, project or compare (zwalk --help)")
    case .ZTERM_UNNAMED: throw .unusableTerminal(reason: "TERM is not set", advice: choose)
    case .ZTERM_UNKNOWN:
      throw .unusableTerminal(
        reason: "TERM=\(name) is not in the terminfo database", advice: choose + ", or install ncurses-term")
    case .ZTERM_NO_DATABASE:
      throw .unusableTerminal(
        reason: "there is no terminfo database", advice: "install ncurses-base, or set TERMINFO to its folder"
      )
    case .ZTERM_INCAPABLE:
      throw .unusableTerminal(reason: "TERM=\(name) has no cursor that can be moved", advice: choose)
    case .ZTERM_FAILED:
      throw .unusableTerminal(
        reason: "the terminal could not be taken over (TERM=\(name))", advice: "try TERM=xterm-256color")
    }
  }

  /// What a person pressed, or nil when it means nothing.
  func event(_ input: zterm_input) -> TerminalEvent? {
    switch input.kind {
    case .ZTERM_NOTHING: nil
    case .ZTERM_CHARACTER: Unicode.Scalar(input.character).flatMap(Key.init(received:)).map(TerminalEvent.key)
    case .ZTERM_KEY: key(input).map(TerminalEvent.key)
    case .ZTERM_SEQUENCE: KeySequence(String(cString: zterm_sequence()))?.event(size: size)
    }
  }

  private func key(_ input: zterm_input) -> Key? {
    switch input.key {
    case .ZTERM_KEY_OTHER: nil
    case .ZTERM_KEY_UP: .up
    case .ZTERM_KEY_DOWN: .down
    case .ZTERM_KEY_LEFT: .left
    case .ZTERM_KEY_RIGHT: .right
    case .ZTERM_KEY_SHIFT_UP: .shiftUp
    case .ZTERM_KEY_SHIFT_DOWN: .shiftDown
    case .ZTERM_KEY_SHIFT_LEFT: .shiftLeft
    case .ZTERM_KEY_SHIFT_RIGHT: .shiftRight
    case .ZTERM_KEY_HOME: .home
    case .ZTERM_KEY_END: .end
    case .ZTERM_KEY_PAGE_UP: .pageUp
    case .ZTERM_KEY_PAGE_DOWN: .pageDown
    case .ZTERM_KEY_INSERT: .insert
    case .ZTERM_KEY_DELETE: .delete
    case .ZTERM_KEY_ENTER: .enter
    case .ZTERM_KEY_BACKSPACE: .backspace
    case .ZTERM_KEY_BACK_TAB: .backTab
    case .ZTERM_KEY_FUNCTION: .function(Int(input.number))
    }
  }
}
