import Kernels

/// Parameters that learn: pieces whose gradients can be computed apart.
public protocol ParameterOwner: AnyObject {
  /// Pieces in which the parameters' gradient can be computed apart, such as output units; 0 without parameters.
  var units: Int { get }
  /// Multiply-adds of a unit's gradient for one row.
  var unitCost: Int { get }

  /// Writes the gradients of some units' parameters, given all rows' inputs and gradients before the activation.
  func parameterGradient(_ gradient: MatrixView, input: MatrixView, units: Range<Int>)
  /// Makes an optimiser step with some units' parameters.
  func update(units: Range<Int>, _ step: OptimizerStep)
  /// Computes the gradients of some units' parameters and makes their step.
  func learn(_ gradient: MatrixView, input: MatrixView, units: Range<Int>, _ step: OptimizerStep)
}

extension ParameterOwner {
  /// Computes gradients and makes steps in turn.
  public func learn(_ gradient: MatrixView, input: MatrixView, units: Range<Int>, _ step: OptimizerStep) {
    learnInBlocks(gradient, input: input, units: units, step)
  }

  /// Goes block by block, so that gradients are still in the first cache when the optimiser reads them.
  func learnInBlocks(_ gradient: MatrixView, input: MatrixView, units: Range<Int>, _ step: OptimizerStep) {
    let block = max(8192 / max(unitCost, 1) / 8, 1) * 8
    for start in stride(from: units.lowerBound, to: units.upperBound, by: block) {
      let units = start..<min(start + block, units.upperBound)
      parameterGradient(gradient, input: input, units: units)
      update(units: units, step)
    }
  }
}

/// A step of a network: reads rows of numbers, writes as many rows, and knows its gradients.
///
/// A layer computes `activation(linear(input) + bias)`. Everything but the parameters' gradient looks at each row by
/// itself, so that the parts of a batch can run through a whole network without waiting for each other; only a
/// `BatchLayer` looks at all rows before, in training.
public protocol Layer: AnyObject {
  /// Numbers in a row that the layer reads, and that it writes.
  var inputs: Int { get }
  var outputs: Int { get }
  /// What is applied to each output at last.
  var activation: Activation { get }
  /// What is added before, `[1, outputs]`; nil for nothing, or where `linear` has done it.
  var bias: MatrixView? { get }

  /// Numbers for each row that `makeMemory` reserves in training, those of networks within included.
  var kept: Int { get }

  /// Reserves what the layer keeps for batches of at most `rows` rows; what it does may depend on the use.
  func makeMemory(rows: Int, for use: TapeUse) -> LayerMemory
  /// Writes the outputs before bias and activation.
  func linear(_ rows: LayerRows)
  /// Writes the outputs.
  func forward(_ rows: LayerRows)
  /// Writes the gradient at the input, given the gradient before the activation, and what `parameterTasks` names.
  /// - Parameter result: of the input's shape; nil when nobody needs it.
  func backward(_ gradient: MatrixView, _ rows: LayerRows, into result: MatrixView?)
  /// The parameters that learn, with what their gradients are computed from once `backward` is done, views of the
  /// whole batch.
  func parameterTasks(input: MatrixView, gradient: MatrixView, memory: LayerMemory) -> [ParameterJob.Item]
}

extension Layer {
  /// None.
  public var kept: Int { 0 }
  /// Nothing.
  public func makeMemory(rows: Int, for use: TapeUse) -> LayerMemory { .none }

  /// Writes the outputs: `linear`, then bias and activation.
  public func forward(_ rows: LayerRows) {
    linear(rows)
    Kernels.activate(rows.output, bias: bias, activation)
  }

  /// None.
  public func parameterTasks(
    input: MatrixView, gradient: MatrixView, memory: LayerMemory
  ) -> [ParameterJob.Item] { [] }
}

/// A layer that keeps nothing, and whose parameters learn from its inputs and the gradients at its outputs.
public protocol PlainLayer: Layer, ParameterOwner {
  /// Writes the outputs before bias and activation.
  func linear(_ input: MatrixView, into output: MatrixView)
  /// Writes the gradient at the input, given the gradient before the activation.
  func inputGradient(_ gradient: MatrixView, into result: MatrixView)
}

extension PlainLayer {
  /// Writes the outputs before bias and activation.
  public func linear(_ rows: LayerRows) { linear(rows.input, into: rows.output) }

  /// Writes the gradient at the input where somebody needs it.
  public func backward(_ gradient: MatrixView, _ rows: LayerRows, into result: MatrixView?) {
    if let result { inputGradient(gradient, into: result) }
  }

  /// The layer itself.
  public func parameterTasks(
    input: MatrixView, gradient: MatrixView, memory: LayerMemory
  ) -> [ParameterJob.Item] {
    [ParameterJob.Item(self, input: input, gradient: gradient)]
  }

  /// Writes the outputs of rows that belong to no batch.
  public func forward(_ input: MatrixView, into output: MatrixView) {
    linear(input, into: output)
    Kernels.activate(output, bias: bias, activation)
  }
}
