import Formats
import LatentCore

/// A folder of IDX files, named as MNIST's are, packed by gzip or plain.
struct IDXFolder {
  enum Part: String { case train, test = "t10k" }
  enum Content: String { case images = "images-idx3-ubyte", labels = "labels-idx1-ubyte" }

  private let folder: String

  init(_ folder: String) { self.folder = folder }

  /// Whether there are training images.
  var hasImages: Bool { path(.train, .images) != nil || path(.train, .labels) != nil }

  /// The bytes of all its files.
  var bytes: Int {
    [Part.train, .test].flatMap { part in [Content.images, .labels].compactMap { path(part, $0) } }
      .reduce(0) { $0 + Files.size(of: $1) }
  }

  /// The path of a file, nil when there is none.
  func path(_ part: Part, _ content: Content) -> String? {
    candidates(part, content).first { Files.kind(of: $0) == .file }
  }

  /// Reads the files.
  /// - Parameter complete: whether labels and test split have to be there.
  /// - Throws: `ZwalkError` naming the file and the cause.
  func load(
    complete: Bool, _ progress: (Double) throws(ZwalkError) -> Void
  ) throws(ZwalkError) -> LoadedData {
    let train = try split(.train, labelled: complete)
    // Training images are six sevenths of MNIST.
    try progress(0.85)
    let hasTest = complete || path(.test, .images) != nil
    let test = hasTest ? try split(.test, labelled: complete) : nil
    return LoadedData(
      path: folder, train: train, test: test,
      labelFiles: [Part.train, .test].map { path($0, .labels) ?? folder })
  }

  private func split(_ part: Part, labelled: Bool) throws(ZwalkError) -> Split {
    let imagesFile = path(part, .images) ?? candidates(part, .images)[0]
    let labelsFile = path(part, .labels)
    let images = try IDX(reading: imagesFile, advice: "images and labels are two files")
    let labels =
      if let labelsFile {
        try IDX(reading: labelsFile)
      } else if labelled {
        try IDX(reading: candidates(part, .labels)[0], advice: "images and labels are two files")
      } else {
        nil as IDX?
      }
    return try Split(
      images: images, labels: labels, imagesFile: imagesFile, labelsFile: labelsFile ?? imagesFile)
  }

  /// The usual name and the one with a point, which some downloads have; `test` stands for `t10k` too.
  private func candidates(_ part: Part, _ content: Content) -> [String] {
    let prefixes = part == .train ? ["train"] : ["t10k", "test"]
    let dotted = content.rawValue.split(separator: "-", maxSplits: 1).joined(separator: ".")
    return [".gz", ""].flatMap { ending in
      prefixes.flatMap { prefix in
        [content.rawValue, dotted].map { "\(folder)/\(prefix)-\($0)\(ending)" }
      }
    }
  }
}
