/// xterm's palette: a cube of 6 x 6 x 6 colours from 16 on, 24 greys from 232 on.
public enum Palette256 {
  private static let cube = [0, 95, 135, 175, 215, 255]

  /// Returns the index of the nearest colour; what is nearly grey stays on the greys, so that images keep one hue.
  public static func nearest(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> UInt8 {
    let (r, g, b) = (Int(red), Int(green), Int(blue))
    let average = (r + g + b) / 3
    if max(r, g, b) - min(r, g, b) <= 10 { return grey(average) }
    let steps = [step(r), step(g), step(b)]
    let cubeDistance = distance(r, g, b, cube[steps[0]], cube[steps[1]], cube[steps[2]])
    let level = greyLevel(average) * 10 + 8
    guard cubeDistance <= distance(r, g, b, level, level, level) else { return grey(average) }
    return UInt8(16 + 36 * steps[0] + 6 * steps[1] + steps[2])
  }

  /// Returns red, green and blue of a palette index; the first 16 as most terminals show them.
  public static func components(_ index: UInt8) -> (red: UInt8, green: UInt8, blue: UInt8) {
    let number = Int(index)
    if number < 16 { return Palette16.components(index) }
    if number >= 232 {
      let level = UInt8(8 + (number - 232) * 10)
      return (level, level, level)
    }
    let place = number - 16
    return (UInt8(cube[place / 36]), UInt8(cube[place / 6 % 6]), UInt8(cube[place % 6]))
  }

  private static func grey(_ average: Int) -> UInt8 {
    if average < 4 { return 16 }
    if average > 246 { return 231 }
    return UInt8(232 + greyLevel(average))
  }

  private static func greyLevel(_ average: Int) -> Int { min(max((average - 3) / 10, 0), 23) }

  private static func step(_ value: Int) -> Int { value < 48 ? 0 : value < 115 ? 1 : (value - 35) / 40 }

  private static func distance(_ r: Int, _ g: Int, _ b: Int, _ r2: Int, _ g2: Int, _ b2: Int) -> Int {
    (r - r2) * (r - r2) + (g - g2) * (g - g2) + (b - b2) * (b - b2)
  }
}
