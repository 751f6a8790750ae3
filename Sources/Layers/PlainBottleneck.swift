import Kernels
import LatentCore

/// The encoder's outputs are the codes.
public final class PlainBottleneck: Bottleneck {
  public let latent: Int

  /// Creates a bottleneck for an encoder with that many outputs.
  public init(latent: Int) { self.latent = latent }

  public var head: Dense? { nil }
  public func draws(rows: Int) -> UInt64 { 0 }
  public func makeTape(rows: Int) -> BottleneckTape {
    BottleneckTape(rows: rows, latent: latent, heads: 0, noise: 0)
  }

  public func forward(_ hidden: MatrixView, _ tape: BottleneckTape, rows: Range<Int>, _ random: RandomSource)
  {
    tape.codes.rows(rows).load(hidden.rows(rows))
  }

  public func divergence(_ tape: BottleneckTape, rows: Range<Int>) -> Double? { nil }

  public func backward(_ tape: BottleneckTape, rows: Range<Int>, scale: Float, into hidden: MatrixView?) {
    hidden?.rows(rows).load(tape.codeGradients.rows(rows))
  }

  public func encode(_ hidden: MatrixView, into codes: MatrixView) { codes.load(hidden) }
}
