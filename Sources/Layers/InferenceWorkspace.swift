import Kernels
import LatentCore

/// The memory of one part of an evaluation, and what is done in it with a chunk of rows.
final class InferenceWorkspace {
  let rows: Int
  private let input: EncoderInput
  private let encoderTape: Tape
  private let decoderTape: Tape
  let codeTape: BottleneckTape
  private let noBias: MatrixView

  init(_ model: AutoencoderNetwork, rows: Int) {
    self.rows = rows
    let columns = model.imageColumns
    input = EncoderInput(model, images: Arena(count: rows * columns).view(rows: rows, columns: columns))
    encoderTape = Tape(model.encoder, rows: rows, for: .inference)
    decoderTape = Tape(model.decoder, rows: rows * model.bottleneck.codesPerImage, for: .inference)
    codeTape = model.bottleneck.makeTape(rows: rows, conditions: model.description.conditions)
    noBias = Arena(count: model.pixels).view(rows: 1, columns: model.pixels)
  }

  func encode(_ model: AutoencoderNetwork, _ images: Matrix, rows range: Range<Int>, into codes: MatrixView) {
    model.bottleneck.encode(hidden(model, images, rows: range), into: codes)
  }

  func posterior(
    _ model: AutoencoderNetwork, _ images: Matrix, rows range: Range<Int>, _ head: Dense,
    into heads: MatrixView
  ) {
    head.forward(hidden(model, images, rows: range), into: heads)
  }

  /// What the encoder makes of images, without chance.
  /// - Parameter courses: how each image moves where it does; none for the course that ends with the image itself.
  func hidden(
    _ model: AutoencoderNetwork, _ images: Matrix, rows range: Range<Int>, _ courses: [Motion.Course] = []
  ) -> MatrixView {
    let local = 0..<range.count
    input.images.rows(local).load(images, rows: range)
    input.present(local, courses.isEmpty ? [] : courses[range])
    model.encoder.forward(input.shown, encoderTape, rows: local)
    return encoderTape.result(input.shown).rows(local)
  }

  func decode(_ model: AutoencoderNetwork, _ codes: Matrix, rows range: Range<Int>, into images: MatrixView) {
    let local = 0..<range.count
    codeTape.decoderInput.rows(local).load(codes, rows: range)
    model.bottleneck.present(codeTape, rows: local)
    model.decoder.forward(codeTape.decoderInput, decoderTape, rows: local)
    images.load(decoderTape.result(codeTape.decoderInput).rows(local))
  }

  /// Adds the losses of a chunk; `random` begins with the numbers of all the images.
  func evaluate(
    _ model: AutoencoderNetwork, _ images: Matrix, rows range: Range<Int>, _ random: RandomSource,
    _ sums: PartSums,
    part: Int
  ) {
    let local = 0..<range.count
    let codes = model.codes(of: local)
    input.images.rows(local).load(images, rows: range)
    input.prepare(local, first: range.lowerBound, random)
    var random = random
    random.counter &+=
      model.corruptionDraws(rows: images.rows) &+ model.bottleneck.draws(rows: range.lowerBound)
    model.encoder.forward(input.shown, encoderTape, rows: local)
    model.bottleneck.forward(encoderTape.result(input.shown), codeTape, rows: local, random)
    model.bottleneck.chooseTargets(of: input.shown, into: input.target, codeTape, rows: local)
    codeTape.takeConditions(of: input.shown, rows: local)
    model.decoder.forward(codeTape.decoderInput, decoderTape, rows: codes, leavesLast: true)
    let last = model.decoder.layers[model.decoder.layers.count - 1]
    let sum = model.description.reconstruction.evaluate(
      decoderTape.result(codeTape.decoderInput).rows(codes), bias: last.bias ?? noBias, last.activation,
      target: input.target.rows(codes), scale: 1)
    sums.add(sum, part: part, term: LossTerm.reconstruction)
    sums.add(model.bottleneck.penalty(codeTape, rows: local), part: part, term: LossTerm.penalty)
    if let divergence = model.bottleneck.divergence(codeTape, rows: local) {
      sums.add(divergence, part: part, term: LossTerm.divergence)
    }
  }
}
