import Kernels
import LatentCore
import Layers
import Testing

@Suite("Corrupted images")
struct CorruptionTests {
  private let grey = Matrix(rows: 100, columns: 50, values: [Float](repeating: 0.5, count: 5000))

  @Test(
    "masking sets the share of pixels to zero that it says, and leaves the others",
    arguments: [0, 0.2, 0.5, 1])
  func masking(share: Double) {
    var random = RandomSource(seed: 1)
    let values = Corruption.masking(share).corrupted(grey, random: &random).values
    #expect(values.allSatisfy { $0 == 0 || $0 == 0.5 })
    #expect(abs(Double(values.filter { $0 == 0 }.count) / 5000 - share) < 0.03)
    #expect(random.counter == 5000)
  }

  @Test("noise has its standard deviation and stays within [0, 1]", arguments: [0, 0.1, 0.5])
  func noise(deviation: Double) {
    var random = RandomSource(seed: 1)
    let values = Corruption.gaussian(deviation).corrupted(grey, random: &random).values.map(Double.init)
    #expect(values.allSatisfy { (0...1).contains($0) })
    let spread = (values.reduce(0) { $0 + ($1 - 0.5) * ($1 - 0.5) } / 5000).squareRoot()
    // Of a Gaussian of deviation 0.5 the third beyond one deviation is held at the ends.
    #expect(abs(spread - (deviation < 0.2 ? deviation : 0.359)) < 0.01)
    #expect(random.counter == 10_000)
  }

  @Test("the same source gives the same noise, however the images are cut", arguments: [3, 50] as [Int])
  func parts(cut: Int) {
    for corruption in [Corruption.masking(0.3), .gaussian(0.3)] {
      var (whole, pieces) = (RandomSource(seed: 2), RandomSource(seed: 2))
      let together = corruption.corrupted(grey, random: &whole)
      var apart = corruption.corrupted(grey.rows(in: 0..<cut), random: &pieces)
      apart.append(rowsOf: corruption.corrupted(grey.rows(in: cut..<100), random: &pieces))
      #expect(together == apart && whole == pieces)
    }
  }
}
