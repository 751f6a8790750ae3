import Kernels
import LatentCore

/// Places of the parts of a loss in `PartSums`.
enum LossTerm {
  static let reconstruction = 0
  static let divergence = 1
  static let penalty = 2
}

/// The memory of a training step, planned for a batch size, and the step's first half.
final class TrainingWorkspace {
  let rows: Int
  let parts: Int
  let sums: PartSums
  let job: ParameterJob
  private unowned let model: AutoencoderNetwork
  private var count = 0
  private var random = RandomSource(seed: 0)
  private let images: Arena
  private let input: EncoderInput
  private let encoderTape: Tape
  private let decoderTape: Tape
  let codeTape: BottleneckTape
  private let noBias: MatrixView
  private let chance = TrainingChance()
  private var passage = BatchPassage([], parts: 1)

  init(_ model: AutoencoderNetwork, rows: Int, parts: Int) {
    self.model = model
    self.rows = rows
    self.parts = parts
    sums = PartSums(parts: parts)
    let (columns, codes) = (model.imageColumns, rows * model.bottleneck.codesPerImage)
    images = Arena(lentAtMost: rows * columns)
    input = EncoderInput(model, images: images.view(rows: rows, columns: columns))
    encoderTape = Tape(model.encoder, rows: rows, for: .training(chance))
    decoderTape = Tape(model.decoder, rows: codes, for: .training(chance), lastInPlace: true)
    codeTape = model.bottleneck.makeTape(rows: rows, conditions: model.description.conditions)
    noBias = Arena(count: model.pixels).view(rows: 1, columns: model.pixels)
    var tasks = model.encoder.parameterTasks(
      input: input.shown, encoderTape, learning: model.learning.encoder)
    tasks += model.bottleneck.parameterTasks(hidden: encoderTape.result(input.shown), codeTape)
    tasks += model.decoder.parameterTasks(
      input: codeTape.decoderInput, decoderTape, learning: model.learning.decoder)
    job = ParameterJob(tasks, rows: rows, parts: parts)
    _ = model.parameters.trainingArrays
    passage = BatchPassage(steps, parts: parts)
  }

  /// Makes a step: the losses are in `sums`, the parameters are better.
  /// - Parameters:
  ///   - number: 1 for the first step.
  ///   - random: where the numbers of row 0 begin; advanced by those that all rows take.
  func run(_ images: Matrix, number: Int, _ random: inout RandomSource, _ step: OptimizerStep) {
    count = images.rows
    self.random = random
    random.counter &+= model.draws(rows: count)
    chance.begin(rows: count * model.bottleneck.codesPerImage, step: number, &random)
    sums.reset()
    job.prepare(rows: count, step)
    Kernels.lend(images, to: self.images) {
      passage.run(rows: count)
      job.run(
        limit: model.description.largestGradient, of: model.parameters, in: 0..<model.parameters.count)
    }
  }

  /// The way of the batch's rows through the model and back, down to the gradients of every layer's outputs.
  private var steps: [BatchPassage.Step] {
    let codes = model.bottleneck.codesPerImage
    return [.rows { [unowned self] rows, _ in input.prepare(rows, first: rows.lowerBound, random) }]
      + model.encoder.forwardSteps(input.shown, encoderTape)
      + [.rows { [unowned self] rows, _ in drawCodes(rows) }]
      + model.decoder.forwardSteps(codeTape.decoderInput, decoderTape, leavesLast: true).map {
        $0.times(codes)
      }
      + [.rows { [unowned self] rows, part in collectLosses(rows: rows, part: part) }]
      + model.decoder.backwardSteps(
        codeTape.decoderInput, decoderTape, inputGradient: codeTape.decoderGradient, lastIsDone: true
      ).map { $0.times(codes) }
      + [.rows { [unowned self] rows, _ in passCodes(rows) }]
      + model.encoder.backwardSteps(input.shown, encoderTape, inputGradient: nil)
  }

  private func drawCodes(_ range: Range<Int>) {
    var ofCodes = random
    ofCodes.counter &+= model.corruptionDraws(rows: count)
    model.bottleneck.forward(encoderTape.result(input.shown), codeTape, rows: range, ofCodes)
    model.bottleneck.chooseTargets(of: input.shown, into: input.target, codeTape, rows: range)
    codeTape.takeConditions(of: input.shown, rows: range)
  }

  private func passCodes(_ range: Range<Int>) {
    model.bottleneck.backward(
      codeTape, rows: range, scale: 1 / Float(model.codes(of: 0..<count).count),
      into: encoderTape.gradients.last)
  }

  private func collectLosses(rows range: Range<Int>, part: Int) {
    let last = model.decoder.layers[model.decoder.layers.count - 1]
    let reconstruction = model.description.reconstruction
    let codes = model.codes(of: range)
    let sum = reconstruction.evaluate(
      decoderTape.result(codeTape.decoderInput).rows(codes), bias: last.bias ?? noBias, last.activation,
      target: input.target.rows(codes),
      scale: Float(reconstruction.scale(rows: model.codes(of: 0..<count).count, pixels: model.pixels)))
    sums.add(sum, part: part, term: LossTerm.reconstruction)
    sums.add(model.bottleneck.penalty(codeTape, rows: range), part: part, term: LossTerm.penalty)
    if let divergence = model.bottleneck.divergence(codeTape, rows: range) {
      sums.add(divergence, part: part, term: LossTerm.divergence)
    }
  }
}
