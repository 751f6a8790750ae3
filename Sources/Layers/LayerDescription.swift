import Kernels
import LatentCore

/// A step of a network as one writes it down; the counterpart of an argument of torch.nn.Sequential.
public indirect enum LayerDescription: Sendable, Hashable {
  /// A dense layer with that many outputs; of tokens, each is read by itself.
  case dense(Int)
  case activation(Activation)
  /// x Phi(x).
  case gelu
  /// A convolution of an image with zeros around it; at stride 1 an odd kernel keeps the size.
  case convolution(Int, kernel: Int = 3, stride: Int = 2)
  /// The transposed convolution that leads back to an image of a size.
  case transposedConvolution(Int, kernel: Int = 3, stride: Int = 2, height: Int, width: Int)
  /// The same numbers as an image, with as many channels as its pixels leave; nothing is moved.
  case image(height: Int, width: Int)
  /// The same numbers in another arrangement; nothing is moved.
  case arranged(LayerShape)
  /// An image as PyTorch's nn.Flatten leaves it, channel after channel; of tokens, one after the other.
  case flatten
  /// The reverse of `flatten` for an image.
  case unflatten(height: Int, width: Int, channels: Int)
  /// Squares of an image as tokens, its last ones filled up with zeros.
  case patches(side: Int)
  /// Tokens of squares as an image of one channel.
  case unpatches(side: Int, height: Int, width: Int)
  /// A learnt vector for each number that is read, of `count` ones.
  case embedding(count: Int, width: Int)
  /// A learnt vector added to each token.
  case position
  /// Every token shifted and scaled to mean 0 and variance 1, with learnt weights.
  case layerNorm
  /// Every column, or channel of an image, shifted and scaled to mean 0 and variance 1 over the batch, with learnt weights.
  case batchNorm
  /// Each number set to zero with a probability while the network learns.
  case dropout(Double)
  /// Gaussian noise of a standard deviation added while the network learns; it fades over so many steps, or not with 0.
  case gaussianNoise(Double, fading: Int = 0)
  /// Self-attention; reads queries, keys and values of each token side by side.
  case attention(heads: Int, isCausal: Bool = false)
  /// A long short-term memory that reads the tokens in their order, and writes as many of a width.
  case lstm(Int)
  /// The input plus what layers make of it.
  case residual([LayerDescription])

  /// The larger of x and 0.
  public static let relu = LayerDescription.activation(.relu)
  /// The logistic function, 1 / (1 + exp(-x)), into (0, 1).
  public static let sigmoid = LayerDescription.activation(.sigmoid)
  /// The hyperbolic tangent, into (-1, 1).
  public static let tanh = LayerDescription.activation(.tanh)
  /// x, or x / 5 below 0.
  public static let leakyRelu = LayerDescription.activation(.leakyRelu)
}

extension LayerDescription {
  /// Whether the layer applies an activation that follows it by itself.
  var takesActivation: Bool {
    switch self {
    case .dense, .convolution, .transposedConvolution, .batchNorm: true
    default: false
    }
  }

  /// Whether the layer is a linear map.
  public var isLinear: Bool {
    switch self {
    case .dense, .arranged, .flatten, .unflatten, .activation(.identity): true
    default: false
    }
  }

  /// Whether the layer, or one within it, looks at the whole batch in training.
  private var looksAtBatch: Bool {
    switch self {
    case .batchNorm: true
    case .residual(let layers): layers.contains(where: \.looksAtBatch)
    default: false
    }
  }

  /// Checks that batch normalisation stands only where all rows of a batch can be waited for: between layers of a
  /// network, not within a residual.
  /// - Parameters:
  ///   - place: what the layers are, for the message: `the encoder`.
  ///   - allowed: whether the network itself may have it.
  /// - Throws: `ZwalkError.unsupported`.
  static func requireBatchNorm(
    in layers: [LayerDescription], of place: String, allowed: Bool
  ) throws(ZwalkError) {
    for layer in layers where layer.looksAtBatch && !(allowed && layer == .batchNorm) {
      throw .unsupported(
        what:
          "batch normalisation cannot look at a batch \(layer == .batchNorm ? "in" : "within a residual of") \(place)",
        advice: "use layer normalisation there")
    }
  }

  var asActivation: Activation? { if case .activation(let activation) = self { activation } else { nil } }

