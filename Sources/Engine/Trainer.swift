import Analysis
import Datasets
import Foundation
import LatentCore
import Models

/// Trains a model on a data set, a step at a time, on the thread that calls it.
///
/// The same specification, data, seed and number of threads give the same bits, also when training was interrupted
/// and resumed from a `TrainingState`. A step allocates nothing.
public final class Trainer {
  /// What a call of `advance` did.
  public enum Advance: Sendable, Equatable {
    /// A training step; the losses are those of its batch, before the step.
    case stepped(Losses, images: Int)
    /// A part of the test images was evaluated.
    case evaluated
    /// The epoch is complete, test images included.
    case finished(EpochRecord)
  }

  /// The model that learns.
  public let model: any LatentModel
  /// The data that it learns from.
  public let data: ImageSet
  /// Decides order and noise.
  public let seed: UInt64
  /// The learning rate of the steps to come, before the schedule.
  public var learningRate: Double
  /// What is done when.
  public let plan: TrainingPlan
  private let weightDecay: Double
  /// Where training stands.
  public internal(set) var position: TrainingPosition
  /// One record for each complete epoch, also those before training was resumed where they are known.
  public internal(set) var records: [EpochRecord] = []
  /// The state at the end of the last good epoch, at the beginning, or where training was resumed.
  public internal(set) var lastGood: TrainingState

  let batchSize: Int
  /// The running epoch's images in the order in which they are trained on.
  var order: [Int]
  /// The state from which the next epoch's order will be drawn.
  private var nextOrder: RandomSource
  var batch: Batch
  var average = LossAverage()
  var evaluation: TestEvaluation
  private var subspace = SubspaceReference()
  /// The size of the loss of the first step that was made here.
  private var firstLoss: Double?
  private let clock = ContinuousClock()

  /// Creates a trainer at the beginning of a run.
  /// - Parameter model: with fresh weights, or weights to go on from.
  /// - Throws: `ZwalkError.unusableData` without training images; `.shapeMismatch` when images and model differ.
  public convenience init(model: any LatentModel, data: ImageSet, seed: UInt64) throws(ZwalkError) {
    guard data.train.count > 0 else {
      throw .unusableData(name: data.id, reason: "there are no images to train on")
    }
    try self.init(model, showing: data, seed: seed)
  }

  /// Creates a trainer that may have no images yet; `advance` is then not to be called.
  init(_ model: any LatentModel, showing data: ImageSet, seed: UInt64) throws(ZwalkError) {
    try Self.checkShape(of: data, for: model.specification)
    try Self.checkLabels(of: data, for: model)
    self.model = model
    self.data = data
    self.seed = seed
    learningRate = model.specification.learningRate
    plan = model.plan
    weightDecay = model.specification.weightDecay
    batchSize = min(model.specification.batchSize, data.train.count)
    batch = Batch(images: Matrix(rows: batchSize, columns: data.shape.pixels))
    batch.labels.reserveCapacity(batchSize)
    order = Array(0..<data.train.count)
    evaluation = TestEvaluation(data.test)
    position = TrainingPosition(seed: seed)
    nextOrder = position.order
    lastGood = Self.state(of: model, learningRate: learningRate, position: position)
    beginEpoch()
  }

  /// Creates a trainer with fresh weights.
  /// - Throws: `ZwalkError` when options contradict each other, or the data does not fit.
  public convenience init(_ specification: ModelSpecification, data: ImageSet, seed: UInt64) throws {
    try self.init(
      model: ModelCatalog.make(specification, seed: seed), data: data, seed: seed)
  }

  /// Whether all training steps of the running epoch are done and its test images are being evaluated.
  public var isEvaluating: Bool { position.imagesSeen >= data.train.count }
  /// The share of the running epoch's training steps that is done, 0 to 1.
  public var epochProgress: Double { Double(position.imagesSeen) / Double(max(1, data.train.count)) }
  /// Epochs since the beginning, with fraction.
  public var epochs: Double { Double(position.epoch) + epochProgress }

  /// Does the next piece of work, some milliseconds: a step, or after the epoch's last step a part of the test.
  /// - Throws: `ZwalkError.diverged` when a loss is no longer a number, or a million times what it was at first;
  ///   `restoreLastGood()` goes back.
  public func advance() throws(ZwalkError) -> Advance {
    isEvaluating ? try advanceEvaluation() : try step()
  }

  /// Trains to the end of the running epoch.
  /// - Parameter eachStep: called after every step.
  /// - Throws: `ZwalkError.diverged`; what `eachStep` throws, between two steps.
  public func trainEpoch(eachStep: (Trainer) throws -> Void = { _ in }) throws -> EpochRecord {
    while true {
      switch try advance() {
      case .finished(let record): return record
      case .stepped: try eachStep(self)
      case .evaluated: break
      }
    }
  }

