import Formats
import LatentCore

/// Turns arrays of numbers into images of bytes.
enum NumericImages {
  /// Returns a split from an array `[images, pixels]` or `[images, height, width]`, perhaps with one channel.
  ///
  /// Bytes stay as they are; other numbers are taken as [0, 1] when none is above 1, as [0, 255] otherwise.
  /// - Throws: `ZwalkError.unusableData` naming the file and what the numbers or sizes should be.
  static func split(_ array: NPY, labels: [UInt8], file: String) throws(ZwalkError) -> Split {
    let shape = try imageShape(array.shape, file: file)
    let count = array.shape[0]
    guard labels.isEmpty || labels.count == count else {
      throw .unusableData(name: file, reason: "there are \(labels.count) labels for \(count) images")
    }
    let bytes =
      switch array.elements {
      case .bytes(let bytes): bytes
      case .floats(let values): try pixels(values, perImage: shape.pixels, file: file)
      }
    return Split(shape: shape, pixels: bytes, labels: labels)
  }

  /// Returns labels from numbers.
  /// - Throws: `ZwalkError.unusableData` when one is not a whole number from 0 to 255.
  static func labels(_ values: [Float], file: String) throws(ZwalkError) -> [UInt8] {
    var labels: [UInt8] = []
    labels.reserveCapacity(values.count)
    for (index, value) in values.enumerated() {
      guard let label = UInt8(exactly: value) else {
        throw .unusableData(
          name: file, reason: "label \(index) is \(Self.plain(value)); labels are whole numbers from 0 to 255"
        )
      }
      labels.append(label)
    }
    return labels
  }

  /// A whole number as people write it, without a fraction of nothing.
  private static func plain(_ value: Float) -> String {
    Int(exactly: value).map(String.init) ?? "\(value)"
  }

  /// Images without height and width are square, when their number of pixels is; otherwise one line high.
  static func shape(pixels: Int) -> ImageShape {
    let side = Int(Double(pixels).squareRoot().rounded())
    return side * side == pixels
      ? ImageShape(height: side, width: side) : ImageShape(height: 1, width: pixels)
  }

  private static func imageShape(_ sizes: [Int], file: String) throws(ZwalkError) -> ImageShape {
    let shape: ImageShape? =
      switch sizes.count {
      case 2: self.shape(pixels: sizes[1])
      case 3: ImageShape(height: sizes[1], width: sizes[2])
      case 4 where sizes[3] == 1: ImageShape(height: sizes[1], width: sizes[2])
      case 4 where sizes[1] == 1: ImageShape(height: sizes[2], width: sizes[3])
      default: nil
      }
    let sides = 1...Split.largestSide
    guard let shape, sizes[0] > 0, sides.contains(shape.height), sides.contains(shape.width) else {
      throw .unusableData(
        name: file,
        reason: "its shape is \(sizes), expected [images, pixels] or [images, height, width], "
          + "1 to \(Split.largestSide) pixels a side")
    }
    return shape
  }

  private static func pixels(_ values: [Float], perImage: Int, file: String) throws(ZwalkError) -> [UInt8] {
    if let wrong = values.firstIndex(where: { !($0 >= 0 && $0 <= 255) }) {
      throw .unusableData(
        name: file,
        reason: "image \(wrong / perImage) holds \(plain(values[wrong])) at pixel \(wrong % perImage); "
          + "pixels are numbers from 0 to 1, or from 0 to 255")
    }
    let scale: Float = values.allSatisfy { $0 <= 1 } ? 255 : 1
    return values.map { UInt8(($0 * scale).rounded()) }
  }
}