  /// Makes the layer.
  /// - Parameters:
  ///   - name: of its tensors, `encoder.0`.
  ///   - shape: of a row that it reads; becomes that of a row that it writes.
  ///   - activation: that it applies at last, where it takes one.
  /// - Returns: nil when nothing has to be done.
  func make(_ name: String, _ shape: inout LayerShape, _ activation: Activation, _ arena: ParameterArena)
    -> (any Layer)?
  {
    switch self {
    case .dense(let outputs):
      return Self.makeDense(name, &shape, outputs, activation, arena)
    case .activation(let activation):
      return Elementwise(activation, width: shape.count)
    case .gelu:
      return GELU(width: shape.count)
    case .convolution, .transposedConvolution:
      return makeConvolution(name, &shape, activation, arena)
    case .image(let height, let width):
      precondition(shape.count % (height * width) == 0, "an image has whole channels")
      shape = .image(height: height, width: width, channels: shape.count / (height * width))
      return nil
    case .arranged(let other):
      precondition(other.count == shape.count, "the arrangement has another number of elements")
      shape = other
      return nil
    case .flatten, .unflatten, .patches, .unpatches:
      return makeArrangement(&shape)
    case .embedding, .position, .layerNorm, .attention, .lstm:
      return makeTokenLayer(name, &shape, arena)
    case .batchNorm:
      let (repeats, width) = shape.asTokens
      return BatchNorm(name, width: width, repeats: repeats, activation: activation, arena: arena)
    case .dropout(let share):
      return Dropout(share, width: shape.count)
    case .gaussianNoise(let deviation, let fading):
      return GaussianNoise(deviation, fading: fading, width: shape.count)
    case .residual(let layers):
      return Residual(name, shape: shape, layers, arena: arena)
    }
  }

  private static func makeDense(
    _ name: String, _ shape: inout LayerShape, _ outputs: Int, _ activation: Activation,
    _ arena: ParameterArena
  ) -> any Layer {
    let (tokens, width) = shape.asTokens
    let dense = Dense([name], inputs: width, outputs: outputs, activation: activation, arena: arena)
    if case .vector = shape {
      shape = .vector(outputs)
      return dense
    }
    shape = .tokens(tokens, width: outputs)
    return TokenwiseDense(dense, tokens: tokens)
  }

  private func makeConvolution(
    _ name: String, _ shape: inout LayerShape, _ activation: Activation, _ arena: ParameterArena
  ) -> (any Layer)? {
    guard case .image(let height, let width, let channels) = shape else {
      preconditionFailure("a convolution reads an image")
    }
    switch self {
    case .convolution(let outputs, let kernel, let stride):
      let geometry = PatchGeometry(
        height: height, width: width, channels: channels, kernel: kernel, stride: stride,
        padding: (kernel - 1) / 2)
      shape = .image(height: geometry.rows, width: geometry.columns, channels: outputs)
      return Convolution(name, geometry, outputs: outputs, activation: activation, arena: arena)
    case .transposedConvolution(let outputs, let kernel, let stride, let toHeight, let toWidth):
      let geometry = PatchGeometry(
        height: toHeight, width: toWidth, channels: outputs, kernel: kernel, stride: stride,
        padding: (kernel - 1) / 2)
      precondition((geometry.rows, geometry.columns) == (height, width), "no stride leads to that size")
      shape = .image(height: toHeight, width: toWidth, channels: outputs)
      return TransposedConvolution(name, geometry, inputs: channels, activation: activation, arena: arena)
    default: return nil
    }
  }

  private func makeArrangement(_ shape: inout LayerShape) -> (any Layer)? {
    defer { shape = arranged(shape) }
    switch (self, shape) {
    case (.flatten, .image(let height, let width, let channels)) where channels > 1:
      return Transposition2D(height: height * width, width: channels)
    case (.unflatten(let height, let width, let channels), _) where channels > 1:
      return Transposition2D(height: channels, width: height * width)
    case (.patches(let side), .image(let height, let width, let channels)):
      return Patches(
        PatchGeometry(height: height, width: width, channels: channels, side: side), isReverse: false)
    case (.unpatches(let side, let height, let width), _):
      return Patches(PatchGeometry(height: height, width: width, channels: 1, side: side), isReverse: true)
    default:
      return nil
    }
  }

  private func arranged(_ shape: LayerShape) -> LayerShape {
    switch self {
    case .flatten: return .vector(shape.count)
    case .unflatten(let height, let width, let channels):
      return .image(height: height, width: width, channels: channels)
    case .patches(let side):
      guard case .image(let height, let width, let channels) = shape else {
        preconditionFailure("patches are cut from an image")
      }
      let geometry = PatchGeometry(height: height, width: width, channels: channels, side: side)
      return .tokens(geometry.patches, width: geometry.patchSize)
    case .unpatches(_, let height, let width): return .image(height: height, width: width, channels: 1)
    default: return shape
    }
  }

  private func makeTokenLayer(_ name: String, _ shape: inout LayerShape, _ arena: ParameterArena) -> (
    any Layer
  )? {
    let (tokens, width) = shape.asTokens
    switch self {
    case .embedding(let count, let width):
      let tokens = shape.count
      shape = .tokens(tokens, width: width)
      return Embedding(name, count: count, tokens: tokens, width: width, arena: arena)
    case .position: return PositionEmbedding(name, tokens: tokens, width: width, arena: arena)
    case .layerNorm: return LayerNorm(name, tokens: tokens, width: width, arena: arena)
    case .lstm(let outputs):
      shape = .tokens(tokens, width: outputs)
      return LongShortTermMemory(name, tokens: tokens, inputs: width, width: outputs, arena: arena)
    case .attention(let heads, let isCausal):
      shape = .tokens(tokens, width: width / 3)
      return SelfAttention(
        AttentionShape(tokens: tokens, width: width / 3, heads: heads, isCausal: isCausal))
    default: return nil
    }
  }
}
