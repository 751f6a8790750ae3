import LatentCore

/// A stretch of training in which a model learns in a way of its own, such as one layer at a time.
public struct TrainingPhase: Sendable, Equatable {
  /// What is done, in a few words: `layer 1 of 4`.
  public var title: String
  /// How many epochs it takes; the last phase of a run takes all that are left.
  public var epochs: Int

  /// Creates a phase.
  public init(_ title: String, epochs: Int) {
    self.title = title
    self.epochs = epochs
  }
}

/// What a run does when: its phases and its learning rates, both functions of the epoch alone.
public struct TrainingPlan: Sendable, Equatable {
  /// In order; none for a run without phases.
  public var phases: [TrainingPhase]
  /// Epochs of the whole run.
  public var epochs: Int
  /// How the learning rate changes within each phase.
  public var schedule: LearningRateSchedule
  /// Epochs without a better loss of the test images after which training ends; 0 for never.
  public var patience: Int

  /// Creates a plan.
  public init(
    epochs: Int, phases: [TrainingPhase] = [], schedule: LearningRateSchedule = LearningRateSchedule(),
    patience: Int = 0
  ) {
    self.epochs = epochs
    self.phases = phases
    self.schedule = schedule
    self.patience = patience
  }

  /// The phase that an epoch belongs to.
  /// - Parameter epoch: how many are complete.
  /// - Returns: an index into `phases`; 0 without phases.
  public func phase(after epoch: Int) -> Int {
    var end = 0
    for (index, phase) in phases.dropLast().enumerated() {
      end += phase.epochs
      if epoch < end { return index }
    }
    return max(0, phases.count - 1)
  }

  /// The title of the phase that an epoch belongs to; nil without phases.
  public func title(after epoch: Int) -> String? {
    phases.isEmpty ? nil : phases[phase(after: epoch)].title
  }

  /// Epochs before a phase begins.
  public func start(ofPhase phase: Int) -> Int { phases.prefix(phase).reduce(0) { $0 + $1.epochs } }

  /// What the learning rate of a step is multiplied with.
  /// - Parameters:
  ///   - epoch: how many are complete.
  ///   - progress: the share of the running epoch that is done after the step, 0 to 1.
  public func rateFactor(after epoch: Int, progress: Double) -> Double {
    let phase = phase(after: epoch)
    let start = start(ofPhase: phase)
    let length = phase + 1 < phases.count ? phases[phase].epochs : max(1, epochs - start)
    return schedule.factor(at: Double(epoch - start) + progress, of: Double(length))
  }

  /// Whether the losses have not become better for as many epochs as patience allows.
  /// - Parameter losses: of the epochs so far, from the first; those of earlier phases do not count.
  public func hasStalled(_ losses: [Double]) -> Bool {
    guard patience > 0 else { return false }
    let start = start(ofPhase: phase(after: losses.count))
    let judged = losses.dropFirst(start)
    guard start <= losses.count, let best = judged.indices.min(by: { judged[$0] < judged[$1] }) else {
      return false
    }
    return losses.count - 1 - best >= patience
  }
}
