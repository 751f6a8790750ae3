import Kernels

/// A convolution: every window of an image, as a row, times the weights of each output channel.
///
/// Images are worked on a few at a time, so that their windows are still in the cache when they are multiplied. In
/// training all windows are kept, since the weights' gradient is a product with them.
public final class Convolution: Layer {
  /// The windows of the image that is read.
  public let geometry: PatchGeometry
  /// What is applied to each output at last.
  public let activation: Activation
  private let channels: Int
  private let parameters: ChannelParameters

  /// Declares the layer's tensors as torch.nn.Conv2d names, lays out and initialises them.
  public init(
    _ name: String, _ geometry: PatchGeometry, outputs channels: Int, activation: Activation,
    arena: ParameterArena
  ) {
    self.geometry = geometry
    self.activation = activation
    self.channels = channels
    parameters = ChannelParameters(
      name, rows: channels, kernel: geometry.kernel, columns: geometry.channels, biases: channels,
      fanIn: geometry.patchSize, arena: arena)
  }

  /// Numbers of the image that is read.
  public var inputs: Int { geometry.imageSize }
  /// Numbers of the image that is written.
  public var outputs: Int { geometry.patches * channels }
  /// How the image that is written is arranged.
  var shape: LayerShape { .image(height: geometry.rows, width: geometry.columns, channels: channels) }
  /// None: `linear` adds the channels' biases.
  public var bias: MatrixView? { nil }

  /// Windows and their gradients.
  public var kept: Int { 2 * geometry.windowSize }

  /// Reserves room for windows and, in training, for their gradients.
  public func makeMemory(rows: Int, for use: TapeUse) -> LayerMemory {
    let size = geometry.windowSize
    return LayerMemory(rows: rows, columns: use.hasGradients ? [size, size] : [size])
  }

  /// Writes the outputs before the activation, biases included.
  public func linear(_ rows: LayerRows) { run(rows, .identity) }
  /// Writes the outputs.
  public func forward(_ rows: LayerRows) { run(rows, activation) }

  private func run(_ rows: LayerRows, _ activation: Activation) {
    let keepsAll = rows.memory.views.count > 1
    for block in geometry.blocks(of: rows.range.count) {
      let windows = rows.kept(0).rows(keepsAll ? block : 0..<block.count)
      Kernels.gatherPatches(rows.input.rows(block), geometry, into: windows)
      let output = rows.output.rows(block).inRows(of: channels)
      Kernels.multiply(
        windows.inRows(of: geometry.patchSize), parameters.weight, transposing: .second, into: output)
      Kernels.activate(output, bias: parameters.bias, activation)
    }
  }

  /// Adds up the gradients of all windows that hold a pixel.
  public func backward(_ gradient: MatrixView, _ rows: LayerRows, into result: MatrixView?) {
    guard let result else { return }
    for block in geometry.blocks(of: rows.range.count) {
      let windows = rows.kept(1).rows(0..<block.count)
      Kernels.multiply(
        gradient.rows(block).inRows(of: channels), parameters.weight,
        into: windows.inRows(of: geometry.patchSize))
      Kernels.scatterPatches(windows, geometry, into: result.rows(block))
    }
  }

  /// Weights learn from the windows, biases from the gradients alone.
  public func parameterTasks(
    input: MatrixView, gradient: MatrixView, memory: LayerMemory
  ) -> [ParameterJob.Item] {
    [
      ParameterJob.Item(
        ChannelWeights(parameters, repeats: geometry.patches), input: memory.views[0], gradient: gradient),
      ParameterJob.Item(
        ChannelBiases(parameters, repeats: geometry.patches), input: gradient, gradient: gradient),
    ]
  }
}

/// The transposed convolution: what a convolution does to gradients, done to images, which it makes larger.
public final class TransposedConvolution: Layer {
  /// The windows of the image that is written; there is one for each pixel of the image that is read.
  public let geometry: PatchGeometry
  /// What is applied to each output at last.
  public let activation: Activation
  private let channels: Int
  private let parameters: ChannelParameters

  /// Declares the layer's tensors as torch.nn.ConvTranspose2d names, lays out and initialises them.
  /// - Parameter channels: of the image that is read.
  public init(
    _ name: String, _ geometry: PatchGeometry, inputs channels: Int, activation: Activation,
    arena: ParameterArena
  ) {
    self.geometry = geometry
    self.activation = activation
    self.channels = channels
    parameters = ChannelParameters(
      name, rows: channels, kernel: geometry.kernel, columns: geometry.channels, biases: geometry.channels,
      fanIn: geometry.patchSize, arena: arena)
  }

  /// Numbers of the image that is read, `[rows, columns, channels]`.
  public var inputs: Int { geometry.patches * channels }
  /// Numbers of the image that is written.
  public var outputs: Int { geometry.imageSize }
  /// None: `linear` adds the channels' biases.
  public var bias: MatrixView? { nil }

  /// Windows.
  public var kept: Int { geometry.windowSize }

  /// Reserves room for windows.
  public func makeMemory(rows: Int, for use: TapeUse) -> LayerMemory {
    LayerMemory(rows: rows, columns: [geometry.windowSize])
  }

  /// Writes the outputs before the activation, biases included.
  public func linear(_ rows: LayerRows) { run(rows, .identity) }
  /// Writes the outputs.
  public func forward(_ rows: LayerRows) { run(rows, activation) }

  private func run(_ rows: LayerRows, _ activation: Activation) {
    for block in geometry.blocks(of: rows.range.count) {
      let windows = rows.kept(0).rows(0..<block.count)
      Kernels.multiply(
        rows.input.rows(block).inRows(of: channels), parameters.weight,
        into: windows.inRows(of: geometry.patchSize))
      let output = rows.output.rows(block)
      Kernels.scatterPatches(windows, geometry, into: output)
      Kernels.activate(output.inRows(of: geometry.channels), bias: parameters.bias, activation)
    }
  }

  /// Keeps the windows of the gradient, from which the weights learn, and multiplies them with the weights.
  public func backward(_ gradient: MatrixView, _ rows: LayerRows, into result: MatrixView?) {
    for block in geometry.blocks(of: rows.range.count) {
      let windows = rows.kept(0).rows(block)
      Kernels.gatherPatches(gradient.rows(block), geometry, into: windows)
      guard let result else { continue }
      Kernels.multiply(
        windows.inRows(of: geometry.patchSize), parameters.weight, transposing: .second,
        into: result.rows(block).inRows(of: channels))
    }
  }

  /// Weights learn from the inputs and the gradients' windows, biases from the gradients alone.
  public func parameterTasks(
    input: MatrixView, gradient: MatrixView, memory: LayerMemory
  ) -> [ParameterJob.Item] {
    [
      ParameterJob.Item(
        ChannelWeights(parameters, repeats: geometry.patches), input: memory.views[0], gradient: input),
      ParameterJob.Item(
        ChannelBiases(parameters, repeats: geometry.height * geometry.width), input: gradient,
        gradient: gradient),
    ]
  }
}

extension PatchGeometry {
  /// Floats of windows that are made at a time: half of a core's second-level cache.
  private static let blockSize = 100_000

  /// Numbers of all windows of an image.
  var windowSize: Int { patches * patchSize }

  /// Rows in blocks whose windows fit into the cache.
  func blocks(of rows: Int) -> LazyMapSequence<StrideTo<Int>, Range<Int>> {
    let size = max(1, Self.blockSize / windowSize)
    return Swift.stride(from: 0, to: rows, by: size).lazy.map { $0..<min($0 + size, rows) }
  }
}
