import Kernels
import LatentCore
import Layers
import Testing

/// A network over rows with an arrangement.
struct StructuredNetwork: Sendable, CustomTestStringConvertible {
  let name: String
  let shape: LayerShape
  let layers: [LayerDescription]
  var testDescription: String { name }

  init(_ name: String, _ shape: LayerShape, _ layers: [LayerDescription]) {
    (self.name, self.shape, self.layers) = (name, shape, layers)
  }

  static let all: [StructuredNetwork] = [
    StructuredNetwork(
      "convolutions", .image(height: 5, width: 4, channels: 2),
      [.convolution(3), .tanh, .convolution(4, stride: 1), .convolution(2, kernel: 1, stride: 1)]),
    StructuredNetwork(
      "transposed convolutions", .image(height: 2, width: 3, channels: 3),
      [
        .transposedConvolution(2, height: 3, width: 6), .tanh,
        .transposedConvolution(1, kernel: 4, height: 6, width: 12),
      ]),
    StructuredNetwork(
      "flat and back", .image(height: 3, width: 2, channels: 3),
      [
        .flatten, .dense(6), .tanh, .unflatten(height: 1, width: 3, channels: 2), .convolution(2, stride: 1),
        .flatten, .dense(3),
      ]),
    StructuredNetwork(
      "patches that do not fit", .image(height: 5, width: 4, channels: 1),
      [.patches(side: 3), .dense(4), .tanh, .dense(9), .unpatches(side: 3, height: 5, width: 4), .tanh]),
    StructuredNetwork(
      "tokens", .tokens(3, width: 4),
      [.position, .layerNorm, .dense(5), .gelu, .dense(2), .flatten, .dense(2)]),
    StructuredNetwork("a memory", .tokens(5, width: 3), [.dense(4), .tanh, .lstm(3), .flatten, .dense(2)]),
    StructuredNetwork("a memory of one token", .tokens(1, width: 3), [.lstm(4)]),
    StructuredNetwork("attention", .tokens(4, width: 12), [.attention(heads: 2)]),
    StructuredNetwork("causal attention", .tokens(5, width: 6), [.attention(heads: 1, isCausal: true)]),
    StructuredNetwork(
      "a transformer block", .tokens(3, width: 4),
      [
        .residual([.layerNorm, .dense(12), .attention(heads: 2), .dense(4)]),
        .residual([.layerNorm, .dense(6), .gelu, .dense(4)]), .layerNorm,
      ]),
  ]

  func make(seed: UInt64) -> (network: Sequential, arena: ParameterArena) {
    let arena = ParameterArena()
    let network = Sequential("net", shape: shape, layers, arena: arena)
    arena.initialise(seed: seed)
    return (network, arena)
  }
}

extension Sequential {
  /// The outputs of a batch, as inference computes them.
  func outputs(of input: Matrix) -> Matrix {
    let tape = Tape(self, rows: input.rows, for: .inference)
    let view = input.view
    forward(view, tape, rows: 0..<input.rows)
    return tape.result(view).matrix
  }
}

@Suite("Layers over images and tokens")
struct StructuredLayerTests {
  @Test("gradients at parameters and input match central differences", arguments: StructuredNetwork.all)
  func gradients(of structured: StructuredNetwork) {
    var random = RandomSource(seed: 5)
    let (network, arena) = structured.make(seed: 2)
    let input = random.normal(rows: 7, columns: network.inputs)
    let weights = random.normal(rows: 7, columns: network.outputs)
    let (tape, view) = (Tape(network, rows: 7, for: .gradients), input.view)
    let inputGradient = Matrix(rows: 7, columns: network.inputs).view
    for rows in [4..<7, 0..<4] {
      network.forward(view, tape, rows: rows)
      tape.gradients.last?.rows(rows).load(weights, rows: rows)
      network.backward(view, tape, rows: rows, inputGradient: inputGradient)
    }
    for task in network.parameterTasks(input: view, tape) {
      task.layer.parameterGradient(task.gradient, input: task.input, units: 0..<task.layer.units)
    }
    let values = arena.copyValues()
    let expected = centralDifferences(values) { changed in
      arena.load(values: changed)
      return network.outputs(of: input).inner(weights)
    }
    arena.load(values: values)
    #expect(values.isEmpty || relativeError(arena.copyGradients(), expected) < 1e-2)
    let atInput = centralDifferences(input.values) {
      network.outputs(of: Matrix(rows: 7, columns: network.inputs, values: $0)).inner(weights)
    }
    #expect(relativeError(inputGradient.matrix.values, atInput) < 1e-2)
  }

