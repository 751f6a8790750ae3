import Kernels

/// A step of a network: reads rows of numbers, writes as many rows, and knows its gradients.
///
/// A layer computes `activation(linear(input) + bias)`. All but `parameterGradient` look at each row by itself, so
/// that the parts of a batch can run through a whole network without waiting for each other.
public protocol Layer: AnyObject {
  /// Numbers in a row that the layer reads, and that it writes.
  var inputs: Int { get }
  var outputs: Int { get }
  /// What is applied to each output at last.
  var activation: Activation { get }
  /// What is added before, `[1, outputs]`; nil for nothing.
  var bias: MatrixView? { get }
  /// Pieces in which the parameters' gradient can be computed apart, such as output units; 0 without parameters.
  var units: Int { get }
  /// Multiply-adds of a unit's gradient for one row.
  var unitCost: Int { get }

  /// Writes the outputs before bias and activation.
  func linear(_ input: MatrixView, into output: MatrixView)
  /// Writes the gradient at the input, given the gradient before the activation.
  func inputGradient(_ gradient: MatrixView, into result: MatrixView)
  /// Writes the gradients of some units' parameters, given all rows' inputs and gradients before the activation.
  func parameterGradient(_ gradient: MatrixView, input: MatrixView, units: Range<Int>)
  /// Makes an optimiser step with some units' parameters.
  func update(units: Range<Int>, _ step: OptimizerStep)
}

extension Layer {
  /// Writes the layer's outputs.
  public func forward(_ input: MatrixView, into output: MatrixView) {
    linear(input, into: output)
    Kernels.activate(output, bias: bias, activation)
  }
}
