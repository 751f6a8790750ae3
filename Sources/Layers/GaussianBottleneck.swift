import Kernels
import LatentCore

/// Codes are drawn from a Gaussian q(z|x) whose mean and log-variance are linear in the encoder's outputs; its
/// divergence from the standard normal distribution is a term of the loss.
/// - Source: Kingma and Welling 2014, arXiv:1312.6114.
public final class GaussianBottleneck: Bottleneck {
  public let latent: Int
  /// What the divergence is multiplied with in the loss.
  public var klWeight: Float
  private let heads: Dense

  /// Declares the heads `mean` and `logVariance`.
  public init(inputs: Int, latent: Int, klWeight: Float, arena: ParameterArena) {
    self.latent = latent
    self.klWeight = klWeight
    heads = Dense(
      ["mean", "logVariance"], inputs: inputs, outputs: 2 * latent, activation: .identity, arena: arena)
  }

  public var head: Dense? { heads }
  public func draws(rows: Int) -> UInt64 { UInt64(2 * rows * latent) }
  public func makeTape(rows: Int) -> BottleneckTape {
    BottleneckTape(rows: rows, latent: latent, heads: 2 * latent, noise: latent)
  }

  public func forward(_ hidden: MatrixView, _ tape: BottleneckTape, rows: Range<Int>, _ random: RandomSource)
  {
    heads.forward(hidden.rows(rows), into: tape.heads.rows(rows))
    var source = random
    source.counter &+= draws(rows: rows.lowerBound)
    Kernels.fillNormal(tape.noise.rows(rows), source)
    Kernels.reparameterise(
      heads: tape.heads.rows(rows), noise: tape.noise.rows(rows), into: tape.codes.rows(rows))
  }

  public func divergence(_ tape: BottleneckTape, rows: Range<Int>) -> Double? {
    Kernels.gaussianKL(heads: tape.heads.rows(rows))
  }

  public func backward(_ tape: BottleneckTape, rows: Range<Int>, scale: Float, into hidden: MatrixView?) {
    Kernels.gaussianGradient(
      heads: tape.heads.rows(rows), codeGradient: tape.codeGradients.rows(rows), noise: tape.noise.rows(rows),
      klScale: klWeight * scale)
    if let hidden { heads.inputGradient(tape.heads.rows(rows), into: hidden.rows(rows)) }
  }

  public func encode(_ hidden: MatrixView, into codes: MatrixView) {
    heads.forward(hidden, units: 0..<latent, into: codes)
  }
}
