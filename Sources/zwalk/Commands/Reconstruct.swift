import ArgumentParser
import LatentCore
import Pictures

/// `zwalk reconstruct`: what a run makes of images.
struct Reconstruct: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draw images over what the run makes of them.",
    discussion: "Example: zwalk reconstruct vae-20 -n 10 --out pairs.png")

  @OptionGroup var model: RunArgument
  @OptionGroup var data: DataOptions
  @OptionGroup var split: SplitOption

  @Option(
    name: .customShort("n"), parsing: .unconditional,
    help: ArgumentHelp("How many images, from the first.", valueName: "count"), transform: Parsing.images)
  var count = 5

  @OptionGroup var picture: PictureOption
  @OptionGroup var seed: SeedOptions
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var talk: TalkOptions

  func run() throws {
    let target = try picture.target()
    try threads.apply()
    let subject = try model.open()
    let images = try split.choose(
      from: data.load(for: subject.run, seed: seed.value(), talk: talk), first: count)
    let originals = images.matrix()
    let restored = subject.decoder.reconstructions(of: images)
    let perRow = min(count, BlockArt.perRow(images.shape))
    try target.show(originals.interleaved(with: restored, by: perRow), shape: images.shape, perRow: perRow) {
      ImageGrid.pairs(originals: originals, reconstructions: restored, shape: images.shape)
    }
  }
}

extension Matrix {
  /// Returns so many rows, then as many of the other matrix, and so on: lines of originals over reconstructions.
  fileprivate func interleaved(with other: Matrix, by count: Int) -> Matrix {
    var result = Matrix(rows: 0, columns: columns)
    for start in stride(from: 0, to: rows, by: count) {
      let range = start..<Swift.min(start + count, rows)
      result.append(rowsOf: self.rows(in: range))
      result.append(rowsOf: other.rows(in: range))
    }
    return result
  }
}
