import Kernels
import LatentCore
import RealModule

/// How well a decoder restores images from codes, image by image, and which way the codes should move.
///
/// Its memory is planned for a number of rows. Rows are shared by the pool.
public final class DecoderObjective {
  private let decoder: Sequential
  private let reconstruction: ReconstructionLoss
  private let latent: Int
  private let rows: Int
  private let codes, gradients, targets, noise, ratios, noBias: MatrixView
  private let tape: Tape

  /// Plans the memory.
  /// - Parameter rows: the most codes at a time.
  public convenience init(_ network: AutoencoderNetwork, rows: Int) {
    self.init(
      network.decoder, latent: network.bottleneck.latent, network.description.reconstruction, rows: rows)
  }

  /// Plans the memory for any network that draws images.
  /// - Parameter latent: numbers of a code; conditions may stand behind them.
  init(_ decoder: Sequential, latent: Int, _ reconstruction: ReconstructionLoss, rows: Int) {
    (self.decoder, self.reconstruction, self.latent, self.rows) = (decoder, reconstruction, latent, rows)
    func view(_ rows: Int, _ columns: Int) -> MatrixView {
      Arena(count: rows * columns).view(rows: rows, columns: columns)
    }
    (codes, gradients) = (view(rows, decoder.inputs), view(rows, decoder.inputs))
    (targets, noBias) = (view(rows, decoder.outputs), view(1, decoder.outputs))
    (noise, ratios) = (view(rows, latent), view(rows, 1))
    tape = Tape(decoder, rows: rows, for: .gradients, lastInPlace: true)
  }

  /// Returns the reconstruction loss of each row, summed over pixels.
  /// - Parameters:
  ///   - codes: `[rows, latent]`, with conditions behind them where the network has some.
  ///   - images: what each code should decode to, `[rows, pixels]`.
  public func losses(codes: Matrix, images: Matrix) -> [Double] {
    load(codes, images)
    return evaluate(codes.rows)
  }

  /// Returns the reconstruction loss of each row and its gradient at the code.
  public func gradient(codes: Matrix, images: Matrix) -> (losses: [Double], gradient: Matrix) {
    load(codes, images)
    let losses = evaluate(codes.rows, wantsGradient: true)
    return (losses, gradients.rows(0..<codes.rows).columns(0..<latent).matrix)
  }

  /// Draws codes of one image from a Gaussian q, and returns of each its reconstruction loss and log p(z) - log q(z),
  /// p being the standard normal distribution.
  /// - Parameters:
  ///   - count: draws, at most as many as rows were planned.
  ///   - mean, logVariance: of q, `latent` numbers each.
  ///   - conditions: what stands behind every code.
  ///   - image: `[1, pixels]`.
  ///   - random: where the numbers of the draws begin; they take two for each coordinate.
  public func draws(
    _ count: Int, mean: [Float], logVariance: [Float], conditions: [Float], image: Matrix,
    _ random: RandomSource
  ) -> [(loss: Double, logRatio: Double)] {
    precondition(count <= rows && conditions.count == decoder.inputs - latent, "planned for \(rows) rows")
    targets.rows(0..<1).load(image, rows: 0..<1)
    let deviation = logVariance.map { Float.exp($0 / 2) }
    let losses = evaluate(count, ofOneImage: true) { range in
      var source = random
      source.counter &+= UInt64(2 * latent * range.lowerBound)
      Kernels.fillNormal(noise.rows(range), source)
      for row in range {
        // The constants of both densities cancel.
        var ratio: Float = 0
        for column in 0..<latent {
          let (noise, code) = (noise[row, column], mean[column] + deviation[column] * noise[row, column])
          codes[row, column] = code
          ratio += 0.5 * (noise * noise - code * code + logVariance[column])
        }
        ratios[row, 0] = ratio
        for (place, condition) in conditions.enumerated() { codes[row, latent + place] = condition }
      }
    }
    return losses.enumerated().map { ($0.element, Double(ratios[$0.offset, 0])) }
  }

  private func load(_ codes: Matrix, _ images: Matrix) {
    precondition(codes.rows <= rows && images.rows == codes.rows, "planned for \(rows) rows")
    self.codes.rows(0..<codes.rows).load(codes, rows: 0..<codes.rows)
    targets.rows(0..<codes.rows).load(images, rows: 0..<codes.rows)
  }

  /// Returns the losses of the first codes.
  /// - Parameter prepare: makes the codes of some rows, where they are not there yet.
  private func evaluate(
    _ count: Int, wantsGradient: Bool = false, ofOneImage: Bool = false,
    _ prepare: (_ rows: Range<Int>) -> Void = { _ in }
  ) -> [Double] {
    let parts = Kernels.threads
    let ofParts = (0..<parts).map { _ in RowLosses() }
    Kernels.parallel(parts) { part in
      let range = Kernels.share(part, of: parts, count: count)
      guard !range.isEmpty else { return }
      prepare(range)
      decoder.forward(codes, tape, rows: range, leavesLast: true)
      ofParts[part].values = range.map { loss($0, target: ofOneImage ? 0 : $0) }
      if wantsGradient {
        decoder.backward(codes, tape, rows: range, inputGradient: gradients, lastIsDone: true)
      }
    }
    return ofParts.flatMap(\.values)
  }

  /// The loss of one row; its gradient takes the place of the outputs.
  private func loss(_ row: Int, target: Int) -> Double {
    let last = decoder.layers[decoder.layers.count - 1]
    return reconstruction.evaluate(
      tape.result(codes).rows(row..<row + 1), bias: last.bias ?? noBias, last.activation,
      target: targets.rows(target..<target + 1), scale: 1)
  }

  private final class RowLosses { var values: [Double] = [] }
}

extension AutoencoderNetwork {
  /// Returns means and log-variances of q(z|x) side by side, `[images, 2 latent]`; nil without a posterior.
  public func posterior(_ images: Matrix) -> Matrix? {
    guard let head = bottleneck.head else { return nil }
    return inference.rows(images.rows, columns: head.outputs) { workspace, range, heads in
      workspace.posterior(self, images, rows: range, head, into: heads)
    }
  }
}
