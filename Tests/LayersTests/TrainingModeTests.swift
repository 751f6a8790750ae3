import Kernels
import LatentCore
import Layers
import Testing

/// A network with layers that do other things in training than otherwise.
struct TrainingModeNetwork: Sendable, CustomTestStringConvertible {
  let name: String
  let encoder, decoder: [LayerDescription]
  var shape: LayerShape?
  var testDescription: String { name }

  static let all: [TrainingModeNetwork] = [
    TrainingModeNetwork(
      name: "batch norm", encoder: [.dense(7), .batchNorm, .tanh, .dense(3)],
      decoder: [.dense(6), .batchNorm, .relu, .dense(12), .sigmoid]),
    TrainingModeNetwork(
      name: "batch norm first, last and twice", encoder: [.batchNorm, .batchNorm, .dense(3), .batchNorm],
      decoder: [.batchNorm, .tanh, .dense(12), .sigmoid]),
    TrainingModeNetwork(
      name: "batch norm of channels",
      encoder: [.convolution(2, kernel: 1, stride: 1), .batchNorm, .tanh, .flatten, .dense(3)],
      decoder: [.dense(12), .sigmoid], shape: .image(height: 3, width: 4, channels: 1)),
    TrainingModeNetwork(
      name: "dropout", encoder: [.dropout(0.3), .dense(7), .tanh, .dropout(0.5), .dense(3)],
      decoder: [.dense(6), .tanh, .dropout(0.2), .dense(12), .sigmoid]),
    TrainingModeNetwork(
      name: "noise",
      encoder: [.gaussianNoise(0.4), .dense(5), .gaussianNoise(0.2, fading: 10), .tanh, .dense(3)],
      decoder: [.dense(12), .sigmoid]),
    TrainingModeNetwork(
      name: "dropout within a residual",
      encoder: [.dense(4), .residual([.dense(4), .tanh, .dropout(0.4)]), .dense(3)],
      decoder: [.batchNorm, .leakyRelu, .dense(12), .sigmoid]),
  ]

  func make(seed: UInt64 = 2) -> AutoencoderNetwork {
    let network = AutoencoderNetwork(
      AutoencoderDescription(
        encoder: encoder, bottleneck: .plain, decoder: decoder, reconstruction: .crossEntropy,
        inputShape: shape), pixels: 12, latent: 3, batchSize: 9)
    network.initialise(seed: seed)
    return network
  }
}

@Suite("Layers that do other things in training")
struct TrainingModeTests {
  private let images: Matrix = {
    var random = RandomSource(seed: 8)
    return Matrix(rows: 9, columns: 12, values: (0..<108).map { _ in random.uniform() })
  }()

  /// The loss of a training step that changes nothing, always with the same chance.
  private func loss(_ network: AutoencoderNetwork) -> Double {
    var random = RandomSource(seed: 4)
    network.parameters.stepCount = 3
    return network.trainStep(images, learningRate: 0, random: &random).loss
  }

  @Test(
    "gradients match central differences, chance held fixed and the batch's moments included",
    arguments: TrainingModeNetwork.all)
  func gradients(of described: TrainingModeNetwork) {
    let network = described.make()
    let parameters = network.parameters
    let values = parameters.copyValues()
    let expected = centralDifferences(values, step: 5e-3) { changed in
      parameters.load(values: changed)
      return loss(network)
    }
    parameters.load(values: values)
    parameters.keepsGradients = true
    _ = loss(network)
    let found = parameters.copyGradients()
    let learnt = parameters.entries.filter(\.isLearnt).flatMap { $0.offset..<$0.offset + $0.count }
    #expect(relativeError(learnt.map { found[$0] }, learnt.map { expected[$0] }) < 1e-2)
  }

