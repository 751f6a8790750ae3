import Kernels

/// Layers one after the other.
public final class Sequential {
  /// The layers; an activation behind a dense layer or a convolution is part of it.
  public let layers: [any Layer]
  /// Numbers in a row that the network reads.
  public let inputs: Int
  /// The first layer that does more than to add chance to what it reads.
  let firstLearning: Int
  /// How the numbers of a row that the network writes are arranged.
  public let shape: LayerShape
  /// Numbers in a row that the network writes.
  public var outputs: Int { layers.last?.outputs ?? inputs }

  /// Makes layers from their descriptions.
  ///
  /// Tensors are named as in torch.nn.Sequential, where activations count: `encoder.0.weight`, `encoder.2.weight`.
  /// - Parameter shape: how the numbers that are read are arranged.
  public init(_ name: String, shape: LayerShape, _ descriptions: [LayerDescription], arena: ParameterArena) {
    inputs = shape.count
    var shape = shape
    layers = descriptions.indices.compactMap { index in
      let description = descriptions[index]
      let isFused = index > 0 && description.asActivation != nil && descriptions[index - 1].takesActivation
      if isFused { return nil }
      let next = index + 1 < descriptions.count ? descriptions[index + 1].asActivation : nil
      return description.make("\(name).\(index)", &shape, next ?? .identity, arena)
    }
    self.shape = shape
    firstLearning = Self.firstLearning(layers)
  }

  /// Puts layers together that belong to another network.
  init(_ layers: ArraySlice<any Layer>, inputs: Int) {
    self.layers = Array(layers)
    self.inputs = inputs
    shape = .vector(layers.last?.outputs ?? inputs)
    firstLearning = Self.firstLearning(self.layers)
  }

  private static func firstLearning(_ layers: [any Layer]) -> Int {
    layers.firstIndex { !($0 is GaussianNoise || $0 is Dropout) } ?? layers.count
  }

  /// Makes layers that read rows without arrangement.
  public convenience init(
    _ name: String, inputs: Int, _ descriptions: [LayerDescription], arena: ParameterArena
  ) { self.init(name, shape: .vector(inputs), descriptions, arena: arena) }
}

extension Sequential {
  /// Whether no layer looks at more than one row at a time, also in training.
  var isRowwise: Bool { !layers.contains { $0 is any BatchLayer } }

  /// Writes every layer's outputs into the tape, row by row independent of other rows.
  /// - Parameters:
  ///   - input: all rows, `[rows, inputs]`.
  ///   - range: the rows to work on.
  ///   - leavesLast: whether the last layer's bias and activation are left to a loss that includes them.
  public func forward(_ input: MatrixView, _ tape: Tape, rows range: Range<Int>, leavesLast: Bool = false) {
    forward(ofRange: input.rows(range), tape, range, leavesLast: leavesLast)
  }

  /// The same with `input` holding the rows of the range only.
  func forward(
    ofRange input: MatrixView, _ tape: Tape, _ range: Range<Int>, layers chosen: Range<Int>? = nil,
    leavesLast: Bool = false
  ) {
    for index in chosen ?? layers.indices {
      let rows = rows(range, of: index, input, tape)
      if leavesLast && index == layers.count - 1 {
        layers[index].linear(rows)
      } else {
        layers[index].forward(rows)
      }
    }
  }

  /// Turns the gradient at the last layer's output into the gradients at every layer's, before their activations.
  /// - Parameters:
  ///   - input: what the network read, all rows.
  ///   - range: the rows to work on; the gradients of the last layer are given in the tape.
  ///   - inputGradient: where the gradient at the network's input goes, all rows; nil when nobody needs it.
  ///   - lastIsDone: whether the given gradient is the one before the last activation, as fused losses leave it.
  public func backward(
    _ input: MatrixView, _ tape: Tape, rows range: Range<Int>, inputGradient: MatrixView?,
    lastIsDone: Bool = false
  ) {
    backward(
      ofRange: input.rows(range), tape, range, into: inputGradient?.rows(range), lastIsDone: lastIsDone)
  }

  /// The same with `input` and `inputGradient` holding the rows of the range only.
  func backward(
    ofRange input: MatrixView, _ tape: Tape, _ range: Range<Int>, into inputGradient: MatrixView?,
    lastIsDone: Bool = false
  ) {
    for index in layers.indices.reversed() {
      if !(lastIsDone && index == layers.count - 1) { undoActivation(of: index, tape, range) }
      passBack(through: index, input, tape, range, into: inputGradient)
    }
  }

  /// Turns the gradient at a layer's outputs into the one before its activation.
  func undoActivation(of index: Int, _ tape: Tape, _ range: Range<Int>) {
    Kernels.activationGradient(
      tape.gradients[index].rows(range), output: tape.outputs[index].rows(range), layers[index].activation)
  }

  /// Takes the gradient through a layer to the outputs of the one before.
  /// - Parameter inputGradient: where that of the first layer goes.
  func passBack(
    through index: Int, _ input: MatrixView, _ tape: Tape, _ range: Range<Int>,
    into inputGradient: MatrixView?
  ) {
    let before = index > 0 ? tape.gradients[index - 1].rows(range) : inputGradient
    // Nobody learns below layers that only add chance to the input.
    let isNeeded = inputGradient != nil || index > firstLearning
    layers[index].backward(
      tape.gradients[index].rows(range), rows(range, of: index, input, tape), into: isNeeded ? before : nil)
  }

  /// All parameters that learn, with what their gradients are computed from.
  /// - Parameter learning: the layers that do; nil for all.
  public func parameterTasks(
    input: MatrixView, _ tape: Tape, learning: Range<Int>? = nil
  ) -> [ParameterJob.Item] {
    (learning ?? layers.indices).flatMap { index in
      layers[index].parameterTasks(
        input: index > 0 ? tape.outputs[index - 1] : input, gradient: tape.gradients[index],
        memory: tape.memories[index])
    }
  }

  private func rows(_ range: Range<Int>, of index: Int, _ input: MatrixView, _ tape: Tape) -> LayerRows {
    LayerRows(
      range, input: index > 0 ? tape.outputs[index - 1].rows(range) : input,
      output: tape.outputs[index].rows(range), memory: tape.memories[index])
  }
}
