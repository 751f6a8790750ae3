import Analysis
import ArgumentParser
import Datasets
import LatentCore
import Models
import Projections

/// `zwalk eval`: how well a run does on data.
struct Eval: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the losses of a run and how well its codes keep neighbours.",
    discussion: """
      Example: zwalk eval vae-20 --data mnist --split test --json
               zwalk eval vae-20 --data mnist -n 100 --importance 5000 --svi

      Importance weighting and single-image inference are for models with a posterior: they tell what the bound, and \
      what one encoder for all images, give away. They take a while for each image; -n says how many, and beside each \
      mean over images stands its standard error. Of sparse codes the share of active and of dead units is told: dead \
      is a unit that none of the images makes active, above 0.01.
      """)

  @OptionGroup var model: RunArgument
  @OptionGroup var data: DataOptions
  @OptionGroup var split: SplitOption
  @Option(
    name: .long,
    help: ArgumentHelp("Corrupt the images that squared_error is of.", valueName: "gaussian|masking"))
  var noise: String?

  @Option(
    name: .long, parsing: .unconditional, help: ArgumentHelp("How strong --noise is, 0 to 1.", valueName: "x")
  )
  var level: Double?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("Estimate log p(x) with so many weighted draws an image.", valueName: "draws"),
    transform: Parsing.images)
  var importance: Int?

  @Flag(name: .long, help: "Fit the posterior of each image by itself, and print what that gains.")
  var svi = false

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "Read so many draws by the vote of their nearest training images; of a model that is told labels, so many a class.",
      valueName: "draws"), transform: Parsing.images)
  var samples: Int?

  @Option(
    name: .customShort("n"), parsing: .unconditional,
    help: ArgumentHelp("Images, from the first; all unless said.", valueName: "count"),
    transform: Parsing.count)
  var count: Int?

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
    let set = try data.load(for: subject.run, seed: seed, talk: output.talk)
    let images = try split.choose(from: set, first: count)
    let clock = ContinuousClock()
    let start = clock.now
    let trained = try subject.run.makeModel()
    let evaluation = try Evaluation(of: trained, on: images, seed: seed, noise: corruption())
    let row = ComparisonRow(
      method: model.run, n: images.count, dims: subject.run.specification.latentDimension,
      seconds: start.duration(to: clock.now) / .seconds(1),
      quality: evaluation.codes ?? MapQuality(points: images.count))
    var extras: [MapReport.Extra] =
      [
        .init(key: "loss", value: evaluation.losses.loss),
        .init(key: "reconstruction", value: evaluation.losses.reconstruction),
        .init(key: "kl", value: evaluation.losses.kl),
        .init(key: "squared_error", value: evaluation.squaredError),
      ] + evaluation.losses.terms.map { .init(key: $0.name, value: $0.value) }
    if evaluation.encodedImages < images.count {
      extras.append(.init(key: "encoded_images", value: Double(evaluation.encodedImages)))
    }
    if trained.isLinear {
      var reference = SubspaceReference()
      extras.append(.init(key: "angle", value: reference.angle(of: trained, set.train)))
    }
    extras +=
      try sparsity(of: subject, on: images) + estimates(of: trained, on: images, seed: seed)
      + gaps(of: subject, on: images)
      + readings(of: subject, against: set.train, seed: seed)
      + rollOuts(of: trained, on: images, against: set.train, seed: seed)
    try MapReport([row], extras: [extras]).print(asJSON: output.json)
  }

  /// What the bound and the encoder give away, where that was asked for.
  private func estimates(of model: any LatentModel, on images: Split, seed: UInt64) throws -> [MapReport
    .Extra]
  {
    var extras: [MapReport.Extra] = []
    if let importance {
      let progress = output.talk.progress("\(importance) draws an image")
      defer { progress.clear() }
      let estimate = try ImportanceEstimate(of: model, on: images, draws: importance, seed: seed) {
        progress.update($0)
      }
      extras +=
        Self.mean("log_likelihood", estimate.logLikelihood) + Self.mean("elbo", estimate.evidenceLowerBound)
    }
    if svi {
      let progress = output.talk.progress("fitting posteriors")
      defer { progress.clear() }
      let inference = try StochasticVariationalInference(of: model, on: images, seed: seed) {
        progress.update($0)
      }
      extras +=
        Self.mean("elbo_amortised", inference.amortised) + Self.mean("elbo_svi", inference.fitted)
        + Self.mean("amortisation_gap", inference.gap)
    }
    return extras
  }

  /// A mean over images beside its standard error.
  private static func mean(_ key: String, _ mean: SampleMean) -> [MapReport.Extra] {
    [.init(key: key, value: mean.value), .init(key: "\(key)_error", value: mean.standardError)]
  }

  /// How sparse codes of many units are, where a penalty keeps them so.
  private func sparsity(of subject: TrainedModel, on images: Split) -> [MapReport.Extra] {
    let specification = subject.run.specification
    guard specification.hasSparseCodes else { return [] }
    let use = CodeUse(subject.decoder.codes(of: images))
    return [
      .init(key: "mean_activation", value: use.mean), .init(key: "active_units", value: use.activeShare),
      .init(key: "dead_units", value: use.deadShare),
    ]
      + (specification.targetActivation.map { [.init(key: "units_near_rho", value: use.share(near: $0))] }
        ?? [])
  }

  /// What the model's draws read as, where that was asked for.
  private func readings(of subject: TrainedModel, against real: Split, seed: UInt64) throws -> [MapReport
    .Extra]
  {
    guard let samples else { return [] }
    let progress = output.talk.progress("reading draws")
    defer { progress.clear() }
    let count = samples * max(subject.decoder.classes, 1)
    let codes = try subject.draws(count, seed: seed) { real }
    let labels = try subject.labels(count, chosen: nil)
    let images = subject.decoder.images(at: codes, labels: labels)
    let report = try SampleReport(images, labels: labels, real: real) { progress.update($0) }
    return [
      .init(key: "read_as_told", value: report.agreement), .init(key: "rarest_class", value: report.coverage),
      .init(key: "variance", value: report.variance), .init(key: "real_variance", value: report.realVariance),
    ]
  }

  /// What predicted sequences keep, where the model predicts and the images have labels.
  private func rollOuts(
    of model: any LatentModel, on images: Split, against real: Split, seed: UInt64
  ) throws -> [MapReport.Extra] {
    guard model.dynamics != nil, !images.labels.isEmpty, !real.labels.isEmpty else { return [] }
    let progress = output.talk.progress("predicting sequences")
    defer { progress.clear() }
    let report = try RollOutReport(of: model, on: images, real: real, seed: seed) { progress.update($0) }
    return [
      .init(key: "direction_kept", value: report.stepByStep.direction),
      .init(key: "label_kept", value: report.stepByStep.label),
      .init(key: "direction_kept_by_jumps", value: report.byJumps.direction),
      .init(key: "label_kept_by_jumps", value: report.byJumps.label),
    ]
  }

  /// How far dimensions stand for factors, where the data knows its factors.
  private func gaps(of subject: TrainedModel, on images: Split) -> [MapReport.Extra] {
    guard let factors = images.factors else { return [] }
    let gap = MutualInformationGap(codes: subject.decoder.codes(of: images), factors: factors)
    return [.init(key: "mig", value: gap.mean)]
      + gap.factors.map { .init(key: "mig_\($0.name)", value: $0.gap) }
  }
}
