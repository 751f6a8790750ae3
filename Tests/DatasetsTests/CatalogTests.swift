import Datasets
import Formats
import LatentCore
import TestSupport
import Testing

@Suite("Catalogue of data sets")
struct CatalogTests {
  @Test("identifiers are lower case and unique, and every entry describes itself")
  func entries() {
    #expect(Set(DatasetCatalog.all.map(\.id)).count == DatasetCatalog.all.count)
    for entry in DatasetCatalog.all {
      #expect(entry.id == entry.id.lowercased() && !entry.id.contains(" "))
      #expect(
        !entry.title.isEmpty && !entry.description.isEmpty && !entry.source.isEmpty && !entry.advice.isEmpty)
    }
  }

  @Test("classes have their names")
  func classNames() throws {
    #expect(
      try DatasetCatalog.all.entry(named: "mnist", kind: "data set").classNames == (0...9).map(String.init))
    #expect(
      try DatasetCatalog.all.entry(named: "fashion-mnist", kind: "data set").classNames == [
        "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
        "Ankle boot",
      ])
  }

  @Test("the search goes from ZWALK_DATA to the user's folder")
  func searchPath() throws {
    let folder = try TemporaryFolder()
    let environment = ["ZWALK_DATA": folder("chosen"), "XDG_DATA_HOME": folder("home")]
    func place() -> DatasetPlace? {
      DatasetCatalog.survey(environment: environment).first { $0.entry.id == "mnist" }?.place
    }
    #expect(place() == nil)
    try folder.write(randomSplit(count: 20), part: "train", in: "home/zwalk/mnist")
    #expect(place() == .folder(folder("home/zwalk/mnist")))
    try folder.write(randomSplit(count: 20), part: "train", in: "chosen/mnist")
    #expect(place() == .folder(folder("chosen/mnist")))
  }

  @Test("the survey says where each set is, or was looked for")
  func survey() throws {
    let folder = try TemporaryFolder()
    let survey = DatasetCatalog.survey(environment: ["ZWALK_DATA": folder.path, "HOME": folder.path])
    #expect(survey.map(\.entry.id) == DatasetCatalog.all.map(\.id))
    let mnist = try #require(survey.first)
    #expect(
      mnist.searched == [folder("mnist"), folder(".local/share/zwalk/mnist"), "/usr/share/datasets/mnist"])
    #expect(survey.first { $0.entry.id == "mnist-5k" }?.place == .embedded)
  }

  @Test("a missing set says where it was looked for and how to get it")
  func missing() throws {
    let folder = try TemporaryFolder()
    let message = failure { () throws(ZwalkError) in
      _ = try DatasetCatalog.load("mnist", environment: ["ZWALK_DATA": folder.path, "HOME": folder.path])
    }
    #expect(message.contains(folder("mnist")) && message.contains("/usr/share/datasets/mnist"))
    #expect(message.contains("mnist-5k is built in"))
  }

  @Test("a set of the catalogue without its test files is an error, not a smaller set")
  func incomplete() throws {
    let folder = try TemporaryFolder()
    try folder.write(randomSplit(count: 20), part: "train", in: "mnist")
    let message = failure { () throws(ZwalkError) in
      _ = try DatasetCatalog.load("mnist", environment: ["ZWALK_DATA": folder.path])
    }
    #expect(message.contains("t10k-images-idx3-ubyte"))
  }

  @Test("a label beyond the class names is an error that names the file")
  func foreignLabel() throws {
    let folder = try TemporaryFolder()
    let images = randomSplit(count: 3)
    let wrong = Split(shape: images.shape, pixels: images.pixels, labels: [0, 26, 1])
    try folder.write(images, part: "train", in: "mnist")
    try folder.write(wrong, part: "t10k", in: "mnist")
    let message = failure { () throws(ZwalkError) in
      _ = try DatasetCatalog.load("mnist", environment: ["ZWALK_DATA": folder.path])
    }
    #expect(
      message.contains("t10k-labels-idx1-ubyte.gz") && message.contains("label 26")
        && message.contains("is 9"))
  }

  @Test("an unknown name lists the known ones, a path that is not there is named")
  func unknown() {
    let name = failure { () throws(ZwalkError) in _ = try DatasetCatalog.load("minst", environment: [:]) }
    #expect(name.contains("no data set named 'minst'") && name.contains("fashion-mnist"))
    let path = failure { () throws(ZwalkError) in _ = try DatasetCatalog.load("./none", environment: [:]) }
    #expect(path.hasPrefix("./none: there is no such file"))
  }

  @Test("a part is named behind a colon")
  func part() throws {
    #expect(try DatasetCatalog.loadSplit("mnist-5k:test", environment: [:]).count == 1000)
    #expect(try DatasetCatalog.loadSplit("mnist-5k:train", environment: [:]).count == 4000)
    let none = failure { () throws(ZwalkError) in
      _ = try DatasetCatalog.loadSplit("mnist-5k", environment: [:])
    }
    #expect(none.contains("DATA:SPLIT"))
    let wrong = failure { () throws(ZwalkError) in
      _ = try DatasetCatalog.loadSplit("mnist-5k:tset", environment: [:])
    }
    #expect(wrong.contains("no split named 'tset'") && wrong.contains("train, test"))
  }

  @Test("progress goes from 0 to 1, and what it throws ends the loading")
  func progress() throws {
    var shares: [Double] = []
    _ = try DatasetCatalog.load("mnist-5k", environment: [:]) { share throws(ZwalkError) in
      shares.append(share)
    }
    #expect(shares.first == 0 && shares.last == 1 && shares == shares.sorted())
    #expect(throws: ZwalkError.interrupted) {
      try DatasetCatalog.load("mnist-5k", environment: [:]) { _ throws(ZwalkError) in throw .interrupted }
    }
  }
}

@Suite("The embedded digits")
struct EmbeddedDigitsTests {
  private let data: ImageSet

  init() throws { data = try DatasetCatalog.load("mnist-5k", environment: [:]) }

  @Test("4,000 to train and 1,000 to test, 400 and 100 of each class, in mixed order")
  func balance() {
    #expect(SplitStatistics(data.train, classes: 10).classCounts == [Int](repeating: 400, count: 10))
    #expect(SplitStatistics(data.test, classes: 10).classCounts == [Int](repeating: 100, count: 10))
    #expect(data.shape == .mnist)
    #expect(data.test.labels != data.test.labels.sorted())
    #expect(Set(data.train.labels.prefix(100)).count == 10)
  }

  @Test("the same bytes as ever")
  func checksum() { #expect(data.checksum == "31bbd216") }

  @Test("no test image occurs among the training images")
  func disjoint() { #expect(data.train.excluding(imagesOf: data.test).dropped == 0) }
}
