import ArgumentParser
import Datasets
import Formats
import LatentCore

/// `zwalk export`: codes and images for other tools.
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the codes of a run, with labels and images, for other tools.",
    discussion: """
      Example: zwalk export vae-20 --to embedding-projector projector

      embedding-projector: tensors.tsv, metadata.tsv, sprite.png and projector_config.json, which \
      projector.tensorflow.org and TensorBoard read. csv: codes.csv. npz: codes.npz with codes, labels and images.
      """)

  /// What another tool reads.
  enum Target: String, ExpressibleByArgument, CaseIterable {
    case embeddingProjector = "embedding-projector"
    case csv, npz
  }

  @OptionGroup var model: RunArgument

  @Option(name: .long, help: "What the files are for.")
  var to: Target

  @Argument(help: "The folder to write into; it is made when there is none.", completion: .directory)
  var folder: String

  @OptionGroup var data: DataOptions
  @OptionGroup var split: SplitOption

  @Option(
    name: .customShort("n"), parsing: .unconditional,
    help: ArgumentHelp("Only the first images.", valueName: "count"), transform: Parsing.count)
  var count: Int?

  @OptionGroup var seed: SeedOptions
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var talk: TalkOptions

  func validate() throws {
    // An empty name would make paths that begin at the root.
    if folder.isEmpty {
      throw ValidationError("the folder is empty; it takes the name of a folder to write into")
    }
  }

  func run() throws {
    try threads.apply()
    let subject = try model.open()
    let set = try data.load(for: subject.run, seed: seed.value(), talk: talk)
    let images = try split.choose(from: set, first: count)
    let exported = ExportedCodes(
      codes: subject.decoder.codes(of: images), images: images, classNames: set.classNames)
    try Files.makeFolder(folder)
    let files =
      switch to {
      case .embeddingProjector: try exported.embeddingProjector()
      case .csv: exported.csv()
      case .npz: try exported.npz()
      }
    for (name, bytes) in files { try Files.write(bytes, to: "\(folder)/\(name)") }
    try StandardStreams.write(files.map { "\(folder)/\($0.name)\n" }.joined())
  }
}
