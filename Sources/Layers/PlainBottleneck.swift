import Kernels
import LatentCore

/// A bottleneck whose codes are the encoder's outputs, neither drawn nor pulled towards a prior.
public protocol DirectBottleneck: Bottleneck {}

extension DirectBottleneck {
  /// None: the code has no layer of its own.
  public var head: Dense? { nil }
  /// None: nothing is left to chance.
  public func draws(rows: Int) -> UInt64 { 0 }
  /// Reserves memory for codes and their gradients only.
  public func makeTape(rows: Int, conditions: Int) -> BottleneckTape {
    BottleneckTape(rows: rows, latent: latent, conditions: conditions, heads: 0, noise: 0)
  }

  /// Copies the encoder's outputs.
  public func forward(_ hidden: MatrixView, _ tape: BottleneckTape, rows: Range<Int>, _ random: RandomSource)
  {
    tape.codes.rows(rows).load(hidden.rows(rows))
  }

  /// Nil: codes are not pulled towards a prior.
  public func divergence(_ tape: BottleneckTape, rows: Range<Int>) -> Double? { nil }

  /// Copies the encoder's outputs, as `forward` does.
  public func encode(_ hidden: MatrixView, into codes: MatrixView) { codes.load(hidden) }
}

/// The encoder's outputs are the codes.
public final class PlainBottleneck: DirectBottleneck {
  /// The number of dimensions of a code, the width of the encoder's outputs.
  public let latent: Int

  /// Creates a bottleneck for an encoder with that many outputs.
  public init(latent: Int) { self.latent = latent }

  /// Copies the code gradient; `scale` is in it already.
  public func backward(_ tape: BottleneckTape, rows: Range<Int>, scale: Float, into hidden: MatrixView?) {
    hidden?.rows(rows).load(tape.codeGradients.rows(rows))
  }
}
