import Kernels

/// Transposes each row, taken as a matrix: between PyTorch's order of an image, channel after channel, and ours.
public final class Transposition2D: ParameterFreeLayer {
  private let height, width: Int

  /// Creates a layer that reads matrices `[height, width]`.
  public init(height: Int, width: Int) { (self.height, self.width) = (height, width) }

  /// As many as are written.
  public var inputs: Int { height * width }
  /// As many as are read.
  public var outputs: Int { height * width }

  /// Writes the transposes.
  public func linear(_ rows: LayerRows) {
    Kernels.transposeRows(rows.input, height: height, width: width, into: rows.output)
  }

  /// Transposes back.
  public func backward(_ gradient: MatrixView, _ rows: LayerRows, into result: MatrixView?) {
    if let result { Kernels.transposeRows(gradient, height: width, width: height, into: result) }
  }
}

/// Cuts an image into squares side by side, each a token, or puts them together again.
/// - Source: Dosovitskiy et al. 2021, arXiv:2010.11929, section 3.1.
public final class Patches: ParameterFreeLayer {
  private let geometry: PatchGeometry
  private let isReverse: Bool

  /// Creates a layer.
  /// - Parameter isReverse: whether it reads tokens and writes images.
  public init(_ geometry: PatchGeometry, isReverse: Bool) {
    self.geometry = geometry
    self.isReverse = isReverse
  }

  private var tokenSize: Int { geometry.patches * geometry.patchSize }
  /// Numbers of an image, or of its tokens.
  public var inputs: Int { isReverse ? tokenSize : geometry.imageSize }
  /// Numbers of the tokens, or of their image.
  public var outputs: Int { isReverse ? geometry.imageSize : tokenSize }

  /// Moves the pixels; those of a square that lie outside of the image are 0, and are left out on the way back.
  public func linear(_ rows: LayerRows) { move(rows.input, into: rows.output, isReverse) }

  /// Moves the gradients to where the numbers came from.
  public func backward(_ gradient: MatrixView, _ rows: LayerRows, into result: MatrixView?) {
    if let result { move(gradient, into: result, !isReverse) }
  }

  private func move(_ from: MatrixView, into to: MatrixView, _ isReverse: Bool) {
    if isReverse {
      Kernels.scatterPatches(from, geometry, into: to)
    } else {
      Kernels.gatherPatches(from, geometry, into: to)
    }
  }
}

/// A layer that only `linear` describes.
public protocol ParameterFreeLayer: Layer {}

extension ParameterFreeLayer {
  /// None.
  public var activation: Activation { .identity }
  /// None.
  public var bias: MatrixView? { nil }
  /// Writes the outputs: there is nothing beside `linear`.
  public func forward(_ rows: LayerRows) { linear(rows) }
}

/// The input times the share of a standard normal distribution that lies below it.
/// - Source: Hendrycks and Gimpel 2016, arXiv:1606.08415.
public final class GELU: ParameterFreeLayer {
  private let width: Int

  /// Creates a layer of a width.
  public init(width: Int) { self.width = width }

  /// As many as are written.
  public var inputs: Int { width }
  /// As many as are read.
  public var outputs: Int { width }

  /// Writes x Phi(x).
  public func linear(_ rows: LayerRows) { Kernels.gelu(rows.input, into: rows.output) }

  /// Writes the gradient times the derivative at the input.
  public func backward(_ gradient: MatrixView, _ rows: LayerRows, into result: MatrixView?) {
    if let result { Kernels.geluGradient(gradient, input: rows.input, into: result) }
  }
}
