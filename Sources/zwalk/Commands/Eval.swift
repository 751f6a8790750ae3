import Analysis
import ArgumentParser
import Engine
import LatentCore

/// `zwalk eval`: how well a run does on data.
struct Eval: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the losses of a run and how well its codes keep neighbours.",
    discussion: "Example: zwalk eval vae-20 --data mnist --split test --json")

  @OptionGroup var model: RunArgument
  @OptionGroup var data: DataOptions
  @OptionGroup var split: SplitOption
  @OptionGroup var seed: SeedOptions
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    try threads.apply()
    let seed = try seed.value()
    let subject = try model.open()
    let images = try split.choose(from: data.load(for: subject.run, seed: seed, talk: output.talk))
    let losses = try Evaluation.losses(of: subject.run.makeModel(), on: images, seed: seed)
    let (codes, seconds) = subject.codes(of: images)
    let quality = try Measuring.quality(
      of: codes, data: images, labels: images.knownLabels, talk: output.talk)
    let line = MapLine(
      method: model.run, dimensions: codes.columns, seconds: seconds, quality: quality,
      facts: [
        .init(key: "loss", value: losses.loss), .init(key: "reconstruction", value: losses.reconstruction),
        .init(key: "kl", value: losses.kl),
      ])
    try MapReport([line]).print(asJSON: output.json)
  }
}
