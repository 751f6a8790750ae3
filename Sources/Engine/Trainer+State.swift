import Datasets
import LatentCore
import Models

extension Trainer {
  /// Creates a trainer that goes on from a state.
  ///
  /// With the data that the state was made with it continues bit-exactly; with other data of the same shape it
  /// keeps weights, moments and counts, and starts the running epoch anew.
  /// - Throws: `ZwalkError` when the state or the data does not fit the specification.
  public convenience init(
    _ specification: ModelSpecification, data: ImageSet, seed: UInt64, resuming state: TrainingState
  ) throws {
    try self.init(specification, data: data, seed: seed)
    try restore(state)
  }

  /// A copy of all that training changes.
  public func state() -> TrainingState {
    Self.state(of: model, learningRate: learningRate, position: currentPosition)
  }

  /// Goes back, or forward, to a state.
  /// - Throws: `ZwalkError.unsupported` when it belongs to another model.
  public func restore(_ state: TrainingState) throws(ZwalkError) {
    let count = model.parameters.count
    guard state.weights.count == count, [0, count].contains(state.firstMoments.count),
      state.secondMoments.count == state.firstMoments.count
    else {
      throw .unsupported(
        what: "a state of \(state.weights.count) parameters does not fit a model of \(count)",
        advice: "open the run with the options that it was trained with")
    }
    load(state)
    lastGood = state
  }

  /// Goes back to the end of the last good epoch, after the loss ceased to be a number.
  public func restoreLastGood() {
    let rate = learningRate
    load(lastGood)
    learningRate = rate
  }

  private func load(_ state: TrainingState) {
    model.parameters.load(values: state.weights)
    loadMoments(state)
    model.parameters.stepCount = state.optimizerSteps
    learningRate = state.learningRate
    let fits = state.position.imagesSeen <= data.train.count
    position = fits ? state.position : state.position.atEpochStart()
    records.removeAll { $0.epoch > position.epoch }
    beginEpoch()
    if let running = position.running { average.add(running, count: position.imagesSeen) }
  }

  /// A model that has not made a step has no memory for moments yet, and none is made for zeros.
  private func loadMoments(_ state: TrainingState) {
    if !state.firstMoments.isEmpty {
      model.parameters.load(firstMoments: state.firstMoments, secondMoments: state.secondMoments)
    } else if model.parameters.stepCount > 0 {
      let zeros = [Float](repeating: 0, count: model.parameters.count)
      model.parameters.load(firstMoments: zeros, secondMoments: zeros)
    }
  }

  private var currentPosition: TrainingPosition {
    var position = position
    position.running = average.mean
    return position
  }

  static func state(
    of model: any LatentModel, learningRate: Double, position: TrainingPosition
  ) -> TrainingState {
    let moments = model.parameters.stepCount > 0 ? model.parameters.copyMoments() : ([], [])
    return TrainingState(
      weights: model.parameters.copyValues(), firstMoments: moments.0,
      secondMoments: moments.1, optimizerSteps: model.parameters.stepCount,
      learningRate: learningRate, position: position)
  }

  static func checkLabels(of data: ImageSet, for model: any LatentModel) throws(ZwalkError) {
    guard model.classes > 0 else { return }
    let id = model.specification.model
    for split in [data.train, data.test] where split.count > 0 {
      guard let largest = split.labels.max() else {
        throw .unusableData(name: data.id, reason: "\(id) is told the labels of images, and it has none")
      }
      guard largest < model.classes else {
        throw .unusableData(
          name: data.id,
          reason:
            "it has the label \(largest), \(id) is told \(model.classes) classes; try --set classes=\(largest + 1)"
        )
      }
    }
  }

  static func checkShape(of data: ImageSet, for specification: ModelSpecification) throws(ZwalkError) {
    let (found, expected) = (data.shape, specification.imageShape)
    guard found != expected else { return }
    throw .shapeMismatch(
      tensor: "an image", file: data.id, expected: [expected.height, expected.width],
      found: [found.height, found.width],
      advice: "the model reads images of the data that it was trained on; train a new one for this data")
  }
}
