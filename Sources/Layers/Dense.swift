import Kernels

/// A dense layer with its activation: activation(x W' + b), W being `[outputs, inputs]`.
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
  public init(_ names: [String], inputs: Int, outputs: Int, activation: Activation, arena: ParameterArena) {
    precondition(!names.isEmpty && outputs % names.count == 0, "heads are of equal width")
    self.inputs = inputs
    self.outputs = outputs
    self.activation = activation
    self.arena = arena
    let width = outputs / names.count
    // All weights lie before all biases, so that several heads are one matrix.
    weightOffset = arena.count
    for name in names { _ = arena.declare("\(name).weight", shape: [width, inputs], .fanIn(inputs)) }
    biasOffset = arena.count
    for name in names { _ = arena.declare("\(name).bias", shape: [width], .fanIn(inputs)) }
  }

  /// The biases of all heads in a row, `[1, outputs]`.
  public var bias: MatrixView? { arena.value(at: biasOffset, rows: 1, columns: outputs) }
  /// One unit an output.
  public var units: Int { outputs }
  /// One multiply-add for each weight of a unit.
  public var unitCost: Int { inputs }
  private var weight: MatrixView { arena.value(at: weightOffset, rows: outputs, columns: inputs) }

  /// Writes x W', `[rows, outputs]`.
  public func linear(_ input: MatrixView, into output: MatrixView) {
    Kernels.multiply(input, weight, transposing: .second, into: output)
  }

  /// Writes the outputs of some units only, bias and activation included.
  public func forward(_ input: MatrixView, units: Range<Int>, into output: MatrixView) {
    Kernels.multiply(input, weight.rows(units), transposing: .second, into: output)
    Kernels.activate(output, bias: bias?.columns(units), activation)
  }

  /// Writes g W, `[rows, inputs]`.
  public func inputGradient(_ gradient: MatrixView, into result: MatrixView) {
    Kernels.multiply(gradient, weight, into: result)
  }

  /// Writes g' x into the units' weight gradients and the column sums of g into those of their biases.
  public func parameterGradient(_ gradient: MatrixView, input: MatrixView, units: Range<Int>) {
    let ofUnits = gradient.columns(units)
    let weights = arena.gradient(at: weightOffset, rows: outputs, columns: inputs).rows(units)
    Kernels.multiply(ofUnits, input, transposing: .first, into: weights)
    let biases = arena.gradient(at: biasOffset, rows: 1, columns: outputs).columns(units)
    Kernels.columnSums(of: ofUnits, into: biases)
  }

  /// Makes an optimiser step with the weights and biases of some units.
  public func update(units: Range<Int>, _ step: OptimizerStep) {
    let arrays = arena.trainingArrays
    let weights = weightOffset + units.lowerBound * inputs..<weightOffset + units.upperBound * inputs
    Kernels.optimise(arrays, weights, step)
    Kernels.optimise(arrays, biasOffset + units.lowerBound..<biasOffset + units.upperBound, step)
  }
}
