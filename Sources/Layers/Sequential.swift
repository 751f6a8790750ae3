import Kernels

/// A step of a network as one writes it down; the counterpart of an argument of torch.nn.Sequential.
public enum LayerDescription: Sendable, Hashable {
  /// A dense layer with that many outputs.
  case dense(Int)
  case activation(Activation)

  /// The larger of x and 0.
  public static let relu = LayerDescription.activation(.relu)
  /// The logistic function, 1 / (1 + exp(-x)), into (0, 1).
  public static let sigmoid = LayerDescription.activation(.sigmoid)
  /// The hyperbolic tangent, into (-1, 1).
  public static let tanh = LayerDescription.activation(.tanh)
}

/// Layers one after the other.
public final class Sequential {
  /// The layers; an activation behind a dense layer is part of it.
  public let layers: [any Layer]
  /// Numbers in a row that the network reads.
  public let inputs: Int
  /// Numbers in a row that the network writes.
  public var outputs: Int { layers.last?.outputs ?? inputs }

  /// Makes layers from their descriptions.
  ///
  /// Tensors are named as in torch.nn.Sequential, where activations count: `encoder.0.weight`, `encoder.2.weight`.
  public init(_ name: String, inputs: Int, _ descriptions: [LayerDescription], arena: ParameterArena) {
    self.inputs = inputs
    var layers: [any Layer] = []
    for (index, description) in descriptions.enumerated() {
      let width = layers.last?.outputs ?? inputs
      switch description {
      case .dense(let outputs):
        let next = index + 1 < descriptions.count ? descriptions[index + 1] : nil
        layers.append(
          Dense(
            ["\(name).\(index)"], inputs: width, outputs: outputs,
            activation: next?.asActivation ?? .identity,
            arena: arena))
      case .activation(let activation):
        let isFused = index > 0 && descriptions[index - 1].isDense
        if !isFused { layers.append(Elementwise(activation, width: width)) }
      }
    }
    self.layers = layers
  }
}

extension LayerDescription {
  var isDense: Bool { if case .dense = self { true } else { false } }
  var asActivation: Activation? { if case .activation(let activation) = self { activation } else { nil } }
}

extension Sequential {
  /// Writes every layer's outputs into the tape, row by row independent of other rows.
  /// - Parameters:
  ///   - input: all rows, `[rows, inputs]`.
  ///   - range: the rows to work on.
  ///   - leavesLast: whether the last layer's bias and activation are left to a loss that includes them.
  public func forward(_ input: MatrixView, _ tape: Tape, rows range: Range<Int>, leavesLast: Bool = false) {
    var current = input.rows(range)
    for (index, layer) in layers.enumerated() {
      let output = tape.outputs[index].rows(range)
      if leavesLast && index == layers.count - 1 {
        layer.linear(current, into: output)
      } else {
        layer.forward(current, into: output)
      }
      current = output
    }
  }

  /// Turns the gradient at the last layer's output into the gradients at every layer's, before their activations.
  /// - Parameters:
  ///   - range: the rows to work on; the gradients of the last layer are given in the tape.
  ///   - inputGradient: where the gradient at the network's input goes, all rows; nil when nobody needs it.
  ///   - lastIsDone: whether the given gradient is the one before the last activation, as fused losses leave it.
  public func backward(
    _ tape: Tape, rows range: Range<Int>, inputGradient: MatrixView?, lastIsDone: Bool = false
  ) {
    for index in layers.indices.reversed() {
      let gradient = tape.gradients[index].rows(range)
      if !(lastIsDone && index == layers.count - 1) {
        Kernels.activationGradient(
          gradient, output: tape.outputs[index].rows(range), layers[index].activation)
      }
      if index > 0 {
        layers[index].inputGradient(gradient, into: tape.gradients[index - 1].rows(range))
      } else if let inputGradient {
        layers[index].inputGradient(gradient, into: inputGradient.rows(range))
      }
    }
  }
}
