import Analysis
import Foundation
import LatentCore
import Models
import Testing

@Suite("Gaussian fitted to codes")
struct FittedGaussianTests {
  @Test("has their mean and covariance")
  func fit() throws {
    let gaussian = try FittedGaussian(fitting: Matrix([[0, 0], [2, 0], [0, 4], [2, 4]]))
    #expect(gaussian.mean == [1, 2])
    let expected = [4.0 / 3, 0, 0, 16.0 / 3]
    #expect(zip(gaussian.covariance, expected).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test("its Cholesky factor times itself transposed is the covariance", arguments: [1, 2, 3] as [UInt64])
  func cholesky(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let gaussian = try FittedGaussian(fitting: random.normal(rows: 40, columns: 5))
    let factor = gaussian.cholesky
    for i in 0..<5 {
      for j in 0..<5 {
        let product = (0..<5).reduce(0) { $0 + factor[i * 5 + $1] * factor[j * 5 + $1] }
        #expect(abs(product - gaussian.covariance[i * 5 + j]) < 1e-9)
        if j > i { #expect(factor[i * 5 + j] == 0) }
      }
    }
  }

  @Test("its samples have the mean and covariance again, and the same seed gives the same")
  func samples() throws {
    let gaussian = FittedGaussian(mean: [10, -3], covariance: [4, -1.5, -1.5, 1])
    var random = RandomSource(seed: 2)
    let again = try FittedGaussian(fitting: gaussian.samples(20_000, random: &random))
    #expect(zip(again.mean, gaussian.mean).allSatisfy { abs($0 - $1) < 0.05 })
    #expect(zip(again.covariance, gaussian.covariance).allSatisfy { abs($0 - $1) < 0.15 })
    var (first, second) = (RandomSource(seed: 5), RandomSource(seed: 5))
    #expect(gaussian.sample(random: &first) == gaussian.sample(random: &second))
  }

  @Test("codes on a line are sampled on that line")
  func degenerate() throws {
    let gaussian = try FittedGaussian(fitting: Matrix([[0, 0, 5], [1, 2, 5], [2, 4, 5], [7, 14, 5]]))
    var random = RandomSource(seed: 1)
    let samples = gaussian.samples(50, random: &random)
    for row in 0..<50 {
      #expect(abs(samples[row, 1] - 2 * samples[row, 0]) < 1e-3 && samples[row, 2] == 5)
    }
  }

  @Test("is written and read without loss, and refuses what does not fit together")
  func coding() throws {
    var random = RandomSource(seed: 3)
    let gaussian = try FittedGaussian(fitting: random.normal(rows: 9, columns: 3))
    let data = try JSONEncoder().encode(gaussian)
    #expect(try JSONDecoder().decode(FittedGaussian.self, from: data) == gaussian)
    let lie = Data(#"{"mean":[0,1],"covariance":[1,0,0]}"#.utf8)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(FittedGaussian.self, from: lie) }
  }

  @Test("needs two codes that are numbers")
  func refusals() {
    #expect(throws: ZwalkError.notEnoughPoints(method: "fitting a Gaussian", found: 1, needed: 2)) {
      try FittedGaussian(fitting: Matrix([[1, 2]]))
    }
    #expect(throws: ZwalkError.self) { try FittedGaussian(fitting: Matrix([[1, 2], [.nan, 0]])) }
  }

  @Test("stands in only where a model has no prior")
  func distribution() throws {
    let codes = Matrix([[5, 5], [6, 7], [9, 5]])
    let prior = try CodeDistribution(prior: .standardNormal, codes: codes, dimensions: 2)
    let fitted = try CodeDistribution(prior: .fitted, codes: codes, dimensions: 2)
    #expect(prior == .standardNormal(dimensions: 2))
    #expect(fitted == .fitted(try FittedGaussian(fitting: codes)))
    var random = RandomSource(seed: 1)
    #expect(prior.samples(3, random: &random).columns == 2 && fitted.sample(random: &random).count == 2)
  }
}
