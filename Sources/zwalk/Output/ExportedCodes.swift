import Datasets
import Formats
import LatentCore
import Pictures

/// Codes with the images that they belong to, in the formats of other tools.
struct ExportedCodes {
  /// A file by its name.
  typealias File = (name: String, bytes: [UInt8])

  /// `[images, latent]`.
  let codes: Matrix
  let images: Split
  let classNames: [String]

  /// A column for each coordinate, and the label's number where the data has labels.
  func csv() -> [File] {
    guard let labels = images.knownLabels else {
      return [("codes.csv", CSV(header: codes.columnNames, codes).encoded)]
    }
    let rows = (0..<codes.rows).map { Array(codes.row($0)) + [Float(labels[$0])] }
    return [("codes.csv", CSV(header: codes.columnNames + ["label"], Matrix(rows)).encoded)]
  }

  /// `codes` float32, `images` and `labels` bytes.
  func npz() throws -> [File] {
    var arrays = [
      "codes": NPY(codes),
      "images": NPY(shape: [images.count, images.shape.height, images.shape.width], bytes: images.pixels),
    ]
    if let labels = images.knownLabels { arrays["labels"] = NPY(shape: [labels.count], bytes: labels) }
    return [("codes.npz", try NPZ(arrays).encoded())]
  }

  /// What projector.tensorflow.org and TensorBoard's projector read.
  func embeddingProjector() throws -> [File] {
    let tensors = (0..<codes.rows).map { row in codes.row(row).map { "\($0)" }.joined(separator: "\t") + "\n"
    }
    let sprite = ImageGrid.bitmap(images.matrix(), shape: images.shape, gap: 0)
    let labels = images.knownLabels
    var embedding: [JSONValue.Member] = [
      .init("tensorName", "codes"), .init("tensorPath", "tensors.tsv"),
      .init(
        "sprite",
        [
          "imagePath": "sprite.png",
          "singleImageDim": [.integer(images.shape.width), .integer(images.shape.height)],
        ]),
    ]
    if labels != nil { embedding.insert(.init("metadataPath", "metadata.tsv"), at: 2) }
    let configuration: JSONValue = ["embeddings": [.object(embedding)]]
    var files: [File] = [
      ("tensors.tsv", Array(tensors.joined().utf8)), ("sprite.png", try sprite.png()),
      ("projector_config.json", Array("\(configuration)\n".utf8)),
    ]
    // One column has no heading: the projector takes the first line for a value.
    if let labels { files.append(("metadata.tsv", Array(labels.map { name($0) + "\n" }.joined().utf8))) }
    return files
  }

  private func name(_ label: UInt8) -> String {
    Int(label) < classNames.count ? classNames[Int(label)] : "\(label)"
  }
}
