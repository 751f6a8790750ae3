import Screen
import TerminalUI
import Testing

@Suite("What follows from the environment of a terminal")
struct TerminalEnvironmentTests {
  private func mode(
    _ variables: [String: String], colors: Int, direct: Bool = false, isUTF8: Bool = true
  ) -> ColorMode {
    TerminalEnvironment(variables, isUTF8: isUTF8).colorMode(colors: colors, direct: direct)
  }

  @Test("the terminfo entry's colours decide where nothing else is said")
  func terminfo() {
    #expect(mode([:], colors: 0) == .monochrome)
    #expect(mode([:], colors: 4) == .monochrome)
    #expect(mode([:], colors: 8) == .ansi16)
    #expect(mode([:], colors: 88) == .ansi16)
    #expect(mode([:], colors: 256) == .ansi256)
    #expect(mode([:], colors: 1 << 24, direct: true) == .trueColor)
  }

  @Test("COLORTERM promises true colour", arguments: ["truecolor", "24bit"])
  func trueColor(value: String) {
    #expect(mode(["COLORTERM": value], colors: 8) == .trueColor)
    #expect(mode(["COLORTERM": value], colors: 0) == .monochrome)
  }

  @Test("GNU Screen does not keep the promise of the terminal around it")
  func gnuScreen() {
    #expect(mode(["COLORTERM": "truecolor", "STY": "1.pts"], colors: 256) == .ansi256)
  }

  @Test("NO_COLOR takes colours away, an empty one does not")
  func noColor() {
    #expect(mode(["NO_COLOR": "1", "COLORTERM": "truecolor"], colors: 256) == .monochrome)
    #expect(mode(["NO_COLOR": ""], colors: 256) == .ansi256)
  }

  @Test("without UTF-8 everything is ASCII")
  func ascii() {
    #expect(mode(["COLORTERM": "truecolor"], colors: 256, isUTF8: false) == .ascii)
  }

  @Test(
    "terminals that draw sextants are known by name, also within tmux",
    arguments: [
      ["TERM": "foot"], ["TERM": "xterm-kitty"], ["TERM": "tmux-256color", "KITTY_WINDOW_ID": "1"],
      ["TERM": "xterm-256color", "VTE_VERSION": "7200"], ["TERM_PROGRAM": "WezTerm"], ["WT_SESSION": "a"],
      ["KONSOLE_VERSION": "230800"], ["TERM_PROGRAM": "ghostty"],
    ])
  func sextants(variables: [String: String]) {
    #expect(TerminalEnvironment(variables, isUTF8: true).drawsSextants)
    #expect(!TerminalEnvironment(variables, isUTF8: false).drawsSextants)
  }

  @Test(
    "other terminals are not trusted with sextants",
    arguments: [
      ["TERM": "xterm-256color"], ["TERM": "linux"], ["VTE_VERSION": "5202"],
      ["TERM_PROGRAM": "Apple_Terminal"],
    ])
  func noSextants(variables: [String: String]) {
    #expect(!TerminalEnvironment(variables, isUTF8: true).drawsSextants)
  }
}
