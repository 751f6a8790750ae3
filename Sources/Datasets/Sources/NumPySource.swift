import Formats
import LatentCore

/// Data sets in NumPy's formats.
enum NumPySource {
  /// Reads `x_train`, `y_train`, `x_test` and `y_test` of an archive, as Keras' `mnist.npz` has them.
  /// - Throws: `ZwalkError` naming file, array and cause; `x_train` alone is needed.
  static func load(npz path: String) throws(ZwalkError) -> LoadedData {
    let names: Set = ["x_train", "y_train", "x_test", "y_test"]
    let archive = try NPZ(reading: path, only: names)
    guard let images = archive.arrays["x_train"] else {
      throw .unusableData(name: path, reason: "it has no array x_train")
    }
    let train = try split(images, labels: archive.arrays["y_train"], file: "\(path): x_train")
    var test: Split?
    if let images = archive.arrays["x_test"] {
      test = try split(images, labels: archive.arrays["y_test"], file: "\(path): x_test")
    }
    return LoadedData(path: path, train: train, test: test)
  }

  /// Reads images, and labels from a file of their own.
  /// - Throws: `ZwalkError` naming file and cause.
  static func load(npy path: String, labels: String?) throws(ZwalkError) -> LoadedData {
    var classes: NPY?
    if let labels { classes = try NPY(reading: labels) }
    let train = try split(try NPY(reading: path), labels: classes, file: path)
    return LoadedData(path: path, train: train, test: nil)
  }

  private static func split(_ images: NPY, labels: NPY?, file: String) throws(ZwalkError) -> Split {
    var classes: [UInt8] = []
    switch labels?.elements {
    case nil: break
    case .bytes(let bytes): classes = bytes
    case .floats(let values): classes = try NumericImages.labels(values, file: file)
    }
    return try NumericImages.split(images, labels: classes, file: file)
  }
}
