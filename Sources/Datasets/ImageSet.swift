import LatentCore

/// Images with their labels, kept as bytes: the training or the test part of a data set.
public struct Split: Sendable {
  /// The number of images.
  public let count: Int
  /// The shape of every image.
  public let shape: ImageShape
  /// `count * shape.pixels` bytes, 0 is black.
  public let pixels: [UInt8]
  /// A class for each image, or empty.
  public let labels: [UInt8]
  /// What the images were generated from; nil for images of other origin.
  public var factors: Factors?

  /// Creates a split.
  /// - Precondition: sizes agree.
  public init(shape: ImageShape, pixels: [UInt8], labels: [UInt8]) {
    precondition(pixels.count % shape.pixels == 0, "pixels do not fill whole images")
    count = pixels.count / shape.pixels
    precondition(labels.isEmpty || labels.count == count, "labels and images differ in number")
    self.shape = shape
    self.pixels = pixels
    self.labels = labels
  }
}

/// A data set in memory.
public struct ImageSet: Sendable {
  /// The catalogue's identifier, or the path it was read from.
  public let id: String
  /// The name for people, `MNIST`.
  public let title: String
  /// The images to learn from.
  public let train: Split
  /// The images to be judged by.
  public let test: Split
  /// The names of the classes; the label is the index.
  public let classNames: [String]
  /// CRC-32 over all pixels and labels, 8 hex digits; a run records it.
  public let checksum: String

  /// Creates a data set.
  public init(id: String, title: String, train: Split, test: Split, classNames: [String], checksum: String) {
    self.id = id
    self.title = title
    self.train = train
    self.test = test
    self.classNames = classNames
    self.checksum = checksum
  }

  /// The shape of every image.
  public var shape: ImageShape { train.shape }
}
