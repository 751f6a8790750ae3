import RealModule
import Screen

/// The characters of a screen as shapes in a cell of 9 x 18 pixels: blocks, braille and borders by geometry, so that
/// they join without a gap, everything else from the embedded font.
enum CellShapes {
  /// The size of a cell.
  static let width: Float = 9
  static let height: Float = 18

  /// Returns the shapes of a character; those the font lacks are drawn as their ASCII stand-in.
  static func shapes(_ scalar: Unicode.Scalar, isBold: Bool = false) -> [Shape] {
    if let shapes = drawn(scalar) ?? GlyphFont.shapes(scalar, isBold: isBold) { return shapes }
    return GlyphFont.shapes(scalar.asciiFallback, isBold: isBold) ?? []
  }

  /// Returns the shapes of characters that are made of geometry; nil for text.
  static func drawn(_ scalar: Unicode.Scalar) -> [Shape]? {
    switch scalar.value {
    case 0x2580...0x259F: block(scalar)
    case 0x1FB00...0x1FB3B: sextant(scalar.value)
    case 0x2800...0x28FF: braille(scalar.value)
    case 0x2500...0x257F: border(scalar)
    default: sign(scalar)
    }
  }

  private static func part(_ x: Float, _ y: Float, _ width: Float, _ height: Float, _ opacity: Float = 1)
    -> Shape
  {
    .rectangle(
      x: x * Self.width, y: y * Self.height, width: width * Self.width, height: height * Self.height,
      opacity: opacity)
  }

  private static func block(_ scalar: Unicode.Scalar) -> [Shape] {
    let value = scalar.value
    switch value {
    case 0x2580: return [part(0, 0, 1, 0.5)]
    case 0x2581...0x2588:
      let eighths = Float(value - 0x2580) / 8
      return [part(0, 1 - eighths, 1, eighths)]
    case 0x2589...0x258F: return [part(0, 0, Float(0x2590 - value) / 8, 1)]
    case 0x2590: return [part(0.5, 0, 0.5, 1)]
    case 0x2591...0x2593: return [part(0, 0, 1, 1, Float(value - 0x2590) / 4)]
    case 0x2594: return [part(0, 0, 1, 0.125)]
    case 0x2595: return [part(0.875, 0, 0.125, 1)]
    default:
      // The quadrants of U+2596 to U+259F: bits of upper left, upper right, lower left, lower right.
      let patterns = [4, 8, 1, 13, 9, 7, 11, 2, 6, 14]
      return mosaic(patterns[Int(value - 0x2596)], rows: 2)
    }
  }

  private static func sextant(_ value: UInt32) -> [Shape] {
    var pattern = Int(value) - 0x1FB00 + 1
    pattern += (pattern > 20 ? 1 : 0) + (pattern > 40 ? 1 : 0)
    return mosaic(pattern, rows: 3)
  }

  /// The set bits of a pattern as parts of a cell of two columns, in reading order.
  private static func mosaic(_ pattern: Int, rows: Int) -> [Shape] {
    var shapes: [Shape] = []
    let high = 1 / Float(rows)
    for bit in 0..<rows * 2 where pattern >> bit & 1 == 1 {
      shapes.append(part(Float(bit % 2) * 0.5, Float(bit / 2) * high, 0.5, high))
    }
    return shapes
  }

  private static func braille(_ value: UInt32) -> [Shape] {
    let places: [(Float, Float)] = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)]
    return (0..<8).filter { Int(value) >> $0 & 1 == 1 }.map { bit in
      .disc(x: width * (2 * places[bit].0 + 1) / 4, y: height * (2 * places[bit].1 + 1) / 8, radius: 1.35)
    }
  }

  /// Thin lines run through pixel middles, so that they stay one pixel wide.
  private static func border(_ scalar: Unicode.Scalar) -> [Shape] {
    let (x, y): (Float, Float) = (4.5, 9.5)
    let heavy: Float = scalar == "━" ? 2 : 1
    func across(_ left: Float, _ right: Float) -> Shape {
      .rectangle(x: left, y: y - heavy / 2, width: right - left, height: heavy, opacity: 1)
    }
    func down(_ top: Float, _ bottom: Float) -> Shape {
      .rectangle(x: x - 0.5, y: top, width: 1, height: bottom - top, opacity: 1)
    }
    switch scalar {
    case "─", "━", "╌", "┄": return [across(0, width)]
    case "│", "┃", "┆", "╎": return [down(0, height)]
    case "╭": return corner(width, height, x, y)
    case "╮": return corner(0, height, x, y)
    case "╰": return corner(width, 0, x, y)
    case "╯": return corner(0, 0, x, y)
    case "┌": return [across(x, width), down(y, height)]
    case "┐": return [across(0, x), down(y, height)]
    case "└": return [across(x, width), down(0, y)]
    case "┘": return [across(0, x), down(0, y)]
    case "├": return [across(x, width), down(0, height)]
    case "┤": return [across(0, x), down(0, height)]
    case "┬": return [across(0, width), down(y, height)]
    case "┴": return [across(0, width), down(0, y)]
    default: return [across(0, width), down(0, height)]
    }
  }

  /// A quarter circle between the middle of a side and the middle of the end towards (`endX`, `endY`).
  private static func corner(_ endX: Float, _ endY: Float, _ x: Float, _ y: Float) -> [Shape] {
    let radius: Float = 4
    let (right, below): (Float, Float) = (endX > x ? 1 : -1, endY > y ? 1 : -1)
    let center = Point(x + radius * right, y + radius * below)
    let arc = (0...6).map { step -> Point in
      let angle = Float.pi / 2 * Float(step) / 6
      return Point(center.x - radius * right * .cos(angle), center.y - radius * below * .sin(angle))
    }
    return [.line([Point(x, endY)] + arc + [Point(endX, y)], thickness: 1)]
  }
}
