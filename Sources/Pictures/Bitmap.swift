import Screen

/// A picture of red, green and blue bytes, row after row from the top left.
public struct Bitmap: Sendable, Equatable {
  /// The size in pixels, 0 or more.
  public let width, height: Int
  /// Three bytes a pixel, `height * width * 3`.
  public private(set) var pixels: [UInt8]

  /// Creates a picture of one colour; negative sizes become 0.
  public init(width: Int, height: Int, fill color: Color = Theme.ground) {
    self.width = max(0, width)
    self.height = max(0, height)
    let (red, green, blue) = color.shown(default: Theme.ground)
    pixels = [UInt8](repeating: 0, count: self.width * self.height * 3)
    for index in stride(from: 0, to: pixels.count, by: 3) {
      pixels[index] = red
      pixels[index + 1] = green
      pixels[index + 2] = blue
    }
  }

  /// The colour of a pixel; nil outside of the picture.
  public subscript(x: Int, y: Int) -> Color? {
    guard x >= 0, x < width, y >= 0, y < height else { return nil }
    let place = (y * width + x) * 3
    return .rgb(pixels[place], pixels[place + 1], pixels[place + 2])
  }

  /// Lays a colour over a pixel; outside of the picture nothing happens.
  /// - Parameter coverage: 0 leaves the pixel, 1 replaces it.
  public mutating func blend(
    x: Int, y: Int, _ color: (red: UInt8, green: UInt8, blue: UInt8), _ coverage: Float
  ) {
    guard x >= 0, x < width, y >= 0, y < height, coverage > 0 else { return }
    let place = (y * width + x) * 3
    let share = min(coverage, 1)
    func mix(_ old: UInt8, _ new: UInt8) -> UInt8 {
      UInt8((Float(old) + (Float(new) - Float(old)) * share).rounded())
    }
    pixels[place] = mix(pixels[place], color.red)
    pixels[place + 1] = mix(pixels[place + 1], color.green)
    pixels[place + 2] = mix(pixels[place + 2], color.blue)
  }

  /// Fills a rectangle of pixels; what lies outside of the picture is left out.
  public mutating func fill(x: Int, y: Int, width: Int, height: Int, _ color: Color) {
    let (red, green, blue) = color.shown(default: Theme.ground)
    let columns = max(0, x)..<max(max(0, x), min(self.width, x + max(0, width)))
    for row in max(0, y)..<max(max(0, y), min(self.height, y + max(0, height))) {
      for column in columns {
        let place = (row * self.width + column) * 3
        pixels[place] = red
        pixels[place + 1] = green
        pixels[place + 2] = blue
      }
    }
  }

  /// Draws a grey image of values in [0, 1], each `magnification` pixels wide and high.
  public mutating func drawImage(
    _ values: ArraySlice<Float>, height: Int, width: Int, x: Int, y: Int, magnification: Int = 1
  ) {
    guard values.count >= height * width, magnification > 0 else { return }
    for (index, value) in values.prefix(height * width).enumerated() {
      let grey = value > 0 ? UInt8((min(value, 1) * 255).rounded()) : 0
      fill(
        x: x + index % width * magnification, y: y + index / width * magnification, width: magnification,
        height: magnification, .rgb(grey, grey, grey))
    }
  }

  /// Copies another picture to a place; what lies outside is left out.
  public mutating func draw(_ other: Bitmap, x: Int, y: Int) {
    for row in 0..<other.height {
      for column in 0..<other.width {
        guard let color = other[column, row]?.components else { continue }
        blend(x: x + column, y: y + row, color, 1)
      }
    }
  }
}

extension Color {
  /// Red, green and blue as they are shown; the terminal's own colour is the given one.
  func shown(default standard: Color) -> (red: UInt8, green: UInt8, blue: UInt8) {
    switch self {
    case .rgb(let red, let green, let blue): (red, green, blue)
    case .indexed(let index): Palette256.components(index)
    case .standard: standard.components ?? (0, 0, 0)
    }
  }

  /// The colour as SVG writes it, `#rrggbb`.
  func hexadecimal(default standard: Color) -> String {
    let (red, green, blue) = shown(default: standard)
    let number = String(UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue), radix: 16)
    return "#" + String(repeating: "0", count: 6 - number.count) + number
  }
}
