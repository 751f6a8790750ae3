import Kernels

extension Sequential {
  /// The way through the network as steps of a training step.
  /// - Parameters:
  ///   - input: all rows, `[rows, inputs]`.
  ///   - leavesLast: whether the last layer's bias and activation are left to a loss that includes them.
  func forwardSteps(_ input: MatrixView, _ tape: Tape, leavesLast: Bool = false) -> [BatchPassage.Step] {
    let starts = [0] + layers.indices.filter { $0 > 0 && layers[$0] is any BatchLayer }
    return zip(starts, starts.dropFirst() + [layers.count]).flatMap { start, end -> [BatchPassage.Step] in
      let segment = BatchPassage.Step.rows { rows, _ in
        self.forward(
          ofRange: input.rows(rows), tape, rows, layers: start..<end, leavesLast: leavesLast)
      }
      guard start < layers.count, let layer = layers[start] as? any BatchLayer else { return [segment] }
      let read = start > 0 ? tape.outputs[start - 1] : input
      return [.batch { layer.observe(read.rows(0..<$0), tape.memories[start], share: $1) }, segment]
    }
  }

  /// The way back.
  /// - Parameters:
  ///   - inputGradient: where the gradient at the network's input goes, all rows; nil when nobody needs it.
  ///   - lastIsDone: whether the given gradient is the one before the last activation, as fused losses leave it.
  func backwardSteps(
    _ input: MatrixView, _ tape: Tape, inputGradient: MatrixView?, lastIsDone: Bool = false
  ) -> [BatchPassage.Step] {
    guard !isRowwise else {
      return [
        .rows { rows, _ in
          self.backward(input, tape, rows: rows, inputGradient: inputGradient, lastIsDone: lastIsDone)
        }
      ]
    }
    return layers.indices.reversed().flatMap { index -> [BatchPassage.Step] in
      let isDone = lastIsDone && index == layers.count - 1
      let undo = BatchPassage.Step.rows { rows, _ in
        if !isDone { self.undoActivation(of: index, tape, rows) }
      }
      let pass = BatchPassage.Step.rows { rows, _ in
        self.passBack(
          through: index, input.rows(rows), tape, rows, into: inputGradient?.rows(rows))
      }
      guard let layer = layers[index] as? any BatchLayer else { return [undo, pass] }
      let gradient = tape.gradients[index]
      return [
        undo, .batch { layer.observe(gradient: gradient.rows(0..<$0), tape.memories[index], share: $1) },
        pass,
      ]
    }
  }
}
