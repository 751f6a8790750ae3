import Kernels

/// The input plus what a network of the same shape makes of it.
/// - Source: He et al. 2016, arXiv:1512.03385.
public final class Residual: ParameterFreeLayer {
  let network: Sequential

  /// Makes the network within; its tensors are named `name.0.weight` and so on.
  /// - Precondition: it writes what it reads.
  public init(_ name: String, shape: LayerShape, _ layers: [LayerDescription], arena: ParameterArena) {
    network = Sequential(name, shape: shape, layers, arena: arena)
    precondition(network.outputs == network.inputs && !network.layers.isEmpty, "a residual keeps the shape")
    precondition(network.isRowwise, "batch normalisation stands between layers of the network itself")
  }

  /// Numbers of a row, read and written.
  public var inputs: Int { network.inputs }
  /// As many as are read.
  public var outputs: Int { network.inputs }

  /// Outputs, gradients and what the layers within keep.
  public var kept: Int { network.layers.reduce(0) { $0 + 2 * $1.outputs + $1.kept } }

  /// Reserves memory for the network within.
  public func makeMemory(rows: Int, for use: TapeUse) -> LayerMemory {
    LayerMemory(views: [], tapes: [Tape(network, rows: rows, for: use)])
  }

  /// Writes input plus network(input).
  public func linear(_ rows: LayerRows) {
    let tape = rows.memory.tapes[0]
    network.forward(ofRange: rows.input, tape, rows.range)
    rows.output.load(rows.input)
    Kernels.add(tape.outputs[tape.outputs.count - 1].rows(rows.range), to: rows.output)
  }

  /// Writes the gradient plus the network's.
  public func backward(_ gradient: MatrixView, _ rows: LayerRows, into result: MatrixView?) {
    let tape = rows.memory.tapes[0]
    tape.gradients.last?.rows(rows.range).load(gradient)
    network.backward(ofRange: rows.input, tape, rows.range, into: result)
    if let result { Kernels.add(gradient, to: result) }
  }

  /// Those of the network.
  public func parameterTasks(
    input: MatrixView, gradient: MatrixView, memory: LayerMemory
  ) -> [ParameterJob.Item] { network.parameterTasks(input: input, memory.tapes[0]) }
}
