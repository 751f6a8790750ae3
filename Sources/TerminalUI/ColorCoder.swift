import Screen

/// How a terminal numbers its colours.
public enum ColorModel: Sendable, Equatable {
  case none
  /// A palette of 8, 16 or 256.
  case indexed(Int)
  /// `0xRRGGBB`, and the palette from `firstIndex` on.
  case direct(firstIndex: Int32)
  /// `0xRRGGBB`, where numbers below 8 mean the palette.
  case nativeDirect
}

/// Turns colours into a terminal's numbers.
public struct ColorCoder: Sendable {
  private let model: ColorModel

  /// Creates a coder.
  public init(_ model: ColorModel) { self.model = model }

  /// The number of a colour; -1 is the terminal's own.
  public func number(_ color: Color) -> Int32 {
    switch (model, color) {
    case (.none, _), (_, .standard): -1
    case (.indexed(let colors), .indexed(let index)): Self.within(colors, Int(index))
    case (.indexed(let colors), .rgb(let red, let green, let blue)):
      colors < 256
        ? Self.basicIndex(red, green, blue) : Self.within(colors, Self.paletteIndex(red, green, blue))
    case (.direct(let first), .indexed(let index)): first + Int32(index)
    case (.direct, .rgb(let red, let green, let blue)): Self.packed(red, green, blue)
    // The numbers below 8 are taken: the darkest blues become the next one that is free.
    case (.nativeDirect, .rgb(let red, let green, let blue)): max(8, Self.packed(red, green, blue))
    case (.nativeDirect, .indexed(let index)): Int32(min(index, 7))
    }
  }

  /// Whether a bright colour of the palette must be drawn as its dark one in bold: there are only eight.
  public func needsBold(_ foreground: Color) -> Bool {
    guard case .indexed(8..<16) = foreground else { return false }
    return model == .indexed(8) || model == .nativeDirect
  }

  private static func packed(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Int32 {
    Int32(red) << 16 | Int32(green) << 8 | Int32(blue)
  }

  private static func within(_ colors: Int, _ index: Int) -> Int32 {
    if index < colors { return Int32(index) }
    return colors < 16 && index < 16 ? Int32(index - 8) : Int32(colors - 1)
  }

  /// The eight colours of every palette: a bit for each channel.
  private static func basicIndex(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Int32 {
    (red > 110 ? 1 : 0) + (green > 110 ? 2 : 0) + (blue > 110 ? 4 : 0)
  }

  /// xterm's cube of 6 x 6 x 6 and its greys; frames that were resolved for the terminal never come here.
  private static func paletteIndex(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Int {
    let spread = max(red, green, blue) - min(red, green, blue)
    if spread < 12 { return 232 + min(23, max(0, (Int(green) - 3) / 10)) }
    func level(_ value: UInt8) -> Int { value < 48 ? 0 : value < 115 ? 1 : (Int(value) - 35) / 40 }
    return 16 + 36 * level(red) + 6 * level(green) + level(blue)
  }
}
