extension CellShapes {
  /// The shapes of markers, arrows, bullets and marks; nil for what is text.
  static func sign(_ scalar: Unicode.Scalar) -> [Shape]? {
    let (x, y): (Float, Float) = (4.5, 9.5)
    switch scalar {
    case "●": return [.disc(x: x, y: y, radius: 3.6)]
    case "•": return [.disc(x: x, y: y, radius: 2.1)]
    case "·", "∙": return [.disc(x: x, y: y, radius: 1.2)]
    case "○", "◌": return [.ring(x: x, y: y, radius: 3.2, thickness: 1.2)]
    case "◉": return [.disc(x: x, y: y, radius: 2), .ring(x: x, y: y, radius: 3.8, thickness: 1.2)]
    case "■": return [.rectangle(x: 1, y: 6, width: 7, height: 7, opacity: 1)]
    case "✚", "✛":
      return [
        .line([Point(x - 3.4, y), Point(x + 3.4, y)], thickness: 2.2),
        .line([Point(x, y - 3.4), Point(x, y + 3.4)], thickness: 2.2),
      ]
    case "…": return [1.5, 4.5, 7.5].map { .disc(x: $0, y: 13.6, radius: 1) }
    case "✓", "✔": return [.line([Point(1.5, 9.5), Point(3.8, 12.5), Point(7.8, 5.5)], thickness: 1.6)]
    case "✗", "✘", "✕":
      return [
        .line([Point(1.8, 6.5), Point(7.2, 12.5)], thickness: 1.6),
        .line([Point(7.2, 6.5), Point(1.8, 12.5)], thickness: 1.6),
      ]
    default: return triangle(scalar) ?? arrow(scalar)
    }
  }

  private static func triangle(_ scalar: Unicode.Scalar) -> [Shape]? {
    switch scalar {
    case "▲", "▴": [.polygon([Point(4.5, 5.5), Point(8, 12.5), Point(1, 12.5)])]
    case "▼", "▾": [.polygon([Point(1, 6.5), Point(8, 6.5), Point(4.5, 13.5)])]
    case "▶", "▸", "►": [.polygon([Point(2, 5.5), Point(7.5, 9.5), Point(2, 13.5)])]
    case "◀", "◂", "◄": [.polygon([Point(7, 5.5), Point(7, 13.5), Point(1.5, 9.5)])]
    case "◆": [.polygon([Point(4.5, 5.5), Point(8.2, 9.5), Point(4.5, 13.5), Point(0.8, 9.5)])]
    default: nil
    }
  }

  private static func arrow(_ scalar: Unicode.Scalar) -> [Shape]? {
    let (x, y): (Float, Float) = (4.5, 9.5)
    func arrow(_ shaft: [Point], _ head: [Point]) -> [Shape] {
      [.line(shaft, thickness: 1.4), .line(head, thickness: 1.4)]
    }
    switch scalar {
    case "←": return arrow([Point(1.2, y), Point(8, y)], [Point(4, y - 3), Point(1.2, y), Point(4, y + 3)])
    case "→": return arrow([Point(1, y), Point(7.8, y)], [Point(5, y - 3), Point(7.8, y), Point(5, y + 3)])
    case "↑":
      return arrow([Point(x, 5), Point(x, 14)], [Point(1.6, 8), Point(x, 5), Point(7.4, 8)])
    case "↓":
      return arrow([Point(x, 5), Point(x, 14)], [Point(1.6, 11), Point(x, 14), Point(7.4, 11)])
    case "⇧":
      let outline = [
        Point(x, 5), Point(8, 9.4), Point(6, 9.4), Point(6, 13.5), Point(3, 13.5), Point(3, 9.4),
        Point(1, 9.4),
        Point(x, 5),
      ]
      return [.line(outline, thickness: 1.1)]
    default: return nil
    }
  }
}
