import Analysis
import ArgumentParser
import LatentCore
import Models
import Projections

/// `zwalk eval`: how well a run does on data.
struct Eval: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the losses of a run and how well its codes keep neighbours.",
    discussion: "Example: zwalk eval vae-20 --data mnist --split test --json")

  @OptionGroup var model: RunArgument
  @OptionGroup var data: DataOptions
  @OptionGroup var split: SplitOption
  @Option(
    name: .long, help: ArgumentHelp("Corrupt the images that squared_error is of.", valueName: "gaussian|masking"))
  var noise: String?

  @Option(
    name: .long, parsing: .unconditional, help: ArgumentHelp("How strong --noise is, 0 to 1.", valueName: "x"))
  var level: Double?

  @OptionGroup var seed: SeedOptions
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var output: OutputOptions

  /// What `--noise` and `--level` ask for.
  private func corruption() throws -> (kind: Noise, level: Double)? {
    let level = level ?? 0.5
    guard (0...1).contains(level) else {
      throw ZwalkError.optionOutOfRange(key: "--level", value: "\(level)", allowed: "a number from 0 to 1")
    }
    guard let noise else {
      if self.level != nil { throw ZwalkError.unusableArguments("--level needs --noise gaussian or masking") }
      return nil
    }
    guard let kind = Noise(rawValue: noise) else {
      throw ZwalkError.optionOutOfRange(key: "--noise", value: noise, allowed: "gaussian or masking")
    }
    return (kind, level)
  }

  func run() throws {
    try threads.apply()
    let seed = try seed.value()
    let subject = try model.open()
    let images = try split.choose(from: data.load(for: subject.run, seed: seed, talk: output.talk))
    let clock = ContinuousClock()
    let start = clock.now
    let trained = try subject.run.makeModel()
    let evaluation = try Evaluation(of: trained, on: images, seed: seed, noise: corruption())
    let row = ComparisonRow(
      method: model.run, n: images.count, dims: subject.run.specification.latentDimension,
      seconds: start.duration(to: clock.now) / .seconds(1),
      quality: evaluation.codes ?? MapQuality(points: images.count))
    var extras: [MapReport.Extra] = [
      .init(key: "loss", value: evaluation.losses.loss),
      .init(key: "reconstruction", value: evaluation.losses.reconstruction),
      .init(key: "kl", value: evaluation.losses.kl),
      .init(key: "squared_error", value: evaluation.squaredError),
    ] + evaluation.losses.terms.map { .init(key: $0.name, value: $0.value) }
    if trained.isLinear {
      let train = try data.load(for: subject.run, seed: seed, talk: output.talk).train
      var reference = SubspaceReference()
      extras.append(.init(key: "angle", value: reference.angle(of: trained, train)))
    }
    try MapReport([row], extras: [extras]).print(asJSON: output.json)
  }
}
