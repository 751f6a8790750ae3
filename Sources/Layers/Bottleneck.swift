import Kernels
import LatentCore

/// What makes codes of the encoder's outputs.
public protocol Bottleneck: AnyObject {
  /// The number of dimensions of a code.
  var latent: Int { get }
  /// Layers with parameters of its own that read the encoder's outputs.
  var head: Dense? { get }
  /// Random numbers that it takes from a source for `rows` codes.
  func draws(rows: Int) -> UInt64
  /// Reserves memory for batches of at most `rows` rows.
  func makeTape(rows: Int) -> BottleneckTape
  /// Writes the codes that the decoder reads; `random` is where the numbers of row 0 begin.
  func forward(_ hidden: MatrixView, _ tape: BottleneckTape, rows: Range<Int>, _ random: RandomSource)
  /// Returns its own term of the loss, unweighted and summed over the rows; nil where there is none.
  func divergence(_ tape: BottleneckTape, rows: Range<Int>) -> Double?
  /// Turns the tape's code gradient into the gradient at the encoder's outputs.
  /// - Parameters:
  ///   - scale: weight of a row in the loss.
  ///   - hidden: where the result goes; nil when nobody needs it.
  func backward(_ tape: BottleneckTape, rows: Range<Int>, scale: Float, into hidden: MatrixView?)
  /// Writes the codes that stand for images on a map: without chance.
  func encode(_ hidden: MatrixView, into codes: MatrixView)
}

/// Working memory of a bottleneck.
public struct BottleneckTape {
  /// What the decoder reads, and the gradient there, both `[rows, latent]`.
  public let codes, codeGradients: MatrixView
  /// Outputs of the head, which become their gradients on the way back; `[rows, head.outputs]`.
  public let heads: MatrixView
  /// Standard normal numbers, `[rows, latent]`.
  public let noise: MatrixView

  init(rows: Int, latent: Int, heads headColumns: Int, noise noiseColumns: Int) {
    func view(_ columns: Int) -> MatrixView {
      Arena(count: rows * columns).view(rows: rows, columns: columns)
    }
    codes = view(latent)
    codeGradients = view(latent)
    heads = view(headColumns)
    noise = view(noiseColumns)
  }
}
