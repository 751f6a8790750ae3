/// How the numbers of a row are arranged: a dense layer does not care, a convolution does.
public enum LayerShape: Sendable, Hashable {
  case vector(Int)
  /// The channels of a pixel lie side by side, `[height, width, channels]`.
  case image(height: Int, width: Int, channels: Int)
  /// `[tokens, width]`.
  case tokens(Int, width: Int)

  /// Numbers in a row.
  public var count: Int {
    switch self {
    case .vector(let count): count
    case .image(let height, let width, let channels): height * width * channels
    case .tokens(let tokens, let width): tokens * width
    }
  }

  /// The same numbers as tokens: a pixel is one, and so is a whole vector.
  public var asTokens: (tokens: Int, width: Int) {
    switch self {
    case .vector(let count): (1, count)
    case .image(let height, let width, let channels): (height * width, channels)
    case .tokens(let tokens, let width): (tokens, width)
    }
  }
}
