import Kernels

/// Reads the tokens of a row one after the other, and says after each what it remembers.
///
/// What is read enters all steps in one product; only the products with the output before wait for each other.
/// - Source: Hochreiter and Schmidhuber 1997, Neural computation 9; tensors as in torch.nn.LSTM.
public final class LongShortTermMemory: ParameterFreeLayer {
  private let tokens, width: Int
  private let ofInput, ofOutput: Dense
  private let readers: [TokenwiseDense]

  /// Places of the views in the layer's memory.
  private enum Kept {
    static let gates = 0
    /// The cells before the first token, zeros, and after each.
    static let cells = 1
    /// The outputs before each token, zeros first.
    static let before = 2
    static let later = 3
    static let carry = 4
  }

  /// Declares the tensors `name.weight_ih_l0`, `[4 width, inputs]`, `name.weight_hh_l0`, and two biases.
  /// - Parameters:
  ///   - tokens: steps of a row.
  ///   - inputs: numbers of a token that is read.
  ///   - width: numbers of a token that is written.
  public init(_ name: String, tokens: Int, inputs: Int, width: Int, arena: ParameterArena) {
    (self.tokens, self.width) = (tokens, width)
    func dense(_ suffix: String, _ inputs: Int) -> Dense {
      Dense(
        weights: ["\(name).weight_\(suffix)_l0"], biases: ["\(name).bias_\(suffix)_l0"], inputs: inputs,
        outputs: 4 * width, activation: .identity, .fanIn(width), arena: arena)
    }
    ofInput = dense("ih", inputs)
    ofOutput = dense("hh", width)
    readers = [ofInput, ofOutput].map { TokenwiseDense($0, tokens: tokens) }
  }

  /// Numbers of all tokens that are read.
  public var inputs: Int { readers[0].inputs }
  /// Numbers of all tokens that are written.
  public var outputs: Int { tokens * width }

  private var columns: [Int] { [tokens * 4 * width, outputs + width, outputs, width, width] }
  /// Gates, cells, outputs and what the way back carries from step to step.
  public var kept: Int { columns.reduce(0, +) }

  /// Reserves room for gates and cells of every step.
  public func makeMemory(rows: Int, for use: TapeUse) -> LayerMemory {
    LayerMemory(rows: rows, columns: columns)
  }

  /// Writes what is remembered after each token.
  public func linear(_ rows: LayerRows) {
    guard !rows.range.isEmpty, let bias = ofInput.bias, let secondBias = ofOutput.bias else { return }
    let gates = rows.kept(Kept.gates)
    ofInput.linear(rows.input.inRows(of: ofInput.inputs), into: gates.inRows(of: 4 * width))
    let before = rows.kept(Kept.before)
    token(0, of: before).fill(0)
    token(0, of: rows.kept(Kept.cells)).fill(0)
    for step in 0..<tokens {
      let present = self.step(step, rows)
      if step > 0 { ofOutput.addLinear(token(step, of: before), to: present.gates) }
      Kernels.recur(
        present, biases: (bias, secondBias), into: token(step, of: rows.output),
        copy: step + 1 < tokens ? token(step + 1, of: before) : nil)
    }
  }

  /// Goes back from the last token to the first; the gates become their gradients.
  public func backward(_ gradient: MatrixView, _ rows: LayerRows, into result: MatrixView?) {
    guard !rows.range.isEmpty else { return }
    let (later, carry) = (rows.kept(Kept.later), rows.kept(Kept.carry))
    later.fill(0)
    carry.fill(0)
    for step in (0..<tokens).reversed() {
      let present = self.step(step, rows)
      Kernels.recurrenceGradient(present, token(step, of: gradient), later: later, carry: carry)
      if step > 0 { ofOutput.inputGradient(present.gates, into: later) }
    }
    if let result {
      ofInput.inputGradient(
        rows.kept(Kept.gates).inRows(of: 4 * width), into: result.inRows(of: ofInput.inputs))
    }
  }

  /// What reads the tokens, and what reads the outputs before them.
  public func parameterTasks(
    input: MatrixView, gradient: MatrixView, memory: LayerMemory
  ) -> [ParameterJob.Item] {
    zip(readers, [input, memory.views[Kept.before]]).map {
      ParameterJob.Item($0, input: $1, gradient: memory.views[Kept.gates])
    }
  }

  private func token(_ step: Int, of view: MatrixView) -> MatrixView {
    view.columns(step * width..<(step + 1) * width)
  }

  private func step(_ step: Int, _ rows: LayerRows) -> RecurrentStep {
    let (gates, cells) = (rows.kept(Kept.gates), rows.kept(Kept.cells))
    return RecurrentStep(
      gates: gates.columns(step * 4 * width..<(step + 1) * 4 * width), cell: token(step + 1, of: cells),
      before: token(step, of: cells))
  }
}
