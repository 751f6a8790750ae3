import Kernels

/// A learnt vector for each of some numbered things, such as codes: reads indices, writes tokens.
public final class Embedding: ParameterFreeLayer, ParameterOwner {
  private let tokens, width, count: Int
  private let arena: ParameterArena
  private let offset: Int
  /// Parameters that nobody reads: how often each index occurs comes with the sums of the gradients.
  private let counts: MatrixView

  /// Declares the tensor `name.weight`, `[count, width]`, as torch.nn.Embedding names it.
  /// - Parameter tokens: indices in a row, as floats.
  public init(_ name: String, count: Int, tokens: Int, width: Int, arena: ParameterArena) {
    (self.tokens, self.width, self.count) = (tokens, width, count)
    self.arena = arena
    counts = Arena(count: count).view(rows: 1, columns: count)
    offset = arena.declare("\(name).weight", shape: [count, width], .normal(0.1))
  }

  /// One index a token.
  public var inputs: Int { tokens }
  /// Numbers of all tokens.
  public var outputs: Int { tokens * width }
  /// One unit a vector.
  public var units: Int { count }
  /// Every unit looks at all tokens for its own.
  public var unitCost: Int { max(1, tokens * width / count) }

  /// Writes the vectors of the indices.
  public func linear(_ rows: LayerRows) {
    Kernels.gatherCodes(
      rows.input.inRows(of: 1), of: arena.value(at: offset, rows: count, columns: width),
      into: rows.output.inRows(of: width))
  }

  /// Nothing: indices have no gradient.
  public func backward(_ gradient: MatrixView, _ rows: LayerRows, into result: MatrixView?) {
    precondition(result == nil, "indices have no gradient")
  }

  /// The layer itself.
  public func parameterTasks(
    input: MatrixView, gradient: MatrixView, memory: LayerMemory
  ) -> [ParameterJob.Item] { [ParameterJob.Item(self, input: input, gradient: gradient)] }

  /// Writes the sums of the gradients at the tokens of each index.
  public func parameterGradient(_ gradient: MatrixView, input: MatrixView, units: Range<Int>) {
    Kernels.codeSums(
      gradient.inRows(of: width), nearest: input.inRows(of: 1), codes: units,
      sums: arena.gradient(at: offset, rows: count, columns: width).rows(units), counts: counts.columns(units)
    )
  }

  /// Makes an optimiser step.
  public func update(units: Range<Int>, _ step: OptimizerStep) {
    let range = offset + units.lowerBound * width..<offset + units.upperBound * width
    Kernels.optimise(arena.trainingArrays, range, step)
  }
}
