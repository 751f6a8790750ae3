import Kernels

/// Weights and biases of a convolution: a row of weights for each channel on one side, each `[kernel, kernel, columns]`.
///
/// The tensor is `[rows, columns, kernel, kernel]`, as PyTorch has it; in memory the channels of a pixel lie side by
/// side, as they do in images.
final class ChannelParameters {
  let rows: Int
  let columns: Int
  let biases: Int
  private let arena: ParameterArena
  private let weightOffset: Int
  private let biasOffset: Int

  /// Declares the tensors `name.weight` and `name.bias`, which begin like a dense layer's with `fanIn` inputs.
  /// - Parameter columns: channels on the other side.
  init(
    _ name: String, rows: Int, kernel: Int, columns: Int, biases: Int, fanIn: Int, arena: ParameterArena
  ) {
    self.rows = rows
    self.columns = kernel * kernel * columns
    self.biases = biases
    self.arena = arena
    weightOffset = arena.declare(
      "\(name).weight", shape: [rows, columns, kernel, kernel], .fanIn(fanIn), layout: .channelsLast)
    biasOffset = arena.declare("\(name).bias", shape: [biases], .fanIn(fanIn))
  }

  /// `[rows, kernel * kernel * columns]`.
  var weight: MatrixView { arena.value(at: weightOffset, rows: rows, columns: columns) }
  /// `[1, biases]`.
  var bias: MatrixView { arena.value(at: biasOffset, rows: 1, columns: biases) }
  var weightGradient: MatrixView { arena.gradient(at: weightOffset, rows: rows, columns: columns) }
  var biasGradient: MatrixView { arena.gradient(at: biasOffset, rows: 1, columns: biases) }

  func updateWeights(_ units: Range<Int>, _ step: OptimizerStep) {
    let range = weightOffset + units.lowerBound * columns..<weightOffset + units.upperBound * columns
    Kernels.optimise(arena.trainingArrays, range, step)
  }

  func updateBiases(_ units: Range<Int>, _ step: OptimizerStep) {
    Kernels.optimise(
      arena.trainingArrays, biasOffset + units.lowerBound..<biasOffset + units.upperBound, step)
  }
}

/// The weights of a convolution as they learn: one unit a row of weights.
final class ChannelWeights: ParameterOwner {
  private let parameters: ChannelParameters
  private let repeats: Int

  /// - Parameter repeats: windows of an image.
  init(_ parameters: ChannelParameters, repeats: Int) {
    self.parameters = parameters
    self.repeats = repeats
  }

  var units: Int { parameters.rows }
  var unitCost: Int { repeats * parameters.columns }

  /// - Parameters:
  ///   - gradient: what stands on the side of the rows, `[images, repeats * rows]`.
  ///   - input: windows, `[images, repeats * columns]`.
  func parameterGradient(_ gradient: MatrixView, input: MatrixView, units: Range<Int>) {
    Kernels.multiply(
      gradient.inRows(of: parameters.rows).columns(units), input.inRows(of: parameters.columns),
      transposing: .first, into: parameters.weightGradient.rows(units))
  }

  func update(units: Range<Int>, _ step: OptimizerStep) { parameters.updateWeights(units, step) }
}

/// The biases of a convolution as they learn: one unit a channel.
final class ChannelBiases: ParameterOwner {
  private let parameters: ChannelParameters
  private let repeats: Int

  /// - Parameter repeats: pixels of an image.
  init(_ parameters: ChannelParameters, repeats: Int) {
    self.parameters = parameters
    self.repeats = repeats
  }

  var units: Int { parameters.biases }
  var unitCost: Int { repeats }

  func parameterGradient(_ gradient: MatrixView, input: MatrixView, units: Range<Int>) {
    Kernels.columnSums(
      of: gradient.inRows(of: parameters.biases).columns(units), into: parameters.biasGradient.columns(units))
  }

  func update(units: Range<Int>, _ step: OptimizerStep) { parameters.updateBiases(units, step) }
}
