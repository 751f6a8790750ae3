import Formats
import LatentCore

/// A folder of PNG files of one size; those in sub-folders have the folder's name as their class.
struct PictureFolder {
  private let folder: String

  init(_ folder: String) { self.folder = folder }

  /// Reads the first picture.
  /// - Throws: `ZwalkError` when there is none, or it cannot be read.
  func check() throws(ZwalkError) {
    guard let first = try contents().files.first?.path else { throw nothing }
    _ = try PNG.decodeGrey(Files.read(first), file: first, largestSide: Split.largestSide)
  }

  private var nothing: ZwalkError {
    .unusableData(
      name: folder, reason: "it holds neither IDX files (train-images-idx3-ubyte ...) nor PNG files")
  }

  /// Reads all pictures as grey.
  /// - Throws: `ZwalkError` naming the file that cannot be read or has another size than the first.
  func load(_ progress: (Double) throws(ZwalkError) -> Void) throws(ZwalkError) -> LoadedData {
    let (files, classNames) = try contents()
    var pixels: [UInt8] = []
    var shape: ImageShape?
    for (index, file) in files.enumerated() {
      let picture = try PNG.decodeGrey(Files.read(file.path), file: file.path, largestSide: Split.largestSide)
      let found = ImageShape(height: picture.height, width: picture.width)
      let expected = shape ?? found
      guard found == expected else {
        throw .unusableData(
          name: file.path,
          reason:
            "it is \(found.height) x \(found.width) pixels, the first picture \(expected.height) x \(expected.width)"
        )
      }
      shape = expected
      pixels += picture.bytes
      if index % 256 == 0 { try progress(Double(index) / Double(files.count)) }
    }
    guard let shape else { throw nothing }
    let labels = classNames.isEmpty ? [] : files.map(\.label)
    let train = Split(shape: shape, pixels: pixels, labels: labels)
    return LoadedData(path: folder, train: train, test: nil, classNames: classNames)
  }

  /// The pictures with their classes: those of the sub-folders, or of the folder itself when none has any.
  private func contents() throws(ZwalkError) -> (files: [(path: String, label: UInt8)], classNames: [String])
  {
    var files: [(path: String, label: UInt8)] = []
    var classNames: [String] = []
    for name in try Files.names(in: folder) where Files.kind(of: "\(folder)/\(name)") == .folder {
      let pictures = try pictures(in: "\(folder)/\(name)")
      guard !pictures.isEmpty else { continue }
      guard let label = UInt8(exactly: classNames.count) else {
        throw .unusableData(name: folder, reason: "it has more than 256 sub-folders, which are its classes")
      }
      files += pictures.map { ($0, label) }
      classNames.append(name)
    }
    if files.isEmpty { files = try pictures(in: folder).map { ($0, 0) } }
    return (files, classNames)
  }

  private func pictures(in folder: String) throws(ZwalkError) -> [String] {
    try Files.names(in: folder).filter { $0.lowercased().hasSuffix(".png") }.map { "\(folder)/\($0)" }
  }
}
