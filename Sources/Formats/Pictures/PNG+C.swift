import CFormats
import Glibc
import LatentCore

/// Portable Network Graphics.
/// - Source: W3C, Portable Network Graphics Specification, third edition.
public enum PNG {
  /// Returns the contents of a PNG file; the same image gives the same bytes.
  /// - Throws: `ZwalkError.unsupported` when libpng cannot write an image of this size.
  public static func encode(_ image: PixelBuffer) throws(ZwalkError) -> [UInt8] {
    var count = 0
    var message = [CChar](repeating: 0, count: 64)
    let block = image.bytes.withUnsafeBufferPointer { pixels in
      zw_png_encode(
        pixels.baseAddress, UInt32(image.width), UInt32(image.height), Int32(image.channels.rawValue), &count,
        &message)
    }
    guard let block else {
      throw .unsupported(
        what: "a picture of \(image.width) x \(image.height) pixels", advice: reason(message))
    }
    defer { free(block) }
    return Array(UnsafeBufferPointer(start: block, count: count))
  }

  /// Writes a file whole or not at all; `-` is standard output.
  /// - Throws: `ZwalkError.fileUnwritable`, or `.unsupported` as `encode`.
  public static func write(_ image: PixelBuffer, to path: String) throws(ZwalkError) {
    try Files.write(encode(image), to: path)
  }

  /// Returns a picture of any kind as grey, transparent parts over black.
  ///
  /// Values are taken as they are stored, in sRGB: 16 bits are 8 bits times 257, and of colours the grey is
  /// 0.299 red + 0.587 green + 0.114 blue. A file that says that its gamma is another one is converted to sRGB.
  /// - Parameter largestSide: more pixels than this a side are refused before memory is taken.
  /// - Throws: `ZwalkError.malformedFile` when it is not PNG, damaged or too large.
  /// - Source: weights: ITU-R BT.601.
  public static func decodeGrey(
    _ bytes: [UInt8], file: String, largestSide: Int = 4096
  ) throws(ZwalkError) -> PixelBuffer {
    var message = [CChar](repeating: 0, count: 64)
    var width: UInt32 = 0
    var height: UInt32 = 0
    guard zw_png_size(bytes, bytes.count, &width, &height, &message) != 0 else {
      throw .malformedFile(path: file, format: "PNG", reason: reason(message))
    }
    guard width <= largestSide, height <= largestSide else {
      throw .malformedFile(
        path: file, format: "PNG",
        reason: "it is \(width) x \(height) pixels, at most \(largestSide) a side are read")
    }
    var pixels = [UInt8](repeating: 0, count: Int(width) * Int(height))
    guard zw_png_decode_grey(bytes, bytes.count, &pixels, pixels.count, &message) != 0 else {
      throw .malformedFile(path: file, format: "PNG", reason: reason(message))
    }
    return PixelBuffer(width: Int(width), height: Int(height), channels: .grey, bytes: pixels)
  }

  private static func reason(_ message: [CChar]) -> String {
    String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
