import Kernels
import LatentCore

/// The memory of a training step of generator and discriminator, planned for a batch size.
final class AdversarialWorkspace {
  let rows, parts: Int
  let sums: PartSums
  private unowned let model: AdversarialNetwork
  private var count = 0
  private var random = RandomSource(seed: 0)
  private let images: Arena
  private let real, codes: MatrixView
  private let generatorTape, discriminatorTape: Tape
  private let chances = (generator: TrainingChance(), discriminator: TrainingChance())
  /// What is judged: the real images of the batch, then the drawn ones, and the gradient there.
  private let judged, gradient: MatrixView
  /// What the discriminator should say, and what its gradients are multiplied with for the generator.
  private let labels, lies, ratios, noBias: MatrixView
  private let jobs: (generator: ParameterJob, discriminator: ParameterJob)
  private var passage = BatchPassage([], parts: 1)

  init(_ model: AdversarialNetwork, rows: Int, parts: Int) {
    (self.model, self.rows, self.parts) = (model, rows, parts)
    func view(_ rows: Int, _ columns: Int) -> MatrixView {
      Arena(count: rows * columns).view(rows: rows, columns: columns)
    }
    sums = PartSums(parts: parts)
    images = Arena(lentAtMost: rows * model.pixels)
    real = images.view(rows: rows, columns: model.pixels)
    codes = view(rows, model.latent)
    (judged, gradient) = (view(2 * rows, model.pixels), view(2 * rows, model.pixels))
    (labels, lies, ratios, noBias) = (view(rows, 1), view(rows, 1), view(rows, 1), view(1, 1))
    labels.fill(Float(model.description.realLabel))
    generatorTape = Tape(model.generator, rows: rows, for: .training(chances.generator))
    discriminatorTape = Tape(
      model.discriminator, rows: 2 * rows, for: .training(chances.discriminator), lastInPlace: true)
    jobs = (
      ParameterJob(model.generator.parameterTasks(input: codes, generatorTape), parts: parts),
      ParameterJob(model.discriminator.parameterTasks(input: judged, discriminatorTape), parts: parts)
    )
    _ = model.parameters.trainingArrays
    passage = BatchPassage(steps, parts: parts)
  }

  /// Makes a step of both networks: the losses are in `sums`.
  /// - Parameter random: advanced by what draws and layers take.
  func run(_ images: Matrix, learningRate: Float, _ random: inout RandomSource) {
    let (number, description) = (model.parameters.stepCount, model.description)
    count = images.rows
    self.random = random
    random.counter &+= model.draws(rows: count)
    chances.generator.begin(rows: count, step: number, &random)
    chances.discriminator.begin(rows: 2 * count, step: number, &random)
    sums.reset()
    let rate = learningRate * Float(description.discriminatorRate)
    jobs.generator.prepare(
      rows: count, description.optimizer.step(number: number, learningRate: learningRate))
    jobs.discriminator.prepare(
      rows: 2 * count, description.optimizer.step(number: number, learningRate: rate))
    Kernels.lend(images, to: self.images) { passage.run(rows: count) }
    let (limit, parameters) = (description.largestGradient, model.parameters)
    jobs.generator.run(limit: limit, of: parameters, in: model.ranges.generator)
    jobs.discriminator.run(limit: limit, of: parameters, in: model.ranges.discriminator)
  }

  /// Draws are decoded and judged beside real images; the gradients go back through both.
  private var steps: [BatchPassage.Step] {
    [.rows { [unowned self] rows, _ in draw(rows) }]
      + model.generator.forwardSteps(codes, generatorTape)
      + [.rows { [unowned self] rows, part in judge(rows, part: part) }]
      + model.generator.backwardSteps(codes, generatorTape, inputGradient: nil)
  }

  private func draw(_ rows: Range<Int>) {
    var source = random
    source.counter &+= model.draws(rows: rows.lowerBound)
    Kernels.fillNormal(codes.rows(rows), source)
  }

  private func judge(_ rows: Range<Int>, part: Int) {
    // All drawn ones behind all real ones, so that a row has the same chance however the batch is cut.
    let ofDrawn = count + rows.lowerBound..<count + rows.upperBound
    judged.rows(rows).load(real.rows(rows))
    judged.rows(ofDrawn).load(generatorTape.result(codes).rows(rows))
    let discriminator = model.discriminator
    discriminator.forward(judged, discriminatorTape, rows: rows, leavesLast: true)
    discriminator.forward(judged, discriminatorTape, rows: ofDrawn, leavesLast: true)
    collectLosses(rows, ofDrawn, part: part)
    discriminator.backward(judged, discriminatorTape, rows: rows, inputGradient: nil, lastIsDone: true)
    discriminator.backward(
      judged, discriminatorTape, rows: ofDrawn, inputGradient: gradient, lastIsDone: true)
    passOn(gradient.rows(ofDrawn), to: rows)
  }

  private func collectLosses(_ rows: Range<Int>, _ ofDrawn: Range<Int>, part: Int) {
    let (logits, scale) = (discriminatorTape.result(judged), 1 / Float(count))
    sums.add(
      model.generatorLoss(logits.rows(ofDrawn), ratios: ratios.rows(rows)), part: part,
      term: AdversarialLosses.Term.generator)
    let loss =
      model.discriminatorLoss(
        logits.rows(rows), labels: labels.rows(rows), noBias: noBias, scale: scale)
      + model.discriminatorLoss(
        logits.rows(ofDrawn), labels: lies.rows(rows), noBias: noBias, scale: scale)
    sums.add(loss, part: part, term: AdversarialLosses.Term.discriminator)
  }

  /// Turns the gradients of the discriminator's loss at drawn images into those of the generator's.
  private func passOn(_ gradient: MatrixView, to rows: Range<Int>) {
    guard let result = generatorTape.gradients.last?.rows(rows) else { return }
    result.load(gradient)
    for row in 0..<rows.count {
      Kernels.scale(result.rows(row..<row + 1), by: ratios[rows.lowerBound + row, 0])
    }
  }
}
