import LatentCore

/// Something that a model has of its own to see: what it is called and how it is made from the model's weights.
///
/// The explorer's panel `Model's own` and `zwalk show` draw whatever a model's entry lists; nothing else has to know
/// of it.
public struct ExhibitEntry: Sendable {
  /// A number that people can change, such as the strength of noise.
  public struct Level: Sendable, Equatable {
    /// One word: `noise`.
    public let name: String
    /// The values that it may have.
    public let range: ClosedRange<Double>
    /// How far a key moves it.
    public let step: Double
    /// The value at first.
    public let initial: Double

    /// Creates a level.
    public init(_ name: String, _ range: ClosedRange<Double>, step: Double, initial: Double) {
      self.name = name
      self.range = range
      self.step = step
      self.initial = initial
    }

    /// The same level of which less is to be had: the upper end of its range, and the value at first, are at most this.
    func limited(to most: Double) -> Level {
      let upper = max(range.lowerBound, min(range.upperBound, most))
      return Level(name, range.lowerBound...upper, step: step, initial: min(initial, upper))
    }

    /// Whether its values are whole numbers.
    private var isWhole: Bool { step == step.rounded() }

    /// Checks a value.
    /// - Throws: `ZwalkError.optionOutOfRange` with the range.
    func require(_ value: Double) throws(ZwalkError) {
      guard range.contains(value), !isWhole || value == value.rounded() else {
        let (least, most) = (OptionValue.real(range.lowerBound), OptionValue.real(range.upperBound))
        throw .optionOutOfRange(
          key: name, value: OptionValue.real(value).description,
          allowed: "a \(isWhole ? "whole number" : "number") from \(least) to \(most)")
      }
    }

    /// The value some steps away, held within the range and on whole steps from its beginning.
    public func moved(_ value: Double, by steps: Int) -> Double {
      let position = ((value - range.lowerBound) / step).rounded() + Double(steps)
      return min(max(range.lowerBound + position * step, range.lowerBound), range.upperBound)
    }
  }

  /// The name on the command line: lower case, words joined by hyphens.
  public let id: String
  /// The name for people.
  public let title: String
  /// One line that says what is to be seen.
  public let description: String
  private let level: Level?
  private let most: (@Sendable (ModelSpecification) -> Int)?
  private let maker: @Sendable (any LatentModel, ExhibitSubject) throws -> Exhibit

  /// Creates an entry.
  /// - Parameters:
  ///   - level: what can be changed by key; nil for nothing.
  ///   - most: the largest level of a model where that is less than the level's range.
  ///   - maker: makes it in some milliseconds; called off the main thread, between two training steps, and
  ///     must leave the model's parameters alone.
  public init(
    id: String, title: String, description: String, level: Level? = nil,
    most: (@Sendable (ModelSpecification) -> Int)? = nil,
    maker: @escaping @Sendable (any LatentModel, ExhibitSubject) throws -> Exhibit
  ) {
    self.id = id
    self.title = title
    self.description = description
    self.level = level
    self.most = most
    self.maker = maker
  }

  /// What can be changed of the exhibit of a model; nil for nothing.
  public func level(for specification: ModelSpecification) -> Level? {
    guard let level, let most = most?(specification) else { return level }
    return level.limited(to: Double(most))
  }

  /// Makes the exhibit.
  /// - Throws: `ZwalkError` when the level is out of its range, and what the maker throws.
  public func make(of model: any LatentModel, _ subject: ExhibitSubject) throws -> Exhibit {
    try level(for: model.specification)?.require(subject.level)
    return try maker(model, subject)
  }
}

/// What an exhibit is made from, beside the model.
public struct ExhibitSubject: Sendable {
  /// Test images, a few of each class, at most 50, with their labels; there may be none.
  public var examples: Batch
  /// Training images, as many of each class as possible, at most 2,000; there may be none.
  public var probe: Batch
  /// The names of the classes; empty where there are no labels.
  public var classNames: [String]
  /// The losses of every epoch so far, of the test images where there are some.
  public var history: [EpochLosses]
  /// The exhibit's level.
  public var level: Double
  /// What chance is drawn from, the same for the same run.
  public var random: RandomSource

  /// Creates a subject.
  public init(
    examples: Batch, probe: Batch, classNames: [String], history: [EpochLosses], level: Double,
    random: RandomSource
  ) {
    self.examples = examples
    self.probe = probe
    self.classNames = classNames
    self.history = history
    self.level = level
    self.random = random
  }
}

/// The mean losses after an epoch.
public struct EpochLosses: Sendable, Equatable {
  /// Epochs since the beginning.
  public var epoch: Double
  /// On the recipe's own scale.
  public var losses: Losses
  /// The same of the training images, each before its step; nil where `losses` are of these, or it is not known.
  public var training: Losses?

  /// Creates losses.
  public init(epoch: Double, losses: Losses, training: Losses? = nil) {
    self.epoch = epoch
    self.losses = losses
    self.training = training
  }
}

/// What is to be seen, and what is to be said of it.
public struct Exhibit: Sendable, Equatable {
  /// What is drawn.
  public var figure: Figure
  /// One line of numbers or words; empty for none.
  public var note: String

  /// Creates an exhibit.
  public init(_ figure: Figure, note: String = "") {
    self.figure = figure
    self.note = note
  }
}

extension ExhibitEntry {
  /// The spread of the codes in each dimension, which every model has: a dimension that stays at zero is not used.
  static let spread = ExhibitEntry(
    id: "spread", title: "Spread of the codes",
    description: "the standard deviation of the probe's codes in each dimension, the widest first"
  ) { model, subject in
    let codes = model.encode(subject.probe.images)
    let deviations = (0..<codes.columns).map { codes.standardDeviation(ofColumn: $0) }
    let order = deviations.indices.sorted { (deviations[$1], $0) < (deviations[$0], $1) }
    let used = deviations.filter { $0 > 0.01 }.count
    return Exhibit(
      .bars(
        BarChart(
          order.map { .init("z\($0 + 1)", deviations[$0]) }, quantity: "standard deviation, widest first")),
      note: "\(NumberText.grouped(used)) of \(NumberText.grouped(codes.columns)) dimensions vary")
  }
}

extension Matrix {
  /// The standard deviation of a column over the rows; 0 without rows.
  func standardDeviation(ofColumn column: Int) -> Double {
    guard rows > 0 else { return 0 }
    let values = (0..<rows).map { Double(self[$0, column]) }
    let mean = values.reduce(0, +) / Double(rows)
    return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(rows)).squareRoot()
  }
}
