import Formats
import LatentCore

extension Split {
  /// The largest side of an image, in pixels.
  static let largestSide = 4096

  /// Joins the arrays of an images file and a labels file.
  /// - Parameters:
  ///   - labels: nil when there is no such file.
  ///   - imagesFile, labelsFile: what messages call the files.
  /// - Throws: `ZwalkError.malformedFile` naming the file whose dimensions are wrong, or whose number differs.
  init(images: consuming IDX, labels: IDX?, imagesFile: String, labelsFile: String) throws(ZwalkError) {
    func malformed(_ file: String, _ reason: String) -> ZwalkError {
      .malformedFile(path: file, format: "IDX", reason: reason)
    }
    let sizes = images.dimensions
    guard sizes.count == 3 else {
      throw malformed(imagesFile, "images have 3 dimensions, it has \(sizes.count): are these labels?")
    }
    let shape = ImageShape(height: sizes[1], width: sizes[2])
    guard sizes[0] > 0 else { throw malformed(imagesFile, "it holds no image") }
    let sides = 1...Self.largestSide
    guard sides.contains(shape.height), sides.contains(shape.width) else {
      throw malformed(
        imagesFile,
        "its images are \(shape.height) x \(shape.width) pixels, 1 to \(Self.largestSide) a side are read")
    }
    if let labels {
      guard labels.dimensions.count == 1 else {
        throw malformed(
          labelsFile, "labels have 1 dimension, it has \(labels.dimensions.count): are these images?")
      }
      guard labels.bytes.count == sizes[0] else {
        throw malformed(
          labelsFile, "it has \(labels.bytes.count) labels for \(sizes[0]) images in \(imagesFile)")
      }
    }
    self.init(shape: shape, pixels: images.bytes, labels: labels?.bytes ?? [])
  }
}
