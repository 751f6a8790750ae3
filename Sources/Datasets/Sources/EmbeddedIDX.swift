import Formats
import LatentCore

/// The IDX files of a folder of `assets/`, which the program carries within itself.
struct EmbeddedIDX {
  let folder: String

  /// Reads the four files.
  /// - Throws: `ZwalkError.datasetMissing` when the program was built without them.
  func load(_ progress: (Double) throws(ZwalkError) -> Void) throws(ZwalkError) -> LoadedData {
    let train = try split("train")
    try progress(0.85)
    return LoadedData(path: folder, train: train, test: try split("t10k"))
  }

  private func split(_ part: String) throws(ZwalkError) -> Split {
    let images = "\(folder)/\(part)-images-idx3-ubyte.gz"
    let labels = "\(folder)/\(part)-labels-idx1-ubyte.gz"
    return try Split(
      images: array(images), labels: array(labels), imagesFile: images, labelsFile: labels)
  }

  private func array(_ name: String) throws(ZwalkError) -> IDX {
    guard let bytes = EmbeddedAsset.named(name) else {
      throw .datasetMissing(
        name: folder, searched: ["the program itself"], advice: "run Scripts/make-assets and build again")
    }
    return try IDX(decoding: bytes, file: name)
  }
}