  @Test(
    "rows do not know of each other: any part of a batch gives the same rows",
    arguments: StructuredNetwork.all)
  func rowsAreIndependent(of structured: StructuredNetwork) {
    var random = RandomSource(seed: 6)
    let network = structured.make(seed: 2).network
    let input = random.normal(rows: 9, columns: network.inputs)
    let (tape, view) = (Tape(network, rows: 9, for: .gradients), input.view)
    for rows in [5..<9, 0..<1, 1..<5] { network.forward(view, tape, rows: rows) }
    let together = network.outputs(of: input)
    #expect(zip(tape.result(view).matrix.values, together.values).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  @Test("tensors have PyTorch's names and shapes")
  func names() {
    let arena = ParameterArena()
    _ = Sequential(
      "net", shape: .image(height: 4, width: 4, channels: 3),
      [
        .convolution(5), .relu, .transposedConvolution(2, height: 4, width: 4),
        .arranged(.tokens(8, width: 4)),
        .position, .residual([.layerNorm, .dense(4)]),
      ], arena: arena)
    #expect(
      arena.entries.map(\.name) == [
        "net.0.weight", "net.0.bias", "net.2.weight", "net.2.bias", "net.4.weight", "net.5.0.weight",
        "net.5.0.bias", "net.5.1.weight", "net.5.1.bias",
      ])
    #expect(
      arena.entries.map(\.shape) == [
        [5, 3, 3, 3], [5], [5, 2, 3, 3], [2], [8, 4], [4], [4], [4, 4], [4],
      ])
  }

  @Test("a convolution sums over its window as torch.nn.functional.conv2d defines it")
  func convolutionTwin() {
    var random = RandomSource(seed: 1)
    let shape = LayerShape.image(height: 5, width: 4, channels: 2)
    let arena = ParameterArena()
    let network = Sequential("net", shape: shape, [.convolution(3)], arena: arena)
    arena.initialise(seed: 3)
    let (values, entry) = (arena.copyValues(), arena.entries[0])
    let weight = entry.elements(of: values)
    #expect(entry.arranged(weight) == Array(values[..<weight.count]))
    let input = random.normal(rows: 2, columns: 40)
    let found = network.outputs(of: input)
    for row in 0..<2 {
      for (y, x, out) in (0..<3).flatMap({ y in (0..<2).flatMap { x in (0..<3).map { (y, x, $0) } } }) {
        var sum = values[weight.count + out]
        for (channel, ky, kx) in (0..<2).flatMap({ c in (0..<3).flatMap { y in (0..<3).map { (c, y, $0) } } })
        {
          let (py, px) = (2 * y - 1 + ky, 2 * x - 1 + kx)
          guard (0..<5).contains(py), (0..<4).contains(px) else { continue }
          sum += weight[((out * 2 + channel) * 3 + ky) * 3 + kx] * input[row, (py * 4 + px) * 2 + channel]
        }
        #expect(abs(found[row, (y * 2 + x) * 3 + out] - sum) < 1e-5)
      }
    }
  }

  @Test("attention is softmax(q k / sqrt(d)) v, causal or not", arguments: [false, true])
  func attentionTwin(isCausal: Bool) {
    var random = RandomSource(seed: 4)
    let input = random.normal(rows: 2, columns: 3 * 12)
    let layer: [LayerDescription] = [.attention(heads: 2, isCausal: isCausal)]
    let network = Sequential("net", shape: .tokens(3, width: 12), layer, arena: ParameterArena())
    let found = network.outputs(of: input)
    for (row, head, i) in (0..<2).flatMap({ r in (0..<2).flatMap { h in (0..<3).map { (r, h, $0) } } }) {
      func value(_ token: Int, _ kind: Int, _ t: Int) -> Float {
        input[row, token * 12 + kind * 4 + head * 2 + t]
      }
      let seen = 0..<(isCausal ? i + 1 : 3)
      let scores = seen.map { j in
        Double(value(i, 0, 0) * value(j, 1, 0) + value(i, 0, 1) * value(j, 1, 1)) / 2.0.squareRoot()
      }
      let weights = scores.map { exponential($0) }
      let total = weights.reduce(0, +)
      for t in 0..<2 {
        let mean = zip(seen, weights).reduce(0) { $0 + $1.1 / total * Double(value($1.0, 2, t)) }
        #expect(abs(Double(found[row, i * 4 + head * 2 + t]) - mean) < 1e-5)
      }
    }
  }

  /// e to the power of x, by its series.
  private func exponential(_ x: Double) -> Double {
    let small = (1...30).reversed().reduce(1.0) { 1 + x / 64 / Double($1) * $0 }
    return (0..<6).reduce(small) { power, _ in power * power }
  }

  @Test("layer norm leaves tokens of mean 0 and variance 1 before weight and bias")
  func layerNorm() {
    var random = RandomSource(seed: 4)
    let arena = ParameterArena()
    let network = Sequential("net", shape: .tokens(2, width: 10), [.layerNorm], arena: arena)
    arena.initialise(seed: 0)
    var input = random.normal(rows: 3, columns: 20)
    for index in input.values.indices { input.values[index] = 7 * input.values[index] - 3 }
    let found = network.outputs(of: input).values
    for token in 0..<6 {
      let numbers = found[token * 10..<token * 10 + 10]
      #expect(abs(numbers.reduce(0, +)) < 1e-4)
      #expect(abs(numbers.reduce(0) { $0 + $1 * $1 } - 10) < 1e-2)
    }
  }

  @Test(
    "GELU has its published values",
    arguments: [(0, 0), (1, 0.841345), (-1, -0.158655), (3, 2.99595), (-8, 0)])
  func gelu(x: Float, y: Float) {
    let network = Sequential("net", inputs: 1, [.gelu], arena: ParameterArena())
    #expect(abs(network.outputs(of: Matrix([[x]]))[0, 0] - y) < 1e-5)
  }
}
