import Datasets
import Engine
import Foundation
import Formats
import LatentCore
import Models

/// Small data, small models and places for files.
enum Fixture {
  /// Images of 6 x 6 pixels in three classes that differ in where they are bright.
  static func data(train: Int = 90, test: Int = 30, side: Int = 6, seed: UInt64 = 1) -> ImageSet {
    var random = RandomSource(seed: seed)
    return ImageSet(
      id: "blobs", title: "Blobs", train: split(train, side, &random), test: split(test, side, &random),
      classNames: ["top", "middle", "bottom"])
  }

  /// Many images that are made at once, grey ramps.
  static func uniformData(train: Int, side: Int) -> ImageSet {
    let shape = ImageShape(height: side, width: side)
    let images = (0..<train).map { [UInt8](repeating: UInt8($0 % 251), count: shape.pixels) }
    let split = Split(
      shape: shape, pixels: Array(images.joined()), labels: (0..<train).map { UInt8($0 % 3) })
    return ImageSet(
      id: "ramps", title: "Ramps", train: split, test: split.prefix(10), classNames: ["a", "b", "c"])
  }

  private static func split(_ count: Int, _ side: Int, _ random: inout RandomSource) -> Split {
    var pixels: [UInt8] = []
    for image in 0..<count {
      for row in 0..<side {
        for _ in 0..<side {
          let bright = row * 3 / side == image % 3
          pixels.append(UInt8(Float(bright ? 200 : 10) + 50 * random.uniform()))
        }
      }
    }
    return Split(
      shape: ImageShape(height: side, width: side), pixels: pixels, labels: (0..<count).map { UInt8($0 % 3) })
  }

  /// A model of the catalogue made small.
  static func specification(
    _ model: String = "vae", side: Int = 6, _ settings: [String: String] = [:]
  ) throws -> ModelSpecification {
    let entry = try ModelCatalog.entry(model)
    var specification = entry.specification(for: ImageShape(height: side, width: side))
    let small = ["latent": "2", "batch": "16", "epochs": "3", "hidden": model == "linear-ae" ? "" : "8"]
    for (key, value) in small.merging(settings, uniquingKeysWith: { $1 }) {
      if specification.options.values[key]?.description == value { continue }
      if small[key] != nil, !entry.options.contains(where: { $0.key == key }) { continue }
      try specification.options.set(key, to: value, among: entry.options)
    }
    return specification
  }

  static func trainer(
    _ model: String = "vae", seed: UInt64 = 3, _ settings: [String: String] = [:]
  ) throws -> Trainer {
    try Trainer(specification(model, settings), data: data(), seed: seed)
  }
}

/// A folder that is removed when it is no longer used.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/zwalk-tests-\(UUID().uuidString)"
    try Files.makeFolder(path)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Variables under which data and runs are looked for here alone.
  var environment: [String: String] { ["XDG_DATA_HOME": path, "HOME": path] }

  /// Writes a data set as `.npz` and returns its path.
  func write(_ data: ImageSet, name: String = "blobs") throws -> String {
    let file = "\(path)/\(name).npz"
    try NPZ([
      "x_train": array(data.train), "y_train": NPY(shape: [data.train.count], bytes: data.train.labels),
      "x_test": array(data.test), "y_test": NPY(shape: [data.test.count], bytes: data.test.labels),
    ]).write(to: file)
    return file
  }

  private func array(_ split: Split) -> NPY {
    NPY(shape: [split.count, split.shape.height, split.shape.width], bytes: split.pixels)
  }
}
