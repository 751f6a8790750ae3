import LatentCore

/// Where a run stands: enough, beside weights and moments, to go on with exactly the same bits.
public struct TrainingPosition: Sendable, Equatable, Codable {
  /// Epochs and steps that a file may claim; beyond lies no run but a mistake.
  static let possibleCounts = 0...1_000_000_000_000

  /// Steps since the beginning.
  public var step = 0
  /// Epochs that are complete.
  public var epoch = 0
  /// Images of the running epoch that were trained on.
  public var imagesSeen = 0
  /// Time that the running epoch's steps have taken.
  public var seconds = 0.0
  /// The mean losses of the running epoch's steps; nil at its beginning.
  public var running: Losses?
  /// The state from which the running epoch's order is drawn.
  public var order: RandomSource
  /// The state of the noise after the last step.
  public var noise: RandomSource

  /// The beginning of a run.
  public init(seed: UInt64) {
    order = TrainingStream.order.source(seed: seed)
    noise = TrainingStream.noise.source(seed: seed)
  }

  /// Whether this is between two epochs.
  public var isAtEpochBoundary: Bool { imagesSeen == 0 }

  /// The position with the running epoch's progress forgotten, for going on with other data.
  public func atEpochStart() -> TrainingPosition {
    var position = self
    (position.imagesSeen, position.seconds, position.running) = (0, 0, nil)
    return position
  }
}

/// All that training changes: a copy that does not change any more.
public struct TrainingState: Sendable, Equatable {
  /// All parameters in the order of the model's arena.
  public var weights: [Float]
  /// The optimiser's moments in the same order; empty before the first step.
  public var firstMoments, secondMoments: [Float]
  /// Steps that the optimiser has made.
  public var optimizerSteps: Int
  /// The learning rate of the steps to come, above 0.
  public var learningRate: Double
  /// Where in the run these weights are.
  public var position: TrainingPosition

  /// Creates a state.
  public init(
    weights: [Float], firstMoments: [Float], secondMoments: [Float], optimizerSteps: Int,
    learningRate: Double, position: TrainingPosition
  ) {
    self.weights = weights
    self.firstMoments = firstMoments
    self.secondMoments = secondMoments
    self.optimizerSteps = optimizerSteps
    self.learningRate = learningRate
    self.position = position
  }
}
