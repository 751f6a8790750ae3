import Kernels
import LatentCore
import Testing

@Suite("Random numbers in arrays")
struct RandomFillTests {
  @Test("uniform numbers are those of RandomSource", arguments: [0, 1, 7] as [UInt64])
  func uniform(seed: UInt64) {
    var source = RandomSource(seed: seed, stream: 4)
    source.counter = 1 << 40
    let view = Arena(count: 1001).view(rows: 1, columns: 1001)
    Kernels.fillUniform(view, from: -2, to: 6, source)
    #expect(view.matrix.distance(to: Matrix(1, 1001) { _, _ in Double(-2 + 8 * source.uniform()) }) < 1e-6)
  }

  @Test("normal numbers are those of RandomSource, to 5e-4", arguments: [0, 1, 7] as [UInt64])
  func normal(seed: UInt64) {
    var source = RandomSource(seed: seed)
    let view = Arena(count: 20_001).view(rows: 1, columns: 20_001)
    Kernels.fillNormal(view, source)
    #expect(view.matrix.distance(to: source.normal(rows: 1, columns: 20_001)) < 5e-4)
  }

  @Test("parts fill their share of the same sequence")
  func shares() {
    let source = RandomSource(seed: 3)
    let whole = Arena(count: 60).view(rows: 12, columns: 5)
    Kernels.fillNormal(whole, source)
    let parts = Arena(count: 60).view(rows: 12, columns: 5)
    for rows in [0..<5, 5..<12] {
      var own = source
      own.counter += UInt64(2 * rows.lowerBound * 5)
      Kernels.fillNormal(parts.rows(rows), own)
    }
    #expect(parts.matrix == whole.matrix)
  }
}

@Suite("Optimisers")
struct OptimiserTests {
  @Test("Adam agrees with algorithm 1 of its paper over several steps")
  func adam() {
    let values = Arena(count: 37)
    let arrays = OptimizerArrays(values: values)
    var random = RandomSource(seed: 1)
    var twin = (0..<37).map { _ in Double(random.normal()) }
    values.load(twin.map(Float.init))
    var (m, v) = ([Double](repeating: 0, count: 37), [Double](repeating: 0, count: 37))
    var (power1, power2) = (1.0, 1.0)
    for _ in 1...20 {
      let gradient = (0..<37).map { _ in random.normal() }
      arrays.gradients.load(gradient)
      (power1, power2) = (power1 * 0.9, power2 * 0.999)
      Kernels.optimise(
        arrays, 0..<37,
        .adam(
          rate: Float(0.01 / (1 - power1)), root: Float((1 - power2).squareRoot()), beta1: 0.9, beta2: 0.999,
          epsilon: 1e-8))
      for i in 0..<37 {
        let g = Double(gradient[i])
        m[i] = 0.9 * m[i] + 0.1 * g
        v[i] = 0.999 * v[i] + 0.001 * g * g
        twin[i] -= 0.01 * (m[i] / (1 - power1)) / ((v[i] / (1 - power2)).squareRoot() + 1e-8)
      }
    }
    #expect(zip(values.copy(), twin).allSatisfy { abs(Double($0) - $1) < 1e-5 })
  }

  @Test("momentum works on its range only")
  func momentum() {
    let values = Arena(count: 10)
    let arrays = OptimizerArrays(values: values)
    arrays.gradients.fill(1)
    for _ in 0..<2 { Kernels.optimise(arrays, 3..<7, .momentum(rate: 0.5, momentum: 0.9)) }
    // Velocities 1 and 1.9.
    let moved: Float = -0.5 * 2.9
    #expect(values.copy() == (0..<10).map { (3..<7).contains($0) ? moved : 0 })
  }
}
