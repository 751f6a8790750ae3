import Kernels
import LatentCore

/// The memory of one part of what is asked of generator and discriminator outside of training.
final class AdversarialMemory {
  private let codes, images, labels, lies, noBias: MatrixView
  private let generatorTape, discriminatorTape: Tape

  init(_ model: AdversarialNetwork, rows: Int) {
    func view(_ rows: Int, _ columns: Int) -> MatrixView {
      Arena(count: rows * columns).view(rows: rows, columns: columns)
    }
    (codes, images) = (view(rows, model.latent), view(rows, model.pixels))
    (labels, lies, noBias) = (view(rows, 1), view(rows, 1), view(1, 1))
    labels.fill(Float(model.description.realLabel))
    generatorTape = Tape(model.generator, rows: rows, for: .inference)
    discriminatorTape = Tape(model.discriminator, rows: rows, for: .inference)
  }

  func decode(_ model: AdversarialNetwork, _ codes: Matrix, rows range: Range<Int>, into images: MatrixView) {
    let local = 0..<range.count
    self.codes.rows(local).load(codes, rows: range)
    model.generator.forward(self.codes, generatorTape, rows: local)
    images.load(generatorTape.result(self.codes).rows(local))
  }

  func judge(_ model: AdversarialNetwork, _ images: Matrix, rows range: Range<Int>, into logits: MatrixView) {
    let local = 0..<range.count
    self.images.rows(local).load(images, rows: range)
    model.discriminator.forward(self.images, discriminatorTape, rows: local)
    logits.load(discriminatorTape.result(self.images).rows(local))
  }

  /// Adds the losses of a chunk; `random` begins with the numbers of all the draws.
  func evaluate(
    _ model: AdversarialNetwork, _ real: Matrix, rows range: Range<Int>, _ random: RandomSource,
    _ sums: PartSums, part: Int
  ) {
    let local = 0..<range.count
    images.rows(local).load(real, rows: range)
    model.discriminator.forward(images, discriminatorTape, rows: local, leavesLast: true)
    addLoss(model, labels, rows: local, sums, part: part)
    var source = random
    source.counter &+= model.draws(rows: range.lowerBound)
    Kernels.fillNormal(codes.rows(local), source)
    model.generator.forward(codes, generatorTape, rows: local)
    model.discriminator.forward(
      generatorTape.result(codes), discriminatorTape, rows: local, leavesLast: true)
    sums.add(
      model.generatorLoss(logits.rows(local), ratios: nil), part: part,
      term: AdversarialLosses.Term.generator)
    addLoss(model, lies, rows: local, sums, part: part)
  }

  private var logits: MatrixView { discriminatorTape.result(images) }

  private func addLoss(
    _ model: AdversarialNetwork, _ labels: MatrixView, rows: Range<Int>, _ sums: PartSums, part: Int
  ) {
    let loss = model.discriminatorLoss(
      logits.rows(rows), labels: labels.rows(rows), noBias: noBias, scale: 1)
    sums.add(loss, part: part, term: AdversarialLosses.Term.discriminator)
  }
}
