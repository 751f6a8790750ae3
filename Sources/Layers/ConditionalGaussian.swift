import Kernels

/// A Gaussian whose mean and log-variance a small network makes of what it is told; the mean is a distance from a code.
final class ConditionalGaussian {
  /// Numbers of a row that it is told.
  let inputs: Int
  private let network: Sequential
  private let heads: Dense

  /// Declares the tensors `name.0.weight` and so on, and the heads `name.mean` and `name.logVariance`.
  init(_ name: String, inputs: Int, hidden: [LayerDescription], latent: Int, arena: ParameterArena) {
    self.inputs = inputs
    network = Sequential(name, inputs: inputs, hidden, arena: arena)
    heads = Dense(
      ["\(name).mean", "\(name).logVariance"], inputs: network.outputs, outputs: 2 * latent,
      activation: .identity, arena: arena)
  }

  /// Its memory: what it is told, the gradient there, and the Gaussian.
  struct Memory {
    let input, inputGradient: MatrixView
    let gaussian: GaussianViews
    let tape: Tape

    /// The Gaussians of a range of rows.
    func gaussian(_ rows: Range<Int>) -> GaussianViews {
      GaussianViews(heads: gaussian.heads.rows(rows), gradient: gaussian.gradient.rows(rows))
    }
  }

  /// Numbers that the memory keeps for each row.
  var kept: Int {
    2 * inputs + 2 * heads.outputs + network.layers.reduce(0) { $0 + 2 * $1.outputs + $1.kept }
  }

  func makeMemory(rows: Int) -> Memory {
    let views = LayerMemory(rows: rows, columns: [inputs, inputs, heads.outputs, heads.outputs]).views
    return Memory(
      input: views[0], inputGradient: views[1], gaussian: GaussianViews(heads: views[2], gradient: views[3]),
      tape: Tape(network, rows: rows, for: .gradients))
  }

  /// Writes the Gaussians of some rows.
  /// - Parameter codes: what the means are distances from, `[rows, latent]`.
  func forward(_ memory: Memory, _ rows: Range<Int>, from codes: MatrixView) {
    network.forward(memory.input, memory.tape, rows: rows)
    let gaussian = memory.gaussian(rows)
    heads.forward(memory.tape.result(memory.input).rows(rows), into: gaussian.heads)
    Kernels.addRows(codes, to: gaussian.means)
  }

  /// Turns the Gaussians' gradients into those of all layers and of the input.
  /// - Parameter codes: the gradient at what the means are distances from, to which theirs is added.
  func backward(_ memory: Memory, _ rows: Range<Int>, addingTo codes: MatrixView) {
    let gradient = memory.gaussian(rows).gradient
    Kernels.addRows(gradient.columns(0..<codes.columns), to: codes)
    heads.inputGradient(gradient, into: (memory.tape.gradients.last ?? memory.inputGradient).rows(rows))
    guard !network.layers.isEmpty else { return }
    network.backward(memory.input, memory.tape, rows: rows, inputGradient: memory.inputGradient)
  }

  /// What learns.
  func parameterTasks(_ memory: Memory) -> [ParameterJob.Item] {
    network.parameterTasks(input: memory.input, memory.tape) + [
      ParameterJob.Item(
        heads, input: memory.tape.result(memory.input), gradient: memory.gaussian.gradient)
    ]
  }
}
