import ArgumentParser
import Formats
import LatentCore

/// `zwalk encode`: images to codes.
struct Encode: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the codes of images, [n, latent] float32.",
    discussion: "Example: zwalk encode vae-2 --data mnist --split test --out z.npy")

  @OptionGroup var model: RunArgument
  @OptionGroup var data: DataOptions
  @OptionGroup var split: SplitOption

  @Option(
    name: .customShort("n"), parsing: .unconditional,
    help: ArgumentHelp("Only the first images.", valueName: "count"), transform: Parsing.count)
  var count: Int?

  @Option(name: .long, help: ArgumentHelp("A .npy or .csv file; - is standard output.", valueName: "file"))
  var out: String

  @OptionGroup var seed: SeedOptions
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var talk: TalkOptions

  func run() throws {
    let file = try OutputFile(out, formats: [.npy, .csv])
    try threads.apply()
    let subject = try model.open()
    let images = try split.choose(
      from: data.load(for: subject.run, seed: seed.value(), talk: talk), first: count)
    let codes = subject.decoder.codes(of: images)
    try file.write(file.format == .csv ? CSV(header: codes.columnNames, codes).encoded : NPY(codes).encoded)
  }
}

extension Matrix {
  /// What the coordinates of codes are called in tables: `z1`, `z2` ...
  var columnNames: [String] { (1...max(columns, 1)).prefix(columns).map { "z\($0)" } }
}
