import Kernels

/// An activation that stands by itself, such as the first layer of a network.
public final class Elementwise: PlainLayer {
  /// Numbers in a row, read and written.
  public let inputs: Int
  /// What is applied to each number.
  public let activation: Activation

  /// Creates a layer of a width.
  public init(_ activation: Activation, width: Int) {
    inputs = width
    self.activation = activation
  }

  /// As many as are read.
  public var outputs: Int { inputs }
  /// None.
  public var bias: MatrixView? { nil }
  /// None: there are no parameters.
  public var units: Int { 0 }
  /// Nothing, as there are no units.
  public var unitCost: Int { 0 }

  /// Copies the input; only the activation follows.
  public func linear(_ input: MatrixView, into output: MatrixView) { output.load(input) }
  /// Copies the gradient.
  public func inputGradient(_ gradient: MatrixView, into result: MatrixView) { result.load(gradient) }
  /// Does nothing.
  public func parameterGradient(_ gradient: MatrixView, input: MatrixView, units: Range<Int>) {}
  /// Does nothing.
  public func update(units: Range<Int>, _ step: OptimizerStep) {}
}
