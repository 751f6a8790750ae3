import Engine
import LatentCore
import Testing

@Suite("A Gaussian fitted to codes")
struct CodeGaussianTests {
  let gaussian = CodeGaussian(mean: [1, -2, 3], covariance: [4, 1.2, 0, 1.2, 1, 0, 0, 0, 0])

  @Test("draws have its mean and covariance", arguments: [1, 2, 3] as [UInt64])
  func moments(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let draws = gaussian.draws(20_000, random: &random)
    let means = (0..<3).map { draws.column($0).reduce(0, +) / 20_000 }
    for (mean, expected) in zip(means, gaussian.mean) { #expect(abs(mean - expected) < 0.06) }
    for first in 0..<3 {
      for second in 0..<3 {
        let products = zip(draws.column(first), draws.column(second)).map {
          ($0 - means[first]) * ($1 - means[second])
        }
        #expect(abs(products.reduce(0, +) / 20_000 - gaussian.covariance[first * 3 + second]) < 0.15)
      }
    }
  }

  @Test("a coordinate without variance is its mean")
  func degenerate() {
    var random = RandomSource(seed: 1)
    #expect(gaussian.draws(10, random: &random).column(2).allSatisfy { $0 == 3 })
  }

  @Test("the same seed gives the same draws")
  func repeatable() {
    var (first, second) = (RandomSource(seed: 5), RandomSource(seed: 5))
    #expect(gaussian.draws(4, random: &first) == gaussian.draws(4, random: &second))
  }
}
