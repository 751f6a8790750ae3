import Kernels
import LatentCore
import Layers
import Testing

@Suite("Networks of layers")
struct SequentialTests {
  static let networks: [[LayerDescription]] = [
    [.dense(4)], [.dense(4), .sigmoid], [.dense(5), .tanh, .dense(3)], [.tanh, .dense(4), .tanh, .tanh],
    [.dense(6), .relu, .dense(4), .activation(.identity), .dense(2), .sigmoid],
  ]

  /// A network with its parameters drawn, 5 numbers wide at its input.
  private func make(_ descriptions: [LayerDescription], seed: UInt64 = 2) -> (Sequential, ParameterArena) {
    let arena = ParameterArena()
    let network = Sequential("net", inputs: 5, descriptions, arena: arena)
    arena.initialise(seed: seed)
    return (network, arena)
  }

  private func run(_ network: Sequential, _ input: Matrix) -> Matrix {
    let tape = Tape(network, rows: input.rows, for: .inference)
    let view = input.view
    network.forward(view, tape, rows: 0..<input.rows)
    return tape.result(view).matrix
  }

  @Test("gradients at parameters and input match central differences", arguments: networks)
  func gradients(descriptions: [LayerDescription]) {
    var random = RandomSource(seed: 5)
    let (network, arena) = make(descriptions)
    let input = random.normal(rows: 7, columns: 5)
    let weights = random.normal(rows: 7, columns: network.outputs)
    let (tape, view) = (Tape(network, rows: 7, for: .gradients), input.view)
    network.forward(view, tape, rows: 0..<7)
    tape.gradients.last?.load(weights, rows: 0..<7)
    let inputGradient = Matrix(rows: 7, columns: 5).view
    network.backward(view, tape, rows: 0..<7, inputGradient: inputGradient)
    for task in network.parameterTasks(input: view, tape) {
      task.layer.parameterGradient(task.gradient, input: task.input, units: 0..<task.layer.units)
    }
    let values = arena.copyValues()
    let expected = centralDifferences(values) { changed in
      arena.load(values: changed)
      return run(network, input).inner(weights)
    }
    arena.load(values: values)
    #expect(relativeError(arena.copyGradients(), expected) < 1e-2)
    let atInput = centralDifferences(input.values) {
      run(network, Matrix(rows: 7, columns: 5, values: $0)).inner(weights)
    }
    #expect(relativeError(inputGradient.matrix.values, atInput) < 1e-2)
  }

  @Test("rows do not know of each other: any part of a batch gives the same rows", arguments: networks)
  func rowsAreIndependent(descriptions: [LayerDescription]) {
    var random = RandomSource(seed: 6)
    let (network, _) = make(descriptions)
    let input = random.normal(rows: 9, columns: 5)
    let (tape, view) = (Tape(network, rows: 9, for: .inference), input.view)
    for rows in [5..<9, 0..<1, 1..<5] { network.forward(view, tape, rows: rows) }
    let together = run(network, input)
    #expect(zip(tape.result(view).matrix.values, together.values).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  @Test("tensors have PyTorch's names and layouts, activations count")
  func names() {
    let (_, arena) = make([.dense(6), .relu, .dense(4), .sigmoid])
    #expect(arena.entries.map(\.name) == ["net.0.weight", "net.0.bias", "net.2.weight", "net.2.bias"])
    #expect(arena.entries.map(\.shape) == [[6, 5], [6], [4, 6], [4]])
    #expect(arena.entries.map(\.offset) == [0, 30, 36, 60] && arena.count == 64)
  }

  @Test("a dense layer multiplies by rows of its weight")
  func weightLayout() {
    let (network, arena) = make([.dense(2)])
    var values = [Float](repeating: 0, count: arena.count)
    values[3] = 1  // weight[0, 3]
    values[10] = 5  // bias[0]
    arena.load(values: values)
    #expect(run(network, Matrix([[1, 2, 3, 4, 5]])) == Matrix([[9, 0]]))
  }

  @Test("heads side by side have tensors of their own")
  func heads() {
    let arena = ParameterArena()
    let dense = Dense(["mean", "logVariance"], inputs: 3, outputs: 4, activation: .identity, arena: arena)
    arena.initialise(seed: 1)
    #expect(
      arena.entries.map(\.name) == ["mean.weight", "logVariance.weight", "mean.bias", "logVariance.bias"])
    #expect(arena.entries.map(\.shape) == [[2, 3], [2, 3], [2], [2]])
    let input = Matrix([[1, 2, 3]]).view
    let (both, mean) = (Matrix(rows: 1, columns: 4).view, Matrix(rows: 1, columns: 2).view)
    dense.forward(input, into: both)
    dense.forward(input, outputs: 0..<2, into: mean)
    #expect(both.columns(0..<2).matrix == mean.matrix)
  }
}
