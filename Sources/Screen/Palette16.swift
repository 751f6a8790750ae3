/// The sixteen colours that every colour terminal has, whatever exactly the user made of them.
public enum Palette16 {
  /// Black, red, green, yellow, blue, magenta, cyan, white, then the same brighter.
  private static let colors: [UInt32] = [
    0x000000, 0xCD3131, 0x0DBC79, 0xE5E510, 0x2472C8, 0xBC3FBC, 0x11A8CD, 0xE5E5E5,
    0x666666, 0xF14C4C, 0x23D18B, 0xF5F543, 0x3B8EEA, 0xD670D6, 0x29B8DB, 0xFFFFFF,
  ]

  /// The roles of the interface and the classes, chosen by hand so that neighbours differ and all can be read.
  private static let byHand: [Color: UInt8] = {
    var map: [Color: UInt8] = [
      Theme.ground: 0, Theme.headerGround: 0, Theme.selectionGround: 4, Theme.fieldGround: 8,
      Theme.border: 8, Theme.accent: 14, Theme.title: 15, Theme.text: 7, Theme.muted: 8, Theme.faint: 8,
      Theme.key: 11, Theme.good: 10, Theme.warning: 3, Theme.error: 9, Theme.cursor: 15,
    ]
    for (color, index) in zip(ClassPalette.colors, [12, 3, 9, 14, 10, 11, 5, 13, 1, 7] as [UInt8]) {
      map[color] = index
    }
    return map
  }()

  /// Returns the index of the colour that stands for an RGB colour.
  public static func nearest(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> UInt8 {
    if let index = byHand[.rgb(red, green, blue)] { return index }
    let (lowest, highest) = (Int(min(red, green, blue)), Int(max(red, green, blue)))
    if highest - lowest < 32 { return grey(lowest + highest) }
    let middle = (lowest + highest) / 2
    let hue = (Int(red) > middle ? 1 : 0) | (Int(green) > middle ? 2 : 0) | (Int(blue) > middle ? 4 : 0)
    return UInt8(hue + (highest > 140 ? 8 : 0))
  }

  /// Returns red, green and blue of an index 0...15 as most terminals show it.
  public static func components(_ index: UInt8) -> (red: UInt8, green: UInt8, blue: UInt8) {
    let color = colors[Int(index & 15)]
    return (UInt8(color >> 16 & 255), UInt8(color >> 8 & 255), UInt8(color & 255))
  }

  /// Returns a foreground that can be read: dark grey is lost on the blue of a selection and on dark grey itself.
  static func legible(_ foreground: Color, on background: Color) -> Color {
    guard foreground == .indexed(8), background == .indexed(4) || background == .indexed(8) else {
      return foreground
    }
    return .indexed(7)
  }

  /// Black, dark grey, light grey, white: the greys there are, for twice a brightness of 0...255.
  private static func grey(_ doubled: Int) -> UInt8 {
    switch doubled / 2 {
    case ..<56: 0
    case ..<160: 8
    case ..<232: 7
    default: 15
    }
  }
}
