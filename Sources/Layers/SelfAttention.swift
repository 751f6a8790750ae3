import Kernels

/// Lets every token of a row take up a mean of the tokens' values, weighted by how well its query fits their keys.
///
/// It has no parameters: a dense layer before it makes queries, keys and values, side by side in each token, and one
/// behind it mixes the heads.
/// - Source: Vaswani et al. 2017, arXiv:1706.03762, section 3.2.
public final class SelfAttention: ParameterFreeLayer {
  /// Tokens, width and heads.
  public let shape: AttentionShape

  /// Creates a layer.
  public init(_ shape: AttentionShape) { self.shape = shape }

  /// Queries, keys and values of all tokens.
  public var inputs: Int { 3 * shape.tokens * shape.width }
  /// Numbers of all tokens.
  public var outputs: Int { shape.tokens * shape.width }

  /// The weights of every head, and scratch.
  public var kept: Int { shape.probabilities + shape.scratch }

  /// Reserves room for the weights of every head, `[heads, tokens, tokens]`, and scratch.
  public func makeMemory(rows: Int, for use: TapeUse) -> LayerMemory {
    LayerMemory(rows: rows, columns: [shape.probabilities, shape.scratch])
  }

  /// Writes the mixed values and keeps the weights.
  public func linear(_ rows: LayerRows) {
    guard !rows.range.isEmpty else { return }
    Kernels.attention(
      rows.input, shape, into: rows.output, probabilities: rows.kept(0), scratch: rows.kept(1).rows(0..<1))
  }

  /// Writes the gradient at queries, keys and values.
  public func backward(_ gradient: MatrixView, _ rows: LayerRows, into result: MatrixView?) {
    guard let result, !rows.range.isEmpty else { return }
    Kernels.attentionGradient(
      gradient, input: rows.input, shape, into: result, probabilities: rows.kept(0),
      scratch: rows.kept(1).rows(0..<1))
  }
}
