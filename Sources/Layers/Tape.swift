import Kernels

/// What a tape is for.
public enum TapeUse {
  /// The way there only.
  case inference
  /// The way there and back, with all that was learnt held fixed.
  case gradients
  /// A training step: some layers leave things to chance, or look at the whole batch.
  case training(TrainingChance)

  /// Whether the way back is wanted.
  public var hasGradients: Bool { if case .inference = self { false } else { true } }
  /// What chance is drawn from in training; nil for another use.
  public var chance: TrainingChance? { if case .training(let chance) = self { chance } else { nil } }
}

/// What a network computed for the rows of a batch, kept for the way back.
public struct Tape {
  /// The outputs of each layer, `[rows, layer.outputs]`.
  public let outputs: [MatrixView]
  /// The gradients at each layer's outputs, of the same shapes; empty on a tape that only goes forward.
  public let gradients: [MatrixView]
  /// What each layer keeps beside that.
  public let memories: [LayerMemory]

  /// Reserves memory for a network.
  /// - Parameters:
  ///   - rows: the largest batch.
  ///   - use: what it is for.
  ///   - lastInPlace: whether a fused loss leaves the last gradient in the place of the outputs.
  public init(_ network: Sequential, rows: Int, for use: TapeUse, lastInPlace: Bool = false) {
    memories = network.layers.map { $0.makeMemory(rows: rows, for: use) }
    outputs = network.layers.map { Arena(count: rows * $0.outputs).view(rows: rows, columns: $0.outputs) }
    guard use.hasGradients else {
      gradients = []
      return
    }
    let last = outputs.count - 1
    gradients = outputs.enumerated().map { index, output in
      index == last && lastInPlace
        ? output : Arena(count: rows * output.columns).view(rows: rows, columns: output.columns)
    }
  }

  /// The result of the network, or its input when it has no layers.
  public func result(_ input: MatrixView) -> MatrixView { outputs.last ?? input }
}
