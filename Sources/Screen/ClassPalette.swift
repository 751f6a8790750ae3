/// Colour and glyph of a class of points: the glyph says in one colour what the colour says in many.
public struct Ink: Sendable, Hashable {
  /// The colour where there are colours.
  public var color: Color
  /// The character that stands for it in monochrome and ASCII drawings.
  public var glyph: Unicode.Scalar

  /// Creates an ink.
  public init(_ color: Color, glyph: Unicode.Scalar = ".") {
    self.color = color
    self.glyph = glyph
  }
}

/// Ten colours for ten classes that stay apart for colour-blind eyes and on a dark ground.
///
/// Beyond ten classes colours repeat while glyphs go on with letters.
/// - Source: the hues of Tableau 10, moved until every two are 18 or more apart in CIELAB as normal eyes, protanopes,
///   deuteranopes and tritanopes see them (Machado, Oliveira and Fernandes 2009).
public enum ClassPalette {
  /// The colours of the classes 0 to 9.
  public static let colors: [Color] = [
    Color(0x619DDD), Color(0xF59828), Color(0xFF7460), Color(0x98ECF7), Color(0x288328),
    Color(0xFFF278), Color(0x886692), Color(0xFFC0A9), Color(0x9A6562), Color(0xA3A3A9),
  ]

  /// Returns the colour of a class; classes beyond ten begin again.
  public static func color(_ label: Int) -> Color {
    colors[((label % colors.count) + colors.count) % colors.count]
  }

  /// Returns the character of a class: its digit, then letters.
  public static func glyph(_ label: Int) -> Unicode.Scalar {
    let glyphs = Array("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".unicodeScalars)
    return glyphs[((label % glyphs.count) + glyphs.count) % glyphs.count]
  }

  /// Returns the inks of the classes `0..<count`.
  /// - Parameter highlighted: when given, all other classes are drawn faint.
  public static func inks(count: Int = 10, highlighting highlighted: Int? = nil) -> [Ink] {
    (0..<max(1, count)).map { label in
      let isFaint = highlighted.map { $0 != label } ?? false
      return Ink(isFaint ? color(label).mixed(with: Theme.ground, 0.7) : color(label), glyph: glyph(label))
    }
  }

  /// Returns the inks of classes seen in depth: ink `label * levels + level`, level 0 the nearest and brightest.
  public static func inks(count: Int = 10, depthLevels levels: Int, highlighting highlighted: Int? = nil)
    -> [Ink]
  {
    inks(count: count, highlighting: highlighted).flatMap { ink in
      (0..<max(1, levels)).map { level in
        Ink(
          ink.color.mixed(with: Theme.ground, Float(level) / Float(max(1, levels)) * 0.75), glyph: ink.glyph)
      }
    }
  }
}
