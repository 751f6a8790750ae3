import ArgumentParser
import LatentCore
import Pictures

/// `zwalk sample`: images from draws.
struct Sample: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Decode draws from the prior.",
    discussion: """
      Example: zwalk sample vae-20 -n 64 --seed 3 --out grid.png

      A model without a prior draws from a Gaussian fitted to its training codes, and standard error says so. \
      A model that is told labels takes them in turn unless --label says which.
      """)

  @OptionGroup var model: RunArgument
  @OptionGroup var data: DataOptions

  @Option(
    name: .customShort("n"), parsing: .unconditional, help: ArgumentHelp("How many.", valueName: "count"),
    transform: Parsing.images)
  var count = 64

  @OptionGroup var label: LabelOption
  @OptionGroup var picture: PictureOption
  @OptionGroup var seed: SeedOptions
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var talk: TalkOptions

  func run() throws {
    let target = try picture.target()
    try threads.apply()
    let subject = try model.open()
    let seed = try seed.value()
    var usesData = false
    let codes = try subject.draws(count, seed: seed) {
      usesData = true
      return try data.load(for: subject.run, seed: seed, talk: talk).train
    }
    if !usesData { try data.passOver("\(subject.name) knows what to draw from", talk: talk) }
    if !subject.hasPrior {
      talk.remark("\(subject.name) has no prior; draws come from a Gaussian fitted to its training codes")
    }
    let labels = try subject.labels(count, chosen: label.label)
    let images = subject.decoder.images(at: codes, labels: labels)
    let shape = subject.run.specification.imageShape
    try target.show(images, shape: shape) { ImageGrid.bitmap(images, shape: shape) }
  }
}
