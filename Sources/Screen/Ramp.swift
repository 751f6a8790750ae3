/// Ramps of colours for values in [0, 1]. Every colour of a ramp is one of a few, since a terminal library pays
/// for each pair of foreground and background.
public enum Ramp {
  /// The number of greys an image is drawn with.
  public static let greyLevels = 64

  /// The greys from the ground, level 0, to white.
  public static let greys: [Color] = (0..<greyLevels).map { level in
    Theme.ground.mixed(with: Color(0xF5F5F5), Float(level) / Float(greyLevels - 1))
  }

  /// The level of a pixel in [0, 1]; whatever lies outside is clamped, NaN is dark.
  public static func level(_ value: Float) -> Int {
    guard value > 0 else { return 0 }
    return value >= 1 ? greyLevels - 1 : Int(value * Float(greyLevels - 1) + 0.5)
  }

  /// The grey of a level; levels outside of 0...63 are clamped.
  public static func grey(_ level: Int) -> Color { greys[min(max(level, 0), greyLevels - 1)] }

  /// Sixteen steps from dark blue over green to yellow, even in lightness and safe for colour-blind eyes.
  /// - Source: viridis, van der Walt and Smith 2015, without its darkest tenth.
  public static let sequential: [Color] = [
    0x482777, 0x463480, 0x414487, 0x3B528B, 0x355F8D, 0x2F6C8E, 0x2A788E, 0x25848E,
    0x21918C, 0x1E9C89, 0x22A884, 0x35B779, 0x54C568, 0x7AD151, 0xA5DB36, 0xFDE725,
  ].map { Color($0) }

  /// The inks of `sequential`, darker glyphs for smaller values.
  public static let sequentialInks: [Ink] = zip(sequential, "..::--==++**##%@".unicodeScalars).map {
    Ink($0, glyph: $1)
  }

  /// The step of `sequential` for a value in [0, 1]; clamped, NaN is the lowest.
  public static func sequentialLevel(_ value: Float) -> Int {
    guard value > 0 else { return 0 }
    return min(sequential.count - 1, Int(min(value, 1) * Float(sequential.count)))
  }
}

extension Color {
  /// Red, green and blue of an RGB colour; nil for colours that belong to the terminal.
  public var components: (red: UInt8, green: UInt8, blue: UInt8)? {
    guard case .rgb(let red, let green, let blue) = self else { return nil }
    return (red, green, blue)
  }

  /// Returns this colour with a share of another, 0 for none and 1 for all of it. Colours of the terminal stay.
  public func mixed(with other: Color, _ share: Float) -> Color {
    guard let own = components, let other = other.components else { return self }
    let share = share.isNaN ? 0 : min(max(share, 0), 1)
    func mix(_ first: UInt8, _ second: UInt8) -> UInt8 {
      UInt8((Float(first) * (1 - share) + Float(second) * share).rounded())
    }
    return .rgb(mix(own.red, other.red), mix(own.green, other.green), mix(own.blue, other.blue))
  }
}
