import Screen

/// What the environment and the terminfo entry say of a terminal, and what follows from it.
public struct TerminalEnvironment: Sendable {
  /// The names that are looked at.
  public static let names = [
    "TERM", "COLORTERM", "NO_COLOR", "STY", "TERM_PROGRAM", "VTE_VERSION", "KITTY_WINDOW_ID", "WT_SESSION",
    "KONSOLE_VERSION", "GHOSTTY_RESOURCES_DIR", "WEZTERM_PANE",
  ]

  private let variables: [String: String]
  private let isUTF8: Bool

  /// Creates a description from environment variables; empty ones count as absent.
  public init(_ variables: [String: String], isUTF8: Bool) {
    self.variables = variables.filter { !$0.value.isEmpty }
    self.isUTF8 = isUTF8
  }

  /// The terminal's type, or an empty string.
  public var term: String { variables["TERM"] ?? "" }

  /// Returns the colours and characters to draw with.
  /// - Parameters:
  ///   - colors: the number of colours in the terminfo entry.
  ///   - direct: whether the entry says that these are red, green and blue.
  public func colorMode(colors: Int, direct: Bool) -> ColorMode {
    guard isUTF8 else { return .ascii }
    guard variables["NO_COLOR"] == nil, colors >= 8 else { return .monochrome }
    if direct || saysTrueColor { return .trueColor }
    return colors >= 256 ? .ansi256 : .ansi16
  }

  /// GNU Screen hands COLORTERM on and reduces the colours itself.
  private var saysTrueColor: Bool {
    ["truecolor", "24bit"].contains(variables["COLORTERM"] ?? "") && variables["STY"] == nil
  }

  /// Whether the terminal draws sextants by itself, whatever the font: tmux hands the variables of the terminal
  /// around it on.
  public var drawsSextants: Bool {
    guard isUTF8, variables["STY"] == nil else { return false }
    let programs = ["kitty", "WezTerm", "ghostty", "foot"]
    let signs = ["KITTY_WINDOW_ID", "WT_SESSION", "KONSOLE_VERSION", "GHOSTTY_RESOURCES_DIR", "WEZTERM_PANE"]
    return signs.contains { variables[$0] != nil } || Int(variables["VTE_VERSION"] ?? "") ?? 0 >= 6200
      || programs.contains(variables["TERM_PROGRAM"] ?? "")
      || ["foot", "xterm-kitty", "xterm-ghostty", "wezterm"].contains { term.hasPrefix($0) }
  }

  /// Whether the terminal reports a mouse in SGR coordinates though its entry may not say so.
  public var reportsMouse: Bool {
    ["xterm", "tmux", "foot", "alacritty", "wezterm", "kitty", "vte", "konsole"].contains {
      term.hasPrefix($0)
    }
  }
}
