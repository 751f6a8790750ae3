import LatentCore
import Layers

/// What a recipe may do beside following the gradient; every model has these options, off unless its recipe says so.
struct TrainingControls {
  var schedule = LearningRateSchedule.Kind.constant
  var warmUp = 0.0
  var weightDecay = 0.0
  var initialisation = InitialisationScheme.uniform

  var descriptions: [OptionDescription] {
    [
      OptionDescription(
        "schedule", .choice(LearningRateSchedule.Kind.allCases.map(\.rawValue)),
        default: .text(schedule.rawValue), "how the learning rate falls: not, by half a cosine, or in steps"),
      OptionDescription(
        "warmUp", .real(0...1000), default: .real(warmUp),
        "epochs over which the learning rate rises at first"),
      OptionDescription(
        "cutEvery", .integer(1...100_000), default: .integer(10),
        "with schedule=step, epochs between two cuts", when: .init("schedule", "step")),
      OptionDescription(
        "cutTo", .real(1e-6...1), default: .real(0.1), "with schedule=step, what a cut leaves of the rate",
        when: .init("schedule", "step")),
      OptionDescription(
        "weightDecay", .real(0...100), default: .real(weightDecay),
        "what a step takes away of the weights, times the learning rate (AdamW)"),
      OptionDescription(
        "clip", .real(0...1e9), default: .real(0), "the largest norm of the gradient; 0 for any"),
      OptionDescription(
        "patience", .integer(0...100_000), default: .integer(0),
        "epochs without a better test loss that end training; 0 for never"),
      OptionDescription(
        "initialisation", .choice(InitialisationScheme.allCases.map(\.rawValue)),
        default: .text(initialisation.rawValue), "how fresh weights are drawn: as PyTorch does, Xavier or He"),
    ]
  }
}

extension ModelSpecification {
  /// Whether the model has these options: one that follows no gradient has none.
  private var hasControls: Bool { options.values["schedule"] != nil }

  /// How the learning rate changes within a phase; not at all where a model has no schedule.
  public var schedule: LearningRateSchedule {
    guard hasControls else { return LearningRateSchedule() }
    return LearningRateSchedule(
      LearningRateSchedule.Kind(rawValue: options.text("schedule")) ?? .constant,
      warmUp: options.real("warmUp"), cutEvery: Double(options.integer("cutEvery")),
      cutTo: options.real("cutTo"))
  }

  /// What a step takes away of the weights, times the learning rate; 0 for nothing.
  public var weightDecay: Double { hasControls ? options.real("weightDecay") : 0 }
  /// The largest norm of the gradient; 0 for any.
  public var largestGradient: Double { hasControls ? options.real("clip") : 0 }
  /// Epochs without a better test loss that end training; 0 for never.
  public var patience: Int { hasControls ? options.integer("patience") : 0 }
  /// How fresh weights are drawn.
  public var initialisation: InitialisationScheme {
    InitialisationScheme(rawValue: options.text("initialisation")) ?? .uniform
  }
}
