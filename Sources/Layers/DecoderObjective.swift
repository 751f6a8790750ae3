import Kernels
import LatentCore

/// How well a decoder restores images from given codes, image by image, and which way the codes should move.
///
/// Its memory is planned for a number of rows. Rows are shared by the pool.
public final class DecoderObjective {
  private let decoder: Sequential
  private let reconstruction: ReconstructionLoss
  private let latent: Int
  private let rows: Int
  private let codes, gradients, targets, noBias: MatrixView
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
    let (inputs, pixels) = (decoder.inputs, decoder.outputs)
    codes = Arena(count: rows * inputs).view(rows: rows, columns: inputs)
    gradients = Arena(count: rows * inputs).view(rows: rows, columns: inputs)
    targets = Arena(count: rows * pixels).view(rows: rows, columns: pixels)
    noBias = Arena(count: pixels).view(rows: 1, columns: pixels)
    tape = Tape(decoder, rows: rows, for: .gradients, lastInPlace: true)
  }

  /// Returns the reconstruction loss of each row, summed over pixels.
  /// - Parameters:
  ///   - codes: `[rows, latent]`, with conditions behind them where the network has some.
  ///   - images: what each code should decode to, `[rows, pixels]`.
  public func losses(codes: Matrix, images: Matrix) -> [Double] {
    evaluate(codes, images, wantsGradient: false)
  }

  /// Returns the reconstruction loss of each row and its gradient at the code.
  public func gradient(codes: Matrix, images: Matrix) -> (losses: [Double], gradient: Matrix) {
    let losses = evaluate(codes, images, wantsGradient: true)
    return (losses, gradients.rows(0..<codes.rows).columns(0..<latent).matrix)
  }

  private func evaluate(_ codes: Matrix, _ images: Matrix, wantsGradient: Bool) -> [Double] {
    precondition(codes.rows <= rows && images.rows == codes.rows, "planned for \(rows) rows")
    self.codes.rows(0..<codes.rows).load(codes, rows: 0..<codes.rows)
    targets.rows(0..<codes.rows).load(images, rows: 0..<codes.rows)
    let parts = Kernels.threads
    let ofParts = (0..<parts).map { _ in RowLosses() }
    Kernels.parallel(parts) { part in
      let range = Kernels.share(part, of: parts, count: codes.rows)
      guard !range.isEmpty else { return }
      decoder.forward(self.codes, tape, rows: range, leavesLast: true)
      ofParts[part].values = range.map(loss)
      if wantsGradient {
        decoder.backward(self.codes, tape, rows: range, inputGradient: gradients, lastIsDone: true)
      }
    }
    return ofParts.flatMap(\.values)
  }

  /// The loss of one row; its gradient takes the place of the outputs.
  private func loss(_ row: Int) -> Double {
    let last = decoder.layers[decoder.layers.count - 1]
    return reconstruction.evaluate(
      tape.result(codes).rows(row..<row + 1), bias: last.bias ?? noBias, last.activation,
      target: targets.rows(row..<row + 1), scale: 1)
  }

  private final class RowLosses { var values: [Double] = [] }
}

extension AutoencoderNetwork {
  /// Returns means and log-variances of q(z|x) side by side, `[images, 2 latent]`; nil without a posterior.
  public func posterior(_ images: Matrix) -> Matrix? {
    guard let head = bottleneck.head else { return nil }
    var heads = Matrix(rows: images.rows, columns: head.outputs)
    Kernels.withView(of: &heads) { heads in
      inference.run(images.rows) { workspace, _, range in
        workspace.posterior(self, images, rows: range, head, into: heads.rows(range))
      }
    }
    return heads
  }
}
