import LatentCore
import Layers
import Testing

@Suite("Fresh weights")
struct InitialisationTests {
  private func weights(_ scheme: InitialisationScheme) -> (weight: [Float], bias: [Float]) {
    let arena = ParameterArena()
    _ = Sequential("net", inputs: 200, [.dense(100)], arena: arena)
    arena.initialise(seed: 3, scheme: scheme)
    let values = arena.copyValues()
    return (Array(values[..<20_000]), Array(values[20_000...]))
  }

  @Test(
    "weights have the variance of their scheme",
    arguments: [(.uniform, 1.0 / 3 / 200), (.xavier, 2.0 / 300), (.he, 2.0 / 200)]
      as [(InitialisationScheme, Double)])
  func variance(scheme: InitialisationScheme, expected: Double) {
    let values = weights(scheme).weight
    let variance = values.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(values.count)
    #expect(abs(variance / expected - 1) < 0.05)
    #expect(abs(values.reduce(0.0) { $0 + Double($1) } / Double(values.count)) < 0.002)
  }

  @Test("Xavier and He leave biases at zero", arguments: [InitialisationScheme.xavier, .he])
  func biases(scheme: InitialisationScheme) {
    #expect(weights(scheme).bias.allSatisfy { $0 == 0 })
  }

  @Test("decay shrinks weights and leaves biases alone")
  func decay() {
    let arena = ParameterArena()
    _ = Sequential("net", inputs: 30, [.dense(7), .relu, .dense(5)], arena: arena)
    arena.initialise(seed: 3)
    let before = arena.copyValues()
    arena.shrinkWeights(by: 0.5)
    let after = arena.copyValues()
    for entry in arena.entries {
      let factor: Float = entry.shape.count > 1 ? 0.5 : 1
      #expect((entry.offset..<entry.offset + entry.count).allSatisfy { after[$0] == factor * before[$0] })
    }
  }
}
