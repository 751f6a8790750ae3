import Formats
import LatentCore

extension Bitmap {
  /// The picture as Formats writes it: one byte a pixel when every pixel is grey, else three.
  public var pixelBuffer: PixelBuffer {
    let places = stride(from: 0, to: pixels.count, by: 3)
    let isGrey = places.allSatisfy { pixels[$0] == pixels[$0 + 1] && pixels[$0] == pixels[$0 + 2] }
    return PixelBuffer(
      width: width, height: height, channels: isGrey ? .grey : .rgb,
      bytes: isGrey ? places.map { pixels[$0] } : pixels)
  }

  /// Returns the contents of a PNG file.
  /// - Throws: `ZwalkError.unsupported` when the picture is empty or too large.
  public func png() throws(ZwalkError) -> [UInt8] {
    try requirePixels()
    return try PNG.encode(pixelBuffer)
  }

  /// Writes a PNG file; `-` is standard output.
  /// - Throws: `ZwalkError.fileUnwritable`, or `.unsupported` as `png`.
  public func writePNG(to path: String) throws(ZwalkError) {
    try requirePixels()
    try PNG.write(pixelBuffer, to: path)
  }

  private func requirePixels() throws(ZwalkError) {
    guard width > 0, height > 0 else {
      throw .unsupported(what: "a picture without pixels cannot be written", advice: "")
    }
  }
}
