import Kernels

/// Shifts and scales every token to mean 0 and variance 1, then each of its numbers by a learnt weight and bias.
/// - Source: Ba, Kiros and Hinton 2016, arXiv:1607.06450.
public final class LayerNorm: ParameterFreeLayer, ParameterOwner {
  private let tokens, width: Int
  private let arena: ParameterArena
  private let weightOffset, biasOffset: Int

  /// Declares the layer's tensors as torch.nn.LayerNorm names and initialises them.
  public init(_ name: String, tokens: Int, width: Int, arena: ParameterArena) {
    (self.tokens, self.width) = (tokens, width)
    self.arena = arena
    weightOffset = arena.declare("\(name).weight", shape: [width], .constant(1))
    biasOffset = arena.declare("\(name).bias", shape: [width], .constant(0))
  }

  /// Numbers of all tokens.
  public var inputs: Int { tokens * width }
  /// As many as are read.
  public var outputs: Int { tokens * width }
  private var weight: MatrixView { arena.value(at: weightOffset, rows: 1, columns: width) }
  private var biases: MatrixView { arena.value(at: biasOffset, rows: 1, columns: width) }

  /// The tokens before weight and bias, and their scales.
  public var kept: Int { tokens * (width + 1) }

  /// Reserves room for the tokens before weight and bias, and for what they were scaled with.
  public func makeMemory(rows: Int, isTraining: Bool) -> LayerMemory {
    LayerMemory(rows: rows, columns: [tokens * width, tokens])
  }

  /// Writes the normalised tokens.
  public func linear(_ rows: LayerRows) {
    Kernels.layerNorm(
      rows.input.inRows(of: width), weight: weight, bias: biases, into: rows.output.inRows(of: width),
      normal: rows.kept(0).inRows(of: width), scales: rows.kept(1).inRows(of: 1))
  }

  /// Writes the gradient at the input.
  public func backward(_ gradient: MatrixView, _ rows: LayerRows, into result: MatrixView?) {
    guard let result else { return }
    Kernels.layerNormGradient(
      gradient.inRows(of: width), normal: rows.kept(0).inRows(of: width), scales: rows.kept(1).inRows(of: 1),
      weight: weight, into: result.inRows(of: width))
  }

  /// The layer itself, which learns from the tokens before weight and bias.
  public func parameterTasks(
    input: MatrixView, gradient: MatrixView, memory: LayerMemory
  ) -> [ParameterJob.Item] {
    [ParameterJob.Item(self, input: memory.views[0], gradient: gradient)]
  }

  /// One unit a number of a token.
  public var units: Int { width }
  /// A multiply-add and an addition for every token.
  public var unitCost: Int { 2 * tokens }

  /// Writes the gradients of some weights and biases.
  public func parameterGradient(_ gradient: MatrixView, input normal: MatrixView, units: Range<Int>) {
    let gradients = gradient.inRows(of: width).columns(units)
    let weights = arena.gradient(at: weightOffset, rows: 1, columns: width).columns(units)
    Kernels.columnProducts(gradients, normal.inRows(of: width).columns(units), into: weights)
    Kernels.columnSums(
      of: gradients, into: arena.gradient(at: biasOffset, rows: 1, columns: width).columns(units))
  }

  /// Makes an optimiser step.
  public func update(units: Range<Int>, _ step: OptimizerStep) {
    let arrays = arena.trainingArrays
    Kernels.optimise(arrays, weightOffset + units.lowerBound..<weightOffset + units.upperBound, step)
    Kernels.optimise(arrays, biasOffset + units.lowerBound..<biasOffset + units.upperBound, step)
  }
}
