import Analysis
import ArgumentParser
import LatentCore
import Projections

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
    let clock = ContinuousClock()
    let start = clock.now
    let evaluation = try Evaluation(of: subject.run.makeModel(), on: images, seed: seed)
    let row = ComparisonRow(
      method: model.run, n: images.count, dims: subject.run.specification.latentDimension,
      seconds: start.duration(to: clock.now) / .seconds(1),
      quality: evaluation.codes ?? MapQuality(points: images.count))
    let extras: [MapReport.Extra] = [
      .init(key: "loss", value: evaluation.losses.loss),
      .init(key: "reconstruction", value: evaluation.losses.reconstruction),
      .init(key: "kl", value: evaluation.losses.kl),
      .init(key: "squared_error", value: evaluation.squaredError),
    ] + evaluation.losses.terms.map { .init(key: $0.name, value: $0.value) }
    try MapReport([row], extras: [extras]).print(asJSON: output.json)
  }
}
