import Kernels

/// Shifts and scales every token to mean 0 and variance 1, then each of its numbers by a learnt weight and bias.
/// - Source: Ba, Kiros and Hinton 2016, arXiv:1607.06450.
public final class LayerNorm: ParameterFreeLayer {
  private let tokens, width: Int
  private let parameters: ScaleAndShift

  /// Declares the layer's tensors as torch.nn.LayerNorm names and initialises them.
  public init(_ name: String, tokens: Int, width: Int, arena: ParameterArena) {
    (self.tokens, self.width) = (tokens, width)
    parameters = ScaleAndShift(name, width: width, repeats: tokens, arena: arena)
  }

  /// Numbers of all tokens.
  public var inputs: Int { tokens * width }
  /// As many as are read.
  public var outputs: Int { tokens * width }

  /// The tokens before weight and bias, and their scales.
  public var kept: Int { tokens * (width + 1) }

  /// Reserves room for the tokens before weight and bias, and for what they were scaled with.
  public func makeMemory(rows: Int, for use: TapeUse) -> LayerMemory {
    LayerMemory(rows: rows, columns: [tokens * width, tokens])
  }

  /// Writes the normalised tokens.
  public func linear(_ rows: LayerRows) {
    Kernels.layerNorm(
      rows.input.inRows(of: width), weight: parameters.weight, bias: parameters.bias,
      into: rows.output.inRows(of: width), normal: rows.kept(0).inRows(of: width),
      scales: rows.kept(1).inRows(of: 1))
  }

  /// Writes the gradient at the input.
  public func backward(_ gradient: MatrixView, _ rows: LayerRows, into result: MatrixView?) {
    guard let result else { return }
    Kernels.layerNormGradient(
      gradient.inRows(of: width), normal: rows.kept(0).inRows(of: width), scales: rows.kept(1).inRows(of: 1),
      weight: parameters.weight, into: result.inRows(of: width))
  }

  /// Weights and biases, which learn from the tokens before them.
  public func parameterTasks(
    input: MatrixView, gradient: MatrixView, memory: LayerMemory
  ) -> [ParameterJob.Item] {
    [ParameterJob.Item(parameters, input: memory.views[0], gradient: gradient)]
  }
}
