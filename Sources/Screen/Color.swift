/// A colour of a cell: the terminal's own, one of its 256, or red, green and blue.
///
/// Panels draw in RGB; `Frame.resolved(for:)` turns a frame into what a terminal can show.
public enum Color: Sendable, Hashable {
  /// The terminal's default foreground or background.
  case standard
  /// A colour of the terminal's palette; 0 to 15 are the user's own, 16 to 255 xterm's cube and greys.
  case indexed(UInt8)
  /// Red, green and blue.
  case rgb(UInt8, UInt8, UInt8)

  /// Creates a colour from `0xRRGGBB`.
  public init(_ hex: UInt32) {
    self = .rgb(UInt8(hex >> 16 & 255), UInt8(hex >> 8 & 255), UInt8(hex & 255))
  }
}

/// How many colours, and which characters, a terminal is known to show.
public enum ColorMode: String, Sendable, CaseIterable, Codable {
  case trueColor, ansi256, ansi16
  /// Unicode characters, no colours; bold, reverse and underline only.
  case monochrome
  /// ASCII characters, no colours.
  case ascii
}
