import Kernels

/// A learnt weight and bias for each column of what was normalised.
final class ScaleAndShift: ParameterOwner {
  let width: Int
  private let arena: ParameterArena
  private let weightOffset, biasOffset: Int
  private let repeats: Int

  /// Declares `name.weight` and `name.bias`, which begin as 1 and 0.
  /// - Parameter repeats: how often the columns occur in a row.
  init(_ name: String, width: Int, repeats: Int, arena: ParameterArena) {
    self.width = width
    self.repeats = repeats
    self.arena = arena
    weightOffset = arena.declare("\(name).weight", shape: [width], .constant(1))
    biasOffset = arena.declare("\(name).bias", shape: [width], .constant(0))
  }

  /// `[1, width]`, and so is the bias.
  var weight: MatrixView { arena.value(at: weightOffset, rows: 1, columns: width) }
  var bias: MatrixView { arena.value(at: biasOffset, rows: 1, columns: width) }

  /// One unit a column.
  var units: Int { width }
  /// A multiply-add and an addition for each time that the column occurs.
  var unitCost: Int { 2 * repeats }

  /// Writes the gradients of some weights and biases.
  /// - Parameter input: the columns before weight and bias.
  func parameterGradient(_ gradient: MatrixView, input normal: MatrixView, units: Range<Int>) {
    let gradients = gradient.inRows(of: width).columns(units)
    let weights = arena.gradient(at: weightOffset, rows: 1, columns: width).columns(units)
    Kernels.columnProducts(gradients, normal.inRows(of: width).columns(units), into: weights)
    Kernels.columnSums(
      of: gradients, into: arena.gradient(at: biasOffset, rows: 1, columns: width).columns(units))
  }

  /// Makes an optimiser step.
  func update(units: Range<Int>, _ step: OptimizerStep) {
    let arrays = arena.trainingArrays
    Kernels.optimise(arrays, weightOffset + units.lowerBound..<weightOffset + units.upperBound, step)
    Kernels.optimise(arrays, biasOffset + units.lowerBound..<biasOffset + units.upperBound, step)
  }
}
