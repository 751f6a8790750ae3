import CFormats
import Glibc
import LatentCore

/// Animations in the Graphics Interchange Format.
/// - Source: CompuServe, GIF89a Specification, 1990; the repetition is Netscape's extension.
public enum GIF {
  /// Every grey from black to white: 256 colours of red, green and blue.
  public static let greys = (0..<256).flatMap { [UInt8](repeating: UInt8($0), count: 3) }

  /// Returns the contents of an animation that plays forever.
  /// - Parameters:
  ///   - frames: images of one size with one byte a pixel, which is an index into the palette; grey values by
  ///     default. At least one.
  ///   - palette: 256 colours as 768 bytes.
  ///   - delay: hundredths of a second for which a frame is shown; viewers treat less than 2 as 10.
  /// - Throws: `ZwalkError.unsupported` when there is no frame, sizes differ or pass 65,535.
  public static func encode(
    _ frames: [PixelBuffer], palette: [UInt8] = greys, delay: Int = 8
  ) throws(ZwalkError) -> [UInt8] {
    guard let first = frames.first,
      frames.allSatisfy({ $0.width == first.width && $0.height == first.height && $0.channels == .grey })
    else { throw .unsupported(what: "an animation of no frames or of unequal ones", advice: "") }
    guard first.width <= 65_535, first.height <= 65_535, palette.count == 768, (0...65_535).contains(delay)
    else { throw .unsupported(what: "an animation of \(first.width) x \(first.height) pixels", advice: "") }
    var count = 0
    let indices = frames.flatMap(\.bytes)
    let block = zw_gif_encode(
      indices, frames.count, Int32(first.width), Int32(first.height), palette, Int32(delay), &count)
    guard let block else {
      throw .numericalFailure(what: "writing a GIF", reason: "there is not enough memory")
    }
    defer { free(block) }
    return Array(UnsafeBufferPointer(start: block, count: count))
  }
}
