import Kernels

/// A dense layer with its activation: activation(x W + b), W being `[inputs, outputs]` in memory.
public final class Dense: PlainLayer {
  /// Numbers in a row that the layer reads.
  public let inputs: Int
  /// Numbers in a row that the layer writes, those of all its heads together.
  public let outputs: Int
  /// What is applied to each output after the bias.
  public let activation: Activation
  private let arena: ParameterArena
  private let weightOffset: Int
  private let biasOffset: Int

  /// Declares the layer's tensors as torch.nn.Linear names and initialises them.
  /// - Parameters:
  ///   - names: usually one. Several stand for layers side by side that read the same input, such as the heads of a
  ///     posterior: they share one product, each has its own tensors of `outputs / names.count` units.
  ///   - arena: where the parameters lie.
  public convenience init(
    _ names: [String], inputs: Int, outputs: Int, activation: Activation, arena: ParameterArena
  ) {
    self.init(
      weights: names.map { "\($0).weight" }, biases: names.map { "\($0).bias" }, inputs: inputs,
      outputs: outputs, activation: activation, .fanIn(inputs), arena: arena)
  }

  /// Declares tensors with names of their own, as recurrent layers have them.
  /// - Parameter initialiser: how all of them are drawn.
  init(
    weights: [String], biases: [String], inputs: Int, outputs: Int, activation: Activation,
    _ initialiser: Initialiser, arena: ParameterArena
  ) {
    precondition(!weights.isEmpty && outputs % weights.count == 0, "heads are of equal width")
    self.inputs = inputs
    self.outputs = outputs
    self.activation = activation
    self.arena = arena
    let width = outputs / weights.count
    // All weights lie before all biases, so that several heads are one matrix.
    weightOffset = arena.count
    _ = arena.declareTransposed(weights, width: width, inputs: inputs, initialiser)
    biasOffset = arena.count
    for name in biases { _ = arena.declare(name, shape: [width], initialiser) }
  }

  /// The biases of all heads in a row, `[1, outputs]`.
  public var bias: MatrixView? { arena.value(at: biasOffset, rows: 1, columns: outputs) }
  /// One unit an input, the weights that read it: they lie in a row.
  public var units: Int { inputs }
  /// One multiply-add for each weight of a unit.
  public var unitCost: Int { outputs }
  private var weight: MatrixView { arena.value(at: weightOffset, rows: inputs, columns: outputs) }

  /// Writes x W, `[rows, outputs]`.
  public func linear(_ input: MatrixView, into output: MatrixView) {
    Kernels.multiply(input, weight, into: output)
  }

  /// Adds x W to outputs, `[rows, outputs]`.
  func addLinear(_ input: MatrixView, to output: MatrixView) {
    Kernels.multiply(input, weight, into: output, adding: true)
  }

  /// Writes some of the outputs only, bias and activation included.
  public func forward(_ input: MatrixView, outputs chosen: Range<Int>, into output: MatrixView) {
    Kernels.multiply(input, weight.columns(chosen), into: output)
    Kernels.activate(output, bias: bias?.columns(chosen), activation)
  }

  /// Writes g W', `[rows, inputs]`.
  public func inputGradient(_ gradient: MatrixView, into result: MatrixView) {
    Kernels.multiply(gradient, weight, transposing: .second, into: result)
  }

  /// Writes x' g into the units' weight gradients and the column sums of g into those of their share of the biases.
  public func parameterGradient(_ gradient: MatrixView, input: MatrixView, units: Range<Int>) {
    let weights = arena.gradient(at: weightOffset, rows: inputs, columns: outputs).rows(units)
    Kernels.multiply(input.columns(units), gradient, transposing: .first, into: weights)
    biasGradient(gradient, units: units)
  }

  /// Makes an optimiser step with the weights of some units and their share of the biases.
  public func update(units: Range<Int>, _ step: OptimizerStep) {
    let weights = weightOffset + units.lowerBound * outputs..<weightOffset + units.upperBound * outputs
    Kernels.optimise(arena.trainingArrays, weights, step)
    updateBias(units: units, step)
  }

  /// Makes the step while the gradient is in registers, unless somebody wants to see it.
  public func learn(_ gradient: MatrixView, input: MatrixView, units: Range<Int>, _ step: OptimizerStep) {
    let place = weightOffset + units.lowerBound * outputs
    let isDone =
      !arena.keepsGradients
      && Kernels.optimise(arena.trainingArrays, at: place, by: input.columns(units), gradient, step)
    guard isDone else { return learnInBlocks(gradient, input: input, units: units, step) }
    biasGradient(gradient, units: units)
    updateBias(units: units, step)
  }

  private func biasGradient(_ gradient: MatrixView, units: Range<Int>) {
    let biases = biases(of: units)
    Kernels.columnSums(
      of: gradient.columns(biases),
      into: arena.gradient(at: biasOffset, rows: 1, columns: outputs).columns(biases))
  }

  private func updateBias(units: Range<Int>, _ step: OptimizerStep) {
    let biases = biases(of: units)
    Kernels.optimise(
      arena.trainingArrays, biasOffset + biases.lowerBound..<biasOffset + biases.upperBound, step)
  }

  /// The biases belong to no input; every unit takes care of as many of them.
  private func biases(of units: Range<Int>) -> Range<Int> {
    units.lowerBound * outputs / inputs..<units.upperBound * outputs / inputs
  }
}
