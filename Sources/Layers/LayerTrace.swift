import Kernels
import LatentCore

/// What a layer of an encoder made of images, for people to look at.
public enum LayerTrace: Sendable {
  /// The outputs of a convolution, `[images, shape.count]`, the channels of a pixel side by side.
  case channels(LayerShape, Matrix)
  case attention(AttentionTrace)
}

/// How much each token of images attends to each.
public struct AttentionTrace: Sendable {
  /// Tokens of an image, and heads that attend by themselves.
  public let tokens, heads: Int
  /// Probabilities, `[images, heads * tokens * tokens]`.
  public let weights: Matrix

  /// Returns how much attention each token receives, mean over the heads, `[images, tokens]`.
  /// - Parameter token: by which token; nil for the mean over all.
  public func received(by token: Int?) -> Matrix {
    var sums = Matrix(rows: weights.rows, columns: tokens)
    let queries = token.map { $0..<$0 + 1 } ?? 0..<tokens
    let scale = 1 / Float(heads * queries.count)
    for image in 0..<weights.rows {
      for row in (0..<heads).flatMap({ head in queries.map { head * tokens + $0 } }) {
        for token in 0..<tokens { sums[image, token] += scale * weights[image, row * tokens + token] }
      }
    }
    return sums
  }
}

extension AutoencoderNetwork {
  /// Returns what convolutions and attention of the encoder make of images, the input side first.
  /// - Parameter images: `[images, pixels]`, few of them.
  public func trace(_ images: Matrix) -> [LayerTrace] {
    guard images.rows > 0 else { return [] }
    let input = Arena(count: images.values.count).view(rows: images.rows, columns: images.columns)
    input.load(images, rows: 0..<images.rows)
    let tape = Tape(encoder, rows: images.rows, for: .inference)
    encoder.forward(input, tape, rows: 0..<images.rows)
    return encoder.traces(tape)
  }
}

extension Sequential {
  fileprivate func traces(_ tape: Tape) -> [LayerTrace] {
    layers.indices.flatMap { index -> [LayerTrace] in
      let memory = tape.memories[index]
      switch layers[index] {
      case let layer as Convolution: return [.channels(layer.shape, tape.outputs[index].matrix)]
      case let layer as SelfAttention:
        let (tokens, heads) = (layer.shape.tokens, layer.shape.heads)
        return [.attention(AttentionTrace(tokens: tokens, heads: heads, weights: memory.views[0].matrix))]
      case let layer as Residual: return layer.network.traces(memory.tapes[0])
      default: return []
      }
    }
  }
}
