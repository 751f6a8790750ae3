import Formats

extension ImageSet {
  /// Creates a data set and works out its checksum.
  public init(id: String, title: String, train: Split, test: Split, classNames: [String]) {
    var checksum = Checksum()
    for split in [train, test] {
      checksum.add(split.pixels[...])
      checksum.add(split.labels[...])
    }
    self.init(
      id: id, title: title, train: train, test: test, classNames: classNames, checksum: checksum.text)
  }
}
