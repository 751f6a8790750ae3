import LatentCore

/// What a source held, before it is a data set: perhaps without a test split, perhaps without names.
struct LoadedData {
  var id: String
  var title: String
  var train: Split
  var test: Split?
  /// The names of the classes; nil when the source has none, and then the labels are their own names.
  var classNames: [String]?
  /// What messages call the labels of the splits.
  var labelFiles: [String] = []

  init(path: String, train: Split, test: Split?, classNames: [String]? = nil, labelFiles: [String] = []) {
    id = path
    let name = path.split(separator: "/").last.map(String.init) ?? path
    title = String(name.prefix { $0 != "." })
    if title.isEmpty { title = name }
    self.train = train
    self.test = test
    self.classNames = classNames
    self.labelFiles = labelFiles
  }

  /// Gives the data the names of a catalogue entry.
  /// - Throws: `ZwalkError.malformedFile` when a label has no name.
  mutating func nameClasses(_ names: [String], id: String, title: String) throws(ZwalkError) {
    for (split, file) in zip([train, test].compactMap(\.self), labelFiles) {
      if let label = split.labels.max(), label >= names.count {
        throw .malformedFile(
          path: file, format: "IDX",
          reason: "it has the label \(label), the largest of \(title) is \(names.count - 1)")
      }
    }
    classNames = names
    self.id = id
    self.title = title
  }

  /// Returns the data set; without a test split a tenth of the images, chosen by the seed, becomes one.
  /// - Throws: `ZwalkError.unusableData` when there are too few images.
  func imageSet(seed: UInt64) throws(ZwalkError) -> ImageSet {
    if let test {
      guard test.shape == train.shape else {
        throw .unusableData(
          name: id, reason: "training images are \(words(train.shape)), test images \(words(test.shape))")
      }
      return ImageSet(id: id, title: title, train: train, test: test, classNames: names)
    }
    guard train.count >= 2 else {
      throw .unusableData(
        name: id, reason: "it holds \(train.count) image; a tenth is held out, so 2 are needed")
    }
    var random = RandomSource(seed: seed, stream: Self.holdOutStream)
    let order = random.permutation(train.count)
    let held = max(1, train.count / 10)
    return ImageSet(
      id: id, title: title, train: train.selecting(order[held...].sorted()),
      test: train.selecting(order[..<held].sorted()), classNames: names)
  }

  /// Keeps the choice of the held-out images apart from other draws with the same seed.
  private static let holdOutStream: UInt64 = 0x686F6C64

  private var names: [String] {
    let highest = max(train.labels.max().map(Int.init) ?? -1, test?.labels.max().map(Int.init) ?? -1)
    return classNames ?? (0..<highest + 1).map(String.init)
  }

  private func words(_ shape: ImageShape) -> String { "\(shape.height) x \(shape.width)" }
}
