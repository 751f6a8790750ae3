import Formats
import LatentCore

/// Pictures that follow each other.
public enum Animation {
  /// Returns a GIF of grey images, such as the steps of a path.
  /// - Parameters:
  ///   - images: `[n, pixels]` in [0, 1], at least one.
  ///   - delay: hundredths of a second for which each is shown.
  /// - Throws: `ZwalkError.unsupported` without an image, `.unusableData` when the shape is not that of the rows.
  public static func gif(
    _ images: Matrix, shape: ImageShape, magnification: Int = 4, delay: Int = 8
  ) throws(ZwalkError) -> [UInt8] {
    guard images.columns == shape.pixels else {
      throw .unusableData(
        name: "images",
        reason: "rows of \(images.columns) values are not \(shape.height) x \(shape.width) pixels")
    }
    let frames = (0..<images.rows).map { row in
      let bitmap = ImageGrid.bitmap(image: images.row(row), shape: shape, magnification: magnification)
      let greys = stride(from: 0, to: bitmap.pixels.count, by: 3).map { bitmap.pixels[$0] }
      return PixelBuffer(width: bitmap.width, height: bitmap.height, channels: .grey, bytes: greys)
    }
    return try GIF.encode(frames, delay: delay)
  }

  /// Returns a GIF of coloured pictures of one size, such as screens; beyond 256 colours the nearest are taken.
  /// - Throws: `ZwalkError.unsupported` without a picture or when sizes differ.
  public static func gif(_ bitmaps: [Bitmap], delay: Int = 8) throws(ZwalkError) -> [UInt8] {
    let palette = GIFPalette(bitmaps)
    let frames = bitmaps.map { bitmap in
      PixelBuffer(width: bitmap.width, height: bitmap.height, channels: .grey, bytes: palette.indices(bitmap))
    }
    return try GIF.encode(frames, palette: palette.bytes, delay: delay)
  }
}

/// The 256 colours that pictures share: their own when they have no more, else a cube of 6 x 7 x 6.
struct GIFPalette {
  /// 768 bytes of red, green and blue.
  private(set) var bytes: [UInt8] = []
  private var known: [UInt32: UInt8] = [:]

  init(_ bitmaps: [Bitmap]) {
    var colors: Set<UInt32> = []
    for bitmap in bitmaps where colors.count <= 256 {
      Self.forEachColor(of: bitmap) { if colors.count <= 256 { colors.insert($0) } }
    }
    if colors.count <= 256 {
      for (index, color) in colors.sorted().enumerated() {
        known[color] = UInt8(index)
        bytes += [UInt8(color >> 16), UInt8(color >> 8 & 255), UInt8(color & 255)]
      }
      bytes += [UInt8](repeating: 0, count: 768 - bytes.count)
    } else {
      bytes = Self.cube
    }
  }

  /// Returns the place in the palette of each pixel.
  func indices(_ bitmap: Bitmap) -> [UInt8] {
    var indices: [UInt8] = []
    indices.reserveCapacity(bitmap.width * bitmap.height)
    Self.forEachColor(of: bitmap) { color in indices.append(known[color] ?? Self.nearest(color)) }
    return indices
  }

  private static func forEachColor(of bitmap: Bitmap, _ body: (UInt32) -> Void) {
    for place in stride(from: 0, to: bitmap.pixels.count, by: 3) {
      body(
        UInt32(bitmap.pixels[place]) << 16 | UInt32(bitmap.pixels[place + 1]) << 8
          | UInt32(bitmap.pixels[place + 2]))
    }
  }

  /// 252 colours of a cube; the last four stay black.
  private static let cube: [UInt8] = {
    var bytes: [UInt8] = []
    for index in 0..<252 {
      bytes += [UInt8(index / 42 * 51), UInt8(index / 6 % 7 * 255 / 6), UInt8(index % 6 * 51)]
    }
    return bytes + [UInt8](repeating: 0, count: 12)
  }()

  private static func nearest(_ color: UInt32) -> UInt8 {
    let (red, green, blue) = (color >> 16, color >> 8 & 255, color & 255)
    return UInt8((red * 5 + 127) / 255 * 42 + (green * 6 + 127) / 255 * 6 + (blue * 5 + 127) / 255)
  }
}
