import Kernels
import LatentCore

/// The memory of one part of an evaluation, and what is done in it with a chunk of rows.
final class InferenceWorkspace {
  let rows: Int
  private let input: MatrixView
  private let encoderTape: Tape
  private let decoderTape: Tape
  let codeTape: BottleneckTape
  private let noBias: MatrixView
  /// The clean images of an evaluation, and working memory, where images are corrupted.
  private let target, scratch: MatrixView

  init(_ model: AutoencoderNetwork, rows: Int) {
    self.rows = rows
    let pixels = model.encoder.inputs
    input = Arena(count: rows * pixels).view(rows: rows, columns: pixels)
    encoderTape = Tape(model.encoder, rows: rows, for: .inference)
    decoderTape = Tape(model.decoder, rows: rows, for: .inference)
    codeTape = model.bottleneck.makeTape(rows: rows, conditions: model.description.conditions)
    let kept = model.description.corruption == nil ? 0 : pixels
    target = Arena(count: rows * kept).view(rows: rows, columns: kept)
    scratch = Arena(count: rows * kept).view(rows: rows, columns: kept)
    noBias = Arena(count: model.pixels).view(rows: 1, columns: model.pixels)
  }

  func encode(_ model: AutoencoderNetwork, _ images: Matrix, rows range: Range<Int>, into codes: MatrixView) {
    let local = 0..<range.count
    input.rows(local).load(images, rows: range)
    model.encoder.forward(input, encoderTape, rows: local)
    model.bottleneck.encode(encoderTape.result(input).rows(local), into: codes)
  }

  func posterior(
    _ model: AutoencoderNetwork, _ images: Matrix, rows range: Range<Int>, _ head: Dense,
    into heads: MatrixView
  ) {
    let local = 0..<range.count
    input.rows(local).load(images, rows: range)
    model.encoder.forward(input, encoderTape, rows: local)
    head.forward(encoderTape.result(input).rows(local), into: heads)
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
    input.rows(local).load(images, rows: range)
    var random = random
    if let corruption = model.description.corruption {
      var source = random
      source.counter &+= model.corruptionDraws(rows: range.lowerBound)
      target.rows(local).load(input.rows(local))
      corruption.apply(to: input.rows(local), scratch: scratch.rows(local), source)
      random.counter &+= model.corruptionDraws(rows: images.rows)
    }
    random.counter &+= model.bottleneck.draws(rows: range.lowerBound)
    model.encoder.forward(input, encoderTape, rows: local)
    model.bottleneck.forward(encoderTape.result(input), codeTape, rows: local, random)
    codeTape.takeConditions(of: input, rows: local)
    model.decoder.forward(codeTape.decoderInput, decoderTape, rows: local, leavesLast: true)
    let last = model.decoder.layers[model.decoder.layers.count - 1]
    let sum = model.description.reconstruction.evaluate(
      decoderTape.result(codeTape.decoderInput).rows(local), bias: last.bias ?? noBias, last.activation,
      target: (target.columns > 0 ? target : input).rows(local).columns(0..<model.pixels), scale: 1)
    sums.add(sum, part: part, term: LossTerm.reconstruction)
    sums.add(model.bottleneck.penalty(codeTape, rows: local), part: part, term: LossTerm.penalty)
    if let divergence = model.bottleneck.divergence(codeTape, rows: local) {
      sums.add(divergence, part: part, term: LossTerm.divergence)
    }
  }
}
