import Kernels

/// An activation that stands by itself, such as the first layer of a network.
public final class Elementwise: Layer {
  public let inputs: Int
  public let activation: Activation

  /// Creates a layer of a width.
  public init(_ activation: Activation, width: Int) {
    inputs = width
    self.activation = activation
  }

  public var outputs: Int { inputs }
  public var bias: MatrixView? { nil }
  public var units: Int { 0 }
  public var unitCost: Int { 0 }

  public func linear(_ input: MatrixView, into output: MatrixView) { output.load(input) }
  public func inputGradient(_ gradient: MatrixView, into result: MatrixView) { result.load(gradient) }
  public func parameterGradient(_ gradient: MatrixView, input: MatrixView, units: Range<Int>) {}
  public func update(units: Range<Int>, _ step: OptimizerStep) {}
}
