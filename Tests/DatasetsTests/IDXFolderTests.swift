import Datasets
import Formats
import LatentCore
import TestSupport
import Testing

@Suite("Folders of IDX files")
struct IDXFolderTests {
  private let folder: TemporaryFolder
  private let train = randomSplit(count: 40, seed: 1)
  private let test = randomSplit(count: 7, seed: 2)

  init() throws { folder = try TemporaryFolder() }

  private func load(seed: UInt64 = 0) throws(ZwalkError) -> ImageSet {
    try DatasetCatalog.load(folder("data"), environment: [:], seed: seed)
  }

  private func loadingFailure() -> String { failure { () throws(ZwalkError) in _ = try load() } }

  @Test("packed or plain, with a hyphen or a point in the name", arguments: [true, false], [true, false])
  func names(packed: Bool, dotted: Bool) throws {
    try folder.write(train, part: "train", in: "data", dotted: dotted, packed: packed)
    try folder.write(test, part: "t10k", in: "data", dotted: dotted, packed: packed)
    let data = try load()
    #expect(data.train.equals(train))
    #expect(data.test.equals(test))
    #expect(data.classNames == (0...9).map(String.init))
    #expect(data.id == folder("data"))
  }

  @Test("without a test split a tenth is held out, chosen by the seed")
  func heldOut() throws {
    try folder.write(train, part: "train", in: "data")
    let (first, again, other) = (try load(seed: 1), try load(seed: 1), try load(seed: 2))
    #expect(first.test.count == 4)
    #expect(first.train.count == 36)
    #expect(first.test.equals(again.test))
    #expect(!first.test.equals(other.test))
    #expect(train.excluding(imagesOf: first.train).split.equals(first.test), "together they are all images")
  }

  @Test("images without labels are data without classes")
  func unlabelled() throws {
    let images = IDX(dimensions: [40, 5, 4], bytes: train.pixels)
    try folder.write(images.encoded, to: "data/train-images-idx3-ubyte")
    let data = try load()
    #expect(data.train.labels.isEmpty)
    #expect(data.classNames.isEmpty)
  }

  @Test("fewer or more labels than images is an error that names both files", arguments: [39, 41])
  func differentNumbers(labels: Int) throws {
    try folder.write(train, part: "train", in: "data")
    let wrong = IDX(dimensions: [labels], bytes: [UInt8](repeating: 1, count: labels))
    try folder.write(Gzip.compress(wrong.encoded), to: "data/train-labels-idx1-ubyte.gz")
    let message = loadingFailure()
    #expect(
      message.contains("train-labels-idx1-ubyte.gz") && message.contains("\(labels) labels for 40 images"))
    #expect(message.contains("train-images-idx3-ubyte.gz"))
  }

  @Test(
    "no images, empty images and images larger than 4096 a side are errors that name the file",
    arguments: [
      ([0, 28, 28], "no image"), ([1, 0, 28], "0 x 28"), ([1, 4097, 1], "4097 x 1"),
      ([1, 1, 4097], "1 x 4097"),
    ])
  func sizes(sizes: [Int], cause: String) throws {
    let images = IDX(dimensions: sizes, bytes: [UInt8](repeating: 0, count: sizes.reduce(1, *)))
    try folder.write(images.encoded, to: "data/train-images-idx3-ubyte")
    let message = loadingFailure()
    #expect(message.contains("data/train-images-idx3-ubyte") && message.contains(cause))
  }

  @Test("labels in the place of images, and images in the place of labels")
  func swapped() throws {
    let labels = IDX(dimensions: [40], bytes: train.labels)
    try folder.write(labels.encoded, to: "data/train-images-idx3-ubyte")
    #expect(loadingFailure().contains("are these labels?"))
    let images = IDX(dimensions: [40, 5, 4], bytes: train.pixels)
    try folder.write(images.encoded, to: "data/train-images-idx3-ubyte")
    try folder.write(images.encoded, to: "data/train-labels-idx1-ubyte")
    #expect(loadingFailure().contains("are these images?"))
  }

  @Test("training and test images of different shape are an error")
  func shapes() throws {
    try folder.write(train, part: "train", in: "data")
    try folder.write(randomSplit(count: 3, height: 2, width: 2), part: "t10k", in: "data")
    #expect(loadingFailure().contains("training images are 5 x 4, test images 2 x 2"))
  }

  @Test("a truncated, mislabelled or lying file is named with its cause")
  func broken() throws {
    try folder.write(train, part: "train", in: "data")
    let name = "data/train-images-idx3-ubyte.gz"
    let whole = try Files.read(folder(name))
    try folder.write(Array(whole.prefix(whole.count / 2)), to: name)
    #expect(loadingFailure().contains("\(folder(name)): not a usable gzip file: it is truncated"))
    try folder.write(Array("<html>".utf8), to: name)
    #expect(loadingFailure().contains("\(folder(name)): not a usable gzip file: it is not gzip"))
    var lie = IDX(dimensions: [40, 5, 4], bytes: train.pixels).encoded
    lie[7] = 41
    try folder.write(Gzip.compress(lie), to: name)
    #expect(
      loadingFailure().contains("\(folder(name)): not a usable IDX file: its header promises 41 x 5 x 4"))
  }

  @Test("an empty folder says what it should hold")
  func empty() throws {
    try Files.makeFolder(folder("data"))
    #expect(loadingFailure().contains("train-images-idx3-ubyte"))
  }
}
