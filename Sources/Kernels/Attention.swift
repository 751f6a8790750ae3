import CKernels

/// The sizes of self-attention.
public struct AttentionShape: Sendable, Hashable {
  /// Tokens of a row, and the numbers of a token.
  public let tokens, width: Int
  /// Pieces of equal size into which tokens are cut, each with attention of its own.
  public let heads: Int
  /// Whether a token sees itself and those before it only.
  public let isCausal: Bool

  /// Creates a shape.
  /// - Precondition: `heads` divides `width`.
  public init(tokens: Int, width: Int, heads: Int, isCausal: Bool) {
    precondition(tokens > 0 && heads > 0 && width > 0 && width % heads == 0, "heads are of equal width")
    (self.tokens, self.width, self.heads, self.isCausal) = (tokens, width, heads, isCausal)
  }

  /// Probabilities of a row, `[heads, tokens, tokens]`.
  public var probabilities: Int { heads * tokens * tokens }
  /// Numbers of working memory.
  public var scratch: Int { tokens * (width / heads + tokens) }
}

extension Kernels {
  /// Lets every token take up a mean of all tokens' values, weighted by softmax(query key / sqrt(size of a head)).
  /// - Parameters:
  ///   - input: queries, keys and values of each token, `[rows, tokens * 3 width]`.
  ///   - output: `[rows, tokens * width]`.
  ///   - probabilities: the weights, `[rows, heads * tokens * tokens]`, which the gradient reads.
  ///   - scratch: `[1 or more, shape.scratch]`, overwritten.
  /// - Source: Vaswani et al. 2017, arXiv:1706.03762, section 3.2.
  public static func attention(
    _ input: MatrixView, _ shape: AttentionShape, into output: MatrixView, probabilities: MatrixView,
    scratch: MatrixView
  ) {
    check(input, output, probabilities, scratch, shape)
    zw_attention(
      output.pointer, probabilities.pointer, scratch.pointer, input.pointer, input.rows, shape.tokens,
      shape.width, shape.heads, shape.isCausal ? 1 : 0)
  }

  /// Writes the gradient at the input, `[rows, tokens * 3 width]`, given the one at the output.
  public static func attentionGradient(
    _ gradient: MatrixView, input: MatrixView, _ shape: AttentionShape, into result: MatrixView,
    probabilities: MatrixView, scratch: MatrixView
  ) {
    check(input, gradient, probabilities, scratch, shape)
    precondition(result.shape == input.shape && result.hasNoGaps, "the result has another shape")
    zw_attention_gradient(
      result.pointer, gradient.pointer, probabilities.pointer, scratch.pointer, input.pointer, input.rows,
      shape.tokens, shape.width, shape.heads)
  }

  private static func check(
    _ input: MatrixView, _ output: MatrixView, _ probabilities: MatrixView, _ scratch: MatrixView,
    _ shape: AttentionShape
  ) {
    precondition(input.columns == 3 * shape.tokens * shape.width, "the input has another shape")
    precondition(output.shape == (input.rows, shape.tokens * shape.width), "the output has another shape")
    precondition(probabilities.shape == (input.rows, shape.probabilities), "the weights have another shape")
    precondition(
      scratch.rows * scratch.columns >= shape.scratch || input.rows == 0, "there is too little scratch")
    precondition(input.hasNoGaps && output.hasNoGaps && probabilities.hasNoGaps && scratch.hasNoGaps)
  }
}