  private func step() throws(ZwalkError) -> Advance {
    let began = clock.now
    if position.step == 0 { try prepare() }
    let images = min(batchSize, data.train.count - position.imagesSeen)
    gather(images)
    let rate = learningRate * rateFactor(afterFurther: images)
    decayWeights(rate: rate)
    let losses = model.trainStep(batch, learningRate: Float(rate), random: &position.noise)
    position.step += 1
    guard losses.isFinite, isBounded(losses.loss) else { throw divergence() }
    average.add(losses, count: images)
    position.imagesSeen += images
    if isEvaluating { (model as? any WholePassModel)?.finishPass(learningRate: Float(learningRate)) }
    position.seconds += (clock.now - began).seconds
    return .stepped(losses, images: images)
  }

  /// How many times its first value the loss of a step may come to before nothing can be learnt any more.
  private static let largestGrowth = 1e6

  /// Whether a loss is of the order of the first one that was seen, or below; what is below 1 counts as 1.
  private func isBounded(_ loss: Double) -> Bool {
    let first = firstLoss ?? abs(loss)
    firstLoss = first
    return abs(loss) <= Self.largestGrowth * max(1, first)
  }

  /// What the schedule makes of the learning rate when so many further images of the epoch are done.
  private func rateFactor(afterFurther images: Int) -> Double {
    plan.rateFactor(
      after: position.epoch,
      progress: Double(position.imagesSeen + images) / Double(max(1, data.train.count)))
  }

  /// The share of `learningRate` that steps are made with now.
  public var rateFactor: Double { rateFactor(afterFurther: 0) }
  /// What the model does in the running epoch, `layer 1 of 4`; nil for a model without phases.
  public var phaseTitle: String? { plan.title(after: position.epoch) }
  /// Whether the test loss has not become better for as many epochs as patience allows.
  public var hasStalled: Bool { plan.hasStalled(records.map { ($0.test ?? $0.train).loss }) }

  /// While single layers learn, the others stay as they are.
  private func decayWeights(rate: Double) {
    guard weightDecay > 0, plan.phase(after: position.epoch) + 1 >= plan.phases.count else { return }
    model.parameters.shrinkWeights(by: Float(max(0, 1 - rate * weightDecay)))
  }

  /// Lets a model that wants to look at all images before the first step.
  private func prepare() throws(ZwalkError) {
    guard let model = model as? any WholePassModel else { return }
    var random = TrainingStream.start.source(seed: seed)
    do { try model.begin(on: data.train, random: &random) } catch let error as ZwalkError {
      throw error
    } catch { throw .unusableData(name: data.id, reason: "\(error)") }
  }

  private func gather(_ images: Int) {
    data.train.gather(order[position.imagesSeen..<position.imagesSeen + images], into: &batch)
  }

  private func advanceEvaluation() throws(ZwalkError) -> Advance {
    evaluation.advance(model)
    guard evaluation.isComplete else { return .evaluated }
    var test = evaluation.mean
    if model.isLinear { test?.terms["angle"] = subspace.angle(of: model, data.train) }
    guard let train = average.mean, test?.isFinite ?? true else { throw divergence() }
    let seconds = position.seconds
    let record = EpochRecord(
      epoch: position.epoch + 1, seconds: seconds,
      imagesPerSecond: Double(position.imagesSeen) / max(seconds, 1e-9), train: train, test: test,
      phase: phaseTitle)
    finishEpoch(record)
    return .finished(record)
  }

  private func finishEpoch(_ record: EpochRecord) {
    records.append(record)
    position = position.atEpochStart()
    position.order = nextOrder
    let phase = plan.phase(after: position.epoch)
    position.epoch += 1
    // Moments of other parameters, and of other gradients, say nothing of those to come.
    if plan.phase(after: position.epoch) != phase { model.parameters.resetOptimizer() }
    beginEpoch()
    lastGood = state()
  }

  /// Draws the epoch's order and forgets the averages of the one before.
  func beginEpoch() {
    for index in order.indices { order[index] = index }
    var source = position.order
    order.shuffle(using: &source)
    nextOrder = source
    average = LossAverage()
    evaluation.restart(random: evaluationSource)
    model.begin(phase: plan.phase(after: position.epoch))
  }

  /// Posterior samples of the test images depend on seed and epoch alone.
  private var evaluationSource: RandomSource {
    var source = TrainingStream.evaluation.source(seed: seed)
    source.counter = UInt64(position.epoch) << 32
    return source
  }

  func divergence() -> ZwalkError {
    let lower = String(format: "%.2g", learningRate / 10)
    return .diverged(
      epoch: position.epoch + 1, step: position.step,
      advice: "try a learning rate of \(lower), it is \(learningRate)")
  }
}

extension Duration {
  /// The duration in seconds.
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
