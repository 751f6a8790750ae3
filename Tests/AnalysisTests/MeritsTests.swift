import Analysis
import Datasets
import LatentCore
import Models
import Testing

@Suite("The sheet of merits")
struct MeritsTests {
  private static func bars(_ count: Int, seed: UInt64) -> Split {
    var random = RandomSource(seed: seed)
    var pixels: [UInt8] = []
    for index in 0..<count {
      for pixel in 0..<16 {
        pixels.append(UInt8((pixel / 4 == index % 4 ? 180 : 10) + Int(random.uniform() * 60)))
      }
    }
    return Split(
      shape: ImageShape(height: 4, width: 4), pixels: pixels, labels: (0..<count).map { UInt8($0 % 4) })
  }

  private static let set = ImageSet(
    id: "bars", title: "Bars", train: bars(800, seed: 1), test: bars(300, seed: 2),
    classNames: ["a", "b", "c", "d"], checksum: "00000000")

  @Test("the judge learns to read, and the same seed gives the same judge")
  func classifier() throws {
    let judge = try FeatureClassifier(training: Self.set.train, seed: 1)
    let read = judge.classes(of: Self.set.test.matrix())
    #expect(zip(read, Self.set.test.labels).filter { $0 == $1 }.count >= 285)
    let images = Self.set.test.matrix(0..<5)
    let again = try FeatureClassifier(training: Self.set.train, seed: 1)
    #expect(again.features(of: images) == judge.features(of: images))
  }

  @Test("the Fréchet distance of Gaussians is that of the formula")
  func frechetDistance() throws {
    let round = FittedGaussian(mean: [0, 0], covariance: [1, 0, 0, 4])
    let own = try round.frechetDistance(to: round)
    #expect(abs(own) < 1e-9)
    // Variances apart: the squared difference of the deviations, summed.
    let wide = FittedGaussian(mean: [3, 4], covariance: [9, 0, 0, 16])
    let apart = try round.frechetDistance(to: wide)
    #expect(abs(apart - (25 + 4 + 4)) < 1e-9)
    let turned = FittedGaussian(mean: [0, 0], covariance: [2.5, 1.5, 1.5, 2.5])
    let (there, back) = (try round.frechetDistance(to: turned), try turned.frechetDistance(to: round))
    #expect(abs(there - back) < 1e-9)
  }

  @Test("real images are nearer to real images than noise is, and cover all classes")
  func merits() throws {
    let judge = try MeritJudge(Self.set, seed: 1)
    let entry = try ModelCatalog.entry("vae")
    var specification = entry.specification(for: Self.set.shape)
    try specification.options.set("latent", to: "2", among: entry.options)
    try specification.options.set("hidden", to: "8", among: entry.options)
    let model = try entry.make(specification, seed: 1)
    let real = Self.bars(1000, seed: 3).matrix()
    var random = RandomSource(seed: 1)
    let noise = Matrix(rows: 1000, columns: 16, values: (0..<16_000).map { _ in random.uniform() })
    let good = try ModelMerits(of: model, draws: real, judge: judge, seed: 1)
    let bad = try ModelMerits(of: model, draws: noise, judge: judge, seed: 1)
    #expect(good.featureDistance < 0.1 * bad.featureDistance)
    #expect(good.coverage > 0.2 && good.squaredError == bad.squaredError)
    #expect(good.lossTitle == "-ELBO" && good.parameters == model.parameters.count)
  }
}
