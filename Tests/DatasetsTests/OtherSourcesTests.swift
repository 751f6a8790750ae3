import Datasets
import Formats
import LatentCore
import TestSupport
import Testing

@Suite("Arrays, tables and pictures as data sets")
struct OtherSourcesTests {
  private let folder: TemporaryFolder
  private let train = randomSplit(count: 20, height: 3, width: 3, seed: 1)
  private let test = randomSplit(count: 5, height: 3, width: 3, seed: 2)

  init() throws { folder = try TemporaryFolder() }

  private func loadingFailure(_ name: String, labels: String? = nil) -> String {
    failure { () throws(ZwalkError) in
      let name = try DatasetCatalog.name(images: folder(name), labels: labels.map { folder($0) })
      _ = try DatasetCatalog.load(name, environment: [:])
    }
  }

  @Test("an npz with x_train, y_train, x_test, y_test")
  func npz() throws {
    let archive = NPZ([
      "x_train": NPY(shape: [20, 3, 3], bytes: train.pixels),
      "y_train": NPY(shape: [20], bytes: train.labels),
      "x_test": NPY(shape: [5, 9], values: test.pixels.map { Float($0) / 255 }),
      "y_test": NPY(shape: [5], values: test.labels.map(Float.init)),
    ])
    try archive.write(to: folder("a.npz"))
    let data = try DatasetCatalog.load(folder("a.npz"), environment: [:])
    #expect(data.train.equals(train))
    #expect(data.test.equals(test), "numbers in [0, 1] become the same bytes")
    #expect(data.title == "a")
  }

  @Test("an npz without x_train, or with labels that are none, is named")
  func brokenNPZ() throws {
    try NPZ(["x": NPY(shape: [1], values: [1])]).write(to: folder("a.npz"))
    #expect(loadingFailure("a.npz").contains("no array x_train"))
    let images = NPY(shape: [2, 4], bytes: [0, 1, 2, 3, 4, 5, 6, 7])
    try NPZ(["x_train": images, "y_train": NPY(shape: [2], values: [1, 2.5])]).write(to: folder("a.npz"))
    #expect(loadingFailure("a.npz").contains("y_train: label 1 is 2.5;"))
    try NPZ(["x_train": images, "y_train": NPY(shape: [2], values: [1, 300])]).write(to: folder("a.npz"))
    #expect(loadingFailure("a.npz").contains("y_train: label 1 is 300;"))
    try NPZ(["x_train": images, "y_train": NPY(shape: [3], bytes: [1, 2, 3])]).write(to: folder("a.npz"))
    #expect(loadingFailure("a.npz").contains("3 labels for 2 images"))
  }

  @Test("an npy with labels in a file of their own")
  func npy() throws {
    try NPY(shape: [20, 3, 3], bytes: train.pixels).write(to: folder("x.npy"))
    try NPY(shape: [20], bytes: train.labels).write(to: folder("y.npy"))
    let name = try DatasetCatalog.name(images: folder("x.npy"), labels: folder("y.npy"))
    let data = try DatasetCatalog.load(name, environment: [:])
    #expect(data.train.count == 18 && data.test.count == 2)
    #expect(train.excluding(imagesOf: data.train).split.equals(data.test))
    let again = try DatasetCatalog.load(data.id, environment: [:])
    #expect(again.checksum == data.checksum, "the name that a run keeps brings the labels too")
    #expect(data.title == "x")
  }

  @Test("labels that are not there are named, and so are images that bring their own")
  func foreignLabels() throws {
    try NPY(shape: [20, 3, 3], bytes: train.pixels).write(to: folder("x.npy"))
    #expect(loadingFailure("x.npy", labels: "none.npy").contains("none.npy: there is no such file"))
    #expect(loadingFailure("a.npz", labels: "y.npy").contains("--labels goes with a .npy file"))
  }

  @Test(
    "numbers that are no pixels, and shapes that are no images, are named",
    arguments: [-0.5, 256, .nan] as [Float])
  func notPixels(value: Float) throws {
    try NPY(shape: [2, 4], values: [0, 0, 0, 0, 0, 0, 0, value]).write(to: folder("x.npy"))
    #expect(loadingFailure("x.npy").contains("pixels are numbers"))
    try NPY(shape: [2], values: [0, 0]).write(to: folder("x.npy"))
    #expect(loadingFailure("x.npy").contains("its shape is [2]"))
  }

  @Test("a csv with a label column, named or not", arguments: ["first", "last", "named"])
  func csv(place: String) throws {
    var text = place == "named" ? (0..<9).map { "p\($0)" }.joined(separator: ",") + ",label\n" : ""
    for index in 0..<train.count {
      let cells = train.bytes(index).map { "\($0)" }
      let label = "\(train.labels[index])"
      text += (place == "first" ? [label] + cells : cells + [label]).joined(separator: ",") + "\n"
    }
    try folder.write(Array(text.utf8), to: "a.csv")
    let data = try DatasetCatalog.load(folder("a.csv"), environment: [:])
    #expect(data.shape == ImageShape(height: 3, width: 3))
    #expect(train.excluding(imagesOf: data.train).split.equals(data.test))
  }

  @Test("a folder of pictures, whose sub-folders are the classes")
  func pictures() throws {
    for index in 0..<train.count {
      let picture = PixelBuffer(width: 3, height: 3, channels: .grey, bytes: Array(train.bytes(index)))
      let name = ["boot", "bag"][index % 2]
      try folder.write(PNG.encode(picture), to: "pictures/\(name)/\(100 + index).png")
    }
    let data = try DatasetCatalog.load(folder("pictures"), environment: [:])
    #expect(data.classNames == ["bag", "boot"])
    #expect(data.train.count == 18 && data.test.count == 2)
    let all = [data.train, data.test].reduce(0) { $0 + $1.labels.count { $0 == 0 } }
    #expect(all == 10)
  }

  @Test("a picture of another size, or a broken one, is named")
  func brokenPictures() throws {
    for side in [3, 4] {
      let picture = PixelBuffer(
        width: side, height: side, channels: .grey, bytes: [UInt8](repeating: 9, count: side * side))
      try folder.write(PNG.encode(picture), to: "pictures/\(side).png")
    }
    #expect(loadingFailure("pictures").contains("4.png: it is 4 x 4 pixels, the first picture 3 x 3"))
    try folder.write([1, 2, 3], to: "pictures/3.png")
    #expect(loadingFailure("pictures").contains("3.png: not a usable PNG file"))
  }

  @Test("a file of no known kind says which there are")
  func unknownKind() throws {
    try folder.write([1], to: "x.bin")
    #expect(loadingFailure("x.bin").contains(".npz, .npy or .csv"))
  }
}
