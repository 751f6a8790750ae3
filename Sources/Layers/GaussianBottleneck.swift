import Kernels
import LatentCore

/// Codes are drawn from a Gaussian q(z|x) whose mean and log-variance are linear in the encoder's outputs; its
/// divergence from the standard normal distribution is a term of the loss.
/// - Source: Kingma and Welling 2014, arXiv:1312.6114.
public final class GaussianBottleneck: Bottleneck {
  /// The number of dimensions of a code.
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

  /// The heads of q(z|x) as one layer: means, then log-variances, `[rows, 2 latent]`.
  public var head: Dense? { heads }
  /// Two for each coordinate of a code, as many as a normal number takes.
  public func draws(rows: Int) -> UInt64 { UInt64(2 * rows * latent) }
  /// Reserves memory with room for heads and noise.
  public func makeTape(rows: Int, conditions: Int) -> BottleneckTape {
    BottleneckTape(rows: rows, latent: latent, conditions: conditions, heads: 2 * latent, noise: latent)
  }

  /// Draws codes, mean + exp(logVariance / 2) noise; the noise of a row is the same in whatever part it is
  /// computed.
  public func forward(_ hidden: MatrixView, _ tape: BottleneckTape, rows: Range<Int>, _ random: RandomSource)
  {
    heads.forward(hidden.rows(rows), into: tape.heads.rows(rows))
    var source = random
    source.counter &+= draws(rows: rows.lowerBound)
    Kernels.fillNormal(tape.noise.rows(rows), source)
    Kernels.reparameterise(
      heads: tape.heads.rows(rows), noise: tape.noise.rows(rows), into: tape.codes.rows(rows))
  }

  /// Returns the Kullback-Leibler divergence of q(z|x) from the standard normal distribution, in nats,
  /// summed over the rows.
  public func divergence(_ tape: BottleneckTape, rows: Range<Int>) -> Double? {
    Kernels.gaussianKL(heads: tape.heads.rows(rows))
  }

  /// Replaces the tape's heads by their gradient, divergence included, and passes it on to the encoder's outputs.
  public func backward(_ tape: BottleneckTape, rows: Range<Int>, scale: Float, into hidden: MatrixView?) {
    Kernels.gaussianGradient(
      heads: tape.heads.rows(rows), codeGradient: tape.codeGradients.rows(rows), noise: tape.noise.rows(rows),
      klScale: klWeight * scale)
    if let hidden { heads.inputGradient(tape.heads.rows(rows), into: hidden.rows(rows)) }
  }

  /// Writes the means of q(z|x), `[rows, latent]`.
  public func encode(_ hidden: MatrixView, into codes: MatrixView) {
    heads.forward(hidden, outputs: 0..<latent, into: codes)
  }
}
