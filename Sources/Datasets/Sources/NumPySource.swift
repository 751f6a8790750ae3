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
    func labels(_ name: String) -> Labels? {
      archive.arrays[name].map { Labels(array: $0, file: "\(path): \(name)") }
    }
    let train = try split(images, labels: labels("y_train"), file: "\(path): x_train")
    var test: Split?
    if let images = archive.arrays["x_test"] {
      test = try split(images, labels: labels("y_test"), file: "\(path): x_test")
    }
    return LoadedData(path: path, train: train, test: test)
  }

  /// Reads images, and labels from a file of their own.
  /// - Throws: `ZwalkError` naming file and cause.
  static func load(npy path: String, labels: String?) throws(ZwalkError) -> LoadedData {
    var classes: Labels?
    if let labels { classes = Labels(array: try NPY(reading: labels), file: labels) }
    let train = try split(try NPY(reading: path), labels: classes, file: path)
    var data = LoadedData(path: path, train: train, test: nil)
    if let labels { data.id = LabelledArrays(images: path, labels: labels).name }
    return data
  }

  /// An array of labels, and where it was read, which its errors name.
  private struct Labels {
    let array: NPY
    let file: String

    func classes() throws(ZwalkError) -> [UInt8] {
      switch array.elements {
      case .bytes(let bytes): bytes
      case .floats(let values): try NumericImages.labels(values, file: file)
      }
    }
  }

  private static func split(_ images: NPY, labels: Labels?, file: String) throws(ZwalkError) -> Split {
    let classes = try labels?.classes() ?? []
    return try NumericImages.split(images, labels: classes, file: file)
  }
}
