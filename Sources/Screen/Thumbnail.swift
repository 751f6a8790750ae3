import LatentCore

/// How the pixels of an image share a cell.
public enum Thumbnail: String, Sendable, CaseIterable, Codable {
  /// 1 x 2 pixels a cell in their own greys.
  case halfBlocks
  /// 2 x 2 pixels a cell in the best two greys; in nearly every font.
  case quadrants
  /// 2 x 3 pixels a cell in the best two greys; finest, where the font has them.
  case sextants

  /// Pixels of a cell from left to right.
  public var pixelColumns: Int { self == .halfBlocks ? 1 : 2 }
  /// Pixels of a cell from top to bottom.
  public var pixelRows: Int { self == .sextants ? 3 : 2 }

  /// Returns the character whose set pixels are the bits of `pattern`, bit 0 the top left, reading order.
  public func character(_ pattern: Int) -> Unicode.Scalar {
    switch self {
    case .halfBlocks: Self.halves[pattern & 3]
    case .quadrants: Self.quarters[pattern & 15]
    case .sextants: Self.sextant(pattern & 63)
    }
  }

  private static let halves = Array(" ▀▄█".unicodeScalars)
  private static let quarters = Array(" ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█".unicodeScalars)

  /// The block of sextants leaves out the four patterns that older blocks already had.
  private static func sextant(_ pattern: Int) -> Unicode.Scalar {
    switch pattern {
    case 0: " "
    case 21: "▌"
    case 42: "▐"
    case 63: "█"
    default:
      Unicode.Scalar(UInt32(0x1FB00 + pattern - 1 - (pattern > 21 ? 1 : 0) - (pattern > 42 ? 1 : 0))) ?? " "
    }
  }

  /// The largest size in cells, at most that of the area, at which an image keeps its aspect.
  ///
  /// A cell counts as twice as high as wide. Nothing is ever smaller than one cell.
  public static func cells(for shape: ImageShape, within area: Rectangle) -> (rows: Int, columns: Int) {
    guard !area.isEmpty, shape.height > 0, shape.width > 0 else { return (0, 0) }
    let scale = min(
      Double(area.columns) / Double(shape.width), Double(area.rows * 2) / Double(shape.height))
    // A whole magnification keeps all pixels of the same size; it is worth up to a tenth of the room.
    let whole = scale.rounded(.down)
    let used = whole >= 1 && scale / whole < 1.1 ? whole : scale
    let columns = Int((Double(shape.width) * used).rounded())
    let rows = Int((Double(shape.height) * used / 2).rounded())
    return (min(max(1, rows), area.rows), min(max(1, columns), area.columns))
  }
}

/// Divides the pixels of a cell into two greys with the least squared error.
struct TwoGreys {
  /// The bits of the brighter pixels.
  var pattern: Int
  /// The levels of `Ramp`, 0...63.
  var dark, bright: Int

  /// Creates the best division of up to eight pixels in reading order.
  init(_ pixels: [Float]) {
    let order = pixels.indices.sorted { pixels[$0] < pixels[$1] }
    let total = pixels.reduce(0, +)
    var best = (gain: -Float.infinity, split: 0)
    var sum: Float = 0
    // The squared error falls by what the two means explain; the sum of squares itself is the same for every split.
    for split in 1..<max(1, order.count) {
      sum += pixels[order[split - 1]]
      let rest = total - sum
      let gain = sum * sum / Float(split) + rest * rest / Float(order.count - split)
      if gain > best.gain { best = (gain, split) }
    }
    let low = order.prefix(best.split).reduce(0) { $0 + pixels[$1] } / Float(max(1, best.split))
    let high =
      order.dropFirst(best.split).reduce(0) { $0 + pixels[$1] } / Float(max(1, order.count - best.split))
    dark = Ramp.level(low)
    bright = Ramp.level(high)
    pattern = dark == bright ? 0 : order.dropFirst(best.split).reduce(0) { $0 | 1 << $1 }
  }
}