  @Test(
    "a step takes the numbers that it draws, and the same ones give the same step",
    arguments: TrainingModeNetwork.all)
  func chance(of described: TrainingModeNetwork) {
    let (first, second) = (described.make(), described.make())
    var (a, b) = (RandomSource(seed: 1), RandomSource(seed: 1))
    for _ in 0..<3 {
      #expect(
        first.trainStep(images, learningRate: 0.01, random: &a)
          == second.trainStep(images, learningRate: 0.01, random: &b))
    }
    #expect(a == b && first.parameters.copyValues() == second.parameters.copyValues())
    let draws = described.encoder.contains { if case .dropout = $0 { true } else { false } }
    #expect(!draws || a.counter > 0)
  }

  @Test(
    "outside of training rows do not know of each other, and nothing is left to chance",
    arguments: TrainingModeNetwork.all)
  func inference(of described: TrainingModeNetwork) {
    let network = described.make()
    var random = RandomSource(seed: 1)
    for _ in 0..<5 { _ = network.trainStep(images, learningRate: 0.01, random: &random) }
    let codes = network.encode(images)
    #expect(network.encode(images) == codes)
    let some = network.encode(images.rows(in: 2..<5))
    #expect(zip(some.values, codes.rows(in: 2..<5).values).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  @Test("batch norm keeps running moments as torch.nn.BatchNorm1d does, and infers with them")
  func runningMoments() throws {
    let network = AutoencoderNetwork(
      AutoencoderDescription(
        encoder: [.batchNorm], bottleneck: .plain, decoder: [.dense(12)], reconstruction: .meanSquaredError),
      pixels: 12, latent: 12, batchSize: 9)
    network.initialise(seed: 1)
    var random = RandomSource(seed: 1)
    _ = network.trainStep(images, learningRate: 0, random: &random)
    _ = network.trainStep(images.rows(in: 0..<1), learningRate: 0, random: &random)
    let values = network.parameters.copyValues()
    func tensor(_ name: String) throws -> ArraySlice<Float> {
      let entry = try #require(network.parameters.entries.first { $0.name == "encoder.0.\(name)" })
      #expect(entry.shape == [12])
      return values[entry.offset..<entry.offset + 12]
    }
    let columns = (0..<12).map { images.column($0).map(Double.init) }
    let means = columns.map { $0.reduce(0, +) / 9 }
    let variances = zip(columns, means).map { column, mean in
      column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 8
    }
    // The second batch has a mean, but no variance to speak of.
    let expectedMeans = zip(columns, means).map { 0.9 * 0.1 * $1 + 0.1 * $0[0] }
    let expectedVariances = variances.map { 0.9 + 0.1 * $0 }
    #expect(zip(try tensor("running_mean"), expectedMeans).allSatisfy { abs(Double($0) - $1) < 1e-6 })
    #expect(zip(try tensor("running_var"), expectedVariances).allSatisfy { abs(Double($0) - $1) < 1e-6 })
    #expect(try tensor("weight").allSatisfy { $0 == 1 } && tensor("bias").allSatisfy { $0 == 0 })
    let code = network.encode(images)[4, 7]
    let expected = (columns[7][4] - expectedMeans[7]) / (expectedVariances[7] + 1e-5).squareRoot()
    #expect(abs(Double(code) - expected) < 1e-5)
  }

  @Test("in training the moments are those of all rows, whatever their order", arguments: [1, 2, 9])
  func batchMoments(rows: Int) {
    let network = TrainingModeNetwork.all[0].make()
    func loss(_ order: [Int]) -> Double {
      var random = RandomSource(seed: 1)
      return network.trainStep(images.gatheringRows(order), learningRate: 0, random: &random).loss
    }
    let found = loss(Array(0..<rows))
    #expect(found.isFinite)
    // Parts of the batch that looked at their own rows only would find others.
    for seed in 1...3 as ClosedRange<UInt64> {
      var random = RandomSource(seed: seed)
      #expect(abs(loss(random.permutation(rows)) - found) < 1e-5)
    }
  }

  /// What a layer makes of ones in a training step, some rows at a time.
  private func outputs(
    _ layer: LayerDescription, step: Int = 1, ranges: [Range<Int>] = [0..<400]
  ) -> Matrix {
    let network = Sequential("net", inputs: 50, [layer], arena: ParameterArena())
    let chance = TrainingChance()
    let tape = Tape(network, rows: 400, for: .training(chance))
    var random = RandomSource(seed: 3)
    chance.begin(rows: 400, step: step, &random)
    let input = Matrix(rows: 400, columns: 50, repeating: 1).view
    for range in ranges { network.forward(input, tape, rows: range) }
    return tape.result(input).matrix
  }

  @Test("dropout leaves the share that it says, and the mean", arguments: [0, 0.2, 0.5, 0.9])
  func dropout(share: Double) {
    let values = outputs(.dropout(share)).values
    #expect(abs(Double(values.filter { $0 == 0 }.count) / 20_000 - share) < 0.01)
    #expect(values.allSatisfy { $0 == 0 || abs(Double($0) - 1 / (1 - share)) < 1e-5 })
  }

  @Test("noise fades in a line", arguments: [(1, 0.5), (51, 0.25), (101, 0), (500, 0)])
  func fading(step: Int, deviation: Double) {
    let values = outputs(.gaussianNoise(0.5, fading: 100), step: step).values
    let spread = (values.reduce(0.0) { $0 + Double(($1 - 1) * ($1 - 1)) } / 20_000).squareRoot()
    #expect(abs(spread - deviation) < 0.01)
  }

  @Test(
    "a row has the same chance in whatever part it is",
    arguments: [LayerDescription.dropout(0.4), .gaussianNoise(1)])
  func parts(layer: LayerDescription) {
    #expect(outputs(layer) == outputs(layer, ranges: [200..<400, 0..<1, 1..<200]))
  }

  @Test("batch norm is refused where no batch can be seen, and taken elsewhere")
  func placesOfBatchNorm() throws {
    let within = LayerDescription.residual([.dense(3), .residual([.batchNorm])])
    func check(_ encoder: [LayerDescription], _ decoder: [LayerDescription]) throws {
      try AutoencoderDescription(
        encoder: encoder, bottleneck: .plain, decoder: decoder, reconstruction: .crossEntropy
      ).check()
    }
    #expect(throws: ZwalkError.self) { try check([within], [.dense(3)]) }
    #expect(throws: ZwalkError.self) { try check([.dense(3)], [within]) }
    try check([.dense(3), .batchNorm, .residual([.layerNorm])], [.batchNorm, .dense(3)])
    #expect(throws: ZwalkError.self) {
      try AdversarialDescription(generator: [.dense(3)], discriminator: [.batchNorm, .dense(1)]).check()
    }
    try AdversarialDescription(generator: [.batchNorm, .dense(3)], discriminator: [.dense(1)]).check()
  }
}
