import LatentCore
import Testing

@Suite("RandomSource")
struct RandomSourceTests {
  @Test("the same seed and stream give the same numbers, another of either does not")
  func seeds() {
    func numbers(_ seed: UInt64, _ stream: UInt64) -> [UInt64] {
      var random = RandomSource(seed: seed, stream: stream)
      return (0..<8).map { _ in random.next() }
    }
    #expect(numbers(1, 0) == numbers(1, 0))
    #expect(numbers(1, 0) != numbers(2, 0))
    #expect(numbers(1, 0) != numbers(1, 1))
  }

  @Test("the counter is the whole state: setting it back repeats the sequence")
  func counter() {
    var random = RandomSource(seed: 5)
    _ = random.next()
    let place = random.counter
    let first = random.next()
    random.counter = place
    #expect(random.next() == first)
  }

  @Test("uniform numbers lie in [0, 1) with mean 1/2 and variance 1/12", arguments: [0, 1, 2] as [UInt64])
  func uniform(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let numbers = (0..<20_000).map { _ in Double(random.uniform()) }
    #expect(numbers.allSatisfy { (0..<1).contains($0) })
    let mean = numbers.reduce(0, +) / 20_000
    let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
    #expect(abs(mean - 0.5) < 0.01)
    #expect(abs(variance - 1.0 / 12) < 0.003)
  }

  @Test("normal numbers have mean 0, variance 1 and no skew", arguments: [0, 1, 2] as [UInt64])
  func normal(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let numbers = (0..<20_000).map { _ in Double(random.normal()) }
    func moment(_ power: Int) -> Double {
      numbers.reduce(0) { sum, number in sum + (0..<power).reduce(1) { product, _ in product * number } }
        / 20_000
    }
    #expect(abs(moment(1)) < 0.03)
    #expect(abs(moment(2) - 1) < 0.04)
    #expect(abs(moment(3)) < 0.1)
    #expect(abs(moment(4) - 3) < 0.25)
  }

  @Test("a permutation holds every index once", arguments: [0, 1, 2, 1000])
  func permutation(count: Int) {
    var random = RandomSource(seed: 9)
    #expect(random.permutation(count).sorted() == Array(0..<count))
  }
}
