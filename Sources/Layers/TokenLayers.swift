import Kernels

/// A dense layer that reads each token of a row by itself, as torch.nn.Linear does with `[batch, tokens, width]`.
public final class TokenwiseDense: PlainLayer {
  private let dense: Dense
  private let tokens: Int

  /// Wraps a layer.
  public init(_ dense: Dense, tokens: Int) {
    self.dense = dense
    self.tokens = tokens
  }

  /// Numbers of all tokens that are read.
  public var inputs: Int { tokens * dense.inputs }
  /// Numbers of all tokens that are written.
  public var outputs: Int { tokens * dense.outputs }
  /// The dense layer's.
  public var activation: Activation { dense.activation }
  /// None: `linear` adds it to each token.
  public var bias: MatrixView? { nil }
  /// The dense layer's.
  public var units: Int { dense.units }
  /// The dense layer's for every token.
  public var unitCost: Int { tokens * dense.unitCost }

  /// Writes every token's outputs before the activation, bias included.
  public func linear(_ input: MatrixView, into output: MatrixView) {
    let outputs = output.inRows(of: dense.outputs)
    dense.linear(input.inRows(of: dense.inputs), into: outputs)
    Kernels.activate(outputs, bias: dense.bias, .identity)
  }

  /// Writes every token's outputs.
  public func forward(_ rows: LayerRows) {
    dense.forward(rows.input.inRows(of: dense.inputs), into: rows.output.inRows(of: dense.outputs))
  }

  /// Writes the gradient at every token.
  public func inputGradient(_ gradient: MatrixView, into result: MatrixView) {
    dense.inputGradient(gradient.inRows(of: dense.outputs), into: result.inRows(of: dense.inputs))
  }

  /// Writes the units' gradients, summed over all tokens.
  public func parameterGradient(_ gradient: MatrixView, input: MatrixView, units: Range<Int>) {
    dense.parameterGradient(
      gradient.inRows(of: dense.outputs), input: input.inRows(of: dense.inputs), units: units)
  }

  /// Makes an optimiser step.
  public func update(units: Range<Int>, _ step: OptimizerStep) { dense.update(units: units, step) }

  /// Computes the gradients, summed over all tokens, and makes the step as the dense layer does.
  public func learn(_ gradient: MatrixView, input: MatrixView, units: Range<Int>, _ step: OptimizerStep) {
    dense.learn(
      gradient.inRows(of: dense.outputs), input: input.inRows(of: dense.inputs), units: units, step)
  }
}

/// A learnt vector for each place, added to the token that stands there.
/// - Source: Vaswani et al. 2017, arXiv:1706.03762, section 3.5, the learnt kind.
public final class PositionEmbedding: PlainLayer {
  private let width: Int
  private let arena: ParameterArena
  private let offset: Int

  /// Declares the tensor `name.weight`, `[tokens, width]`, as torch.nn.Embedding names it.
  public init(_ name: String, tokens: Int, width: Int, arena: ParameterArena) {
    self.width = tokens * width
    self.arena = arena
    offset = arena.declare("\(name).weight", shape: [tokens, width], .normal(0.02))
  }

  /// Numbers of all tokens.
  public var inputs: Int { width }
  /// As many as are read.
  public var outputs: Int { width }
  /// None.
  public var activation: Activation { .identity }
  /// The vectors of all places.
  public var bias: MatrixView? { arena.value(at: offset, rows: 1, columns: width) }
  /// One unit a number.
  public var units: Int { width }
  /// An addition.
  public var unitCost: Int { 1 }

  /// Copies the tokens; the vectors are the bias.
  public func linear(_ input: MatrixView, into output: MatrixView) { output.load(input) }
  /// Copies the gradient.
  public func inputGradient(_ gradient: MatrixView, into result: MatrixView) { result.load(gradient) }

  /// Sums the gradients over all rows.
  public func parameterGradient(_ gradient: MatrixView, input: MatrixView, units: Range<Int>) {
    Kernels.columnSums(
      of: gradient.columns(units), into: arena.gradient(at: offset, rows: 1, columns: width).columns(units))
  }

  /// Makes an optimiser step.
  public func update(units: Range<Int>, _ step: OptimizerStep) {
    Kernels.optimise(arena.trainingArrays, offset + units.lowerBound..<offset + units.upperBound, step)
  }
}
