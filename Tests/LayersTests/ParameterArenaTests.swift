import Kernels
import LatentCore
import Layers
import Testing

@Suite("Parameters")
struct ParameterArenaTests {
  private func make(seed: UInt64) -> ParameterArena {
    let arena = ParameterArena()
    _ = Sequential("net", inputs: 100, [.dense(50), .relu, .dense(3)], arena: arena)
    arena.initialise(seed: seed)
    return arena
  }

  @Test("fresh weights are uniform in ±1 / sqrt(inputs), biases too", arguments: [0, 1, 2] as [UInt64])
  func initialisation(seed: UInt64) {
    let arena = make(seed: seed)
    let values = arena.copyValues()
    for entry in arena.entries {
      let bound = 1 / Float(entry.name.hasPrefix("net.0") ? 100 : 50).squareRoot()
      let tensor = values[entry.offset..<entry.offset + entry.count]
      #expect(tensor.allSatisfy { abs($0) <= bound })
      #expect((tensor.max() ?? 0) > 0.5 * bound || tensor.count < 10)
    }
    let weights = values[..<5000].map(Double.init)
    let mean = weights.reduce(0, +) / 5000
    let variance = weights.reduce(0) { $0 + $1 * $1 } / 5000
    #expect(abs(mean) < 0.004)
    #expect(abs(variance - 0.01 / 3) < 0.0002)
  }

  @Test("the seed decides the weights")
  func seeds() {
    #expect(make(seed: 4).copyValues() == make(seed: 4).copyValues())
    #expect(make(seed: 4).copyValues() != make(seed: 5).copyValues())
  }

  @Test("values and moments come back as they were put in")
  func roundTrip() {
    let arena = make(seed: 1)
    let numbers = (0..<arena.count).map { Float($0) / 7 }
    arena.load(values: numbers)
    arena.load(firstMoments: numbers.map { $0 + 1 }, secondMoments: numbers.map { $0 + 2 })
    #expect(arena.copyValues() == numbers)
    #expect(arena.copyMoments().first == numbers.map { $0 + 1 })
    #expect(arena.copyMoments().second == numbers.map { $0 + 2 })
  }

  @Test("moments are zero before the first step")
  func freshMoments() {
    let arena = make(seed: 1)
    #expect(arena.copyMoments().first == [Float](repeating: 0, count: arena.count))
  }
}

@Suite("Optimiser and parameter job")
struct ParameterJobTests {
  @Test("Adam's first step moves every weight by the learning rate, against its gradient")
  func firstStep() {
    let arena = ParameterArena()
    let offset = arena.declare("a", shape: [4], .constant(1))
    arena.initialise(seed: 0)
    arena.gradient(at: offset, rows: 1, columns: 4).load(Matrix([[2, -3, 0.5, -1e-3]]), rows: 0..<1)
    Kernels.optimise(arena.trainingArrays, 0..<4, Optimizer.adam().step(number: 1, learningRate: 0.1))
    #expect(zip(arena.copyValues(), [0.9, 1.1, 0.9, 1.1] as [Float]).allSatisfy { abs($0 - $1) < 1e-4 })
  }

  @Test("however a job is cut into parts, the same parameters come out", arguments: [1, 2, 3, 5, 16])
  func parts(parts: Int) {
    func train(_ parts: Int) -> [Float] {
      var random = RandomSource(seed: 2)
      let arena = ParameterArena()
      let network = Sequential(
        "net", inputs: 30, [.dense(70), .tanh, .dense(3), .tanh, .dense(200)], arena: arena)
      arena.initialise(seed: 1)
      let gradients = network.layers.map { random.normal(rows: 8, columns: $0.outputs).view }
      let inputs = network.layers.map { random.normal(rows: 8, columns: $0.inputs).view }
      let job = ParameterJob(
        network.layers.indices.flatMap {
          network.layers[$0].parameterTasks(input: inputs[$0], gradient: gradients[$0], memory: .none)
        }, rows: 8, parts: parts)
      job.prepare(rows: 8, Optimizer.momentum(0).step(number: 1, learningRate: 1))
      for part in 0..<parts { job.run(part: part) }
      return arena.copyValues()
    }
    #expect(zip(train(parts), train(1)).allSatisfy { abs($0 - $1) < 1e-4 })
  }
}
