import Analysis
import Datasets
import LatentCore
import Models
import RealModule
import Testing

@Suite("What a VAE's bound and its encoder give away")
struct LikelihoodTests {
  /// A VAE with a one-dimensional code, some steps into its training on bars.
  private func trained(
    steps: Int, _ settings: [String: String] = [:]
  ) throws -> (model: any LatentModel, split: Split) {
    let entry = try ModelCatalog.entry("vae")
    var specification = entry.specification(for: ImageShape(height: 4, width: 4))
    for (key, value) in settings.merging(["hidden": "8", "latent": "1"], uniquingKeysWith: { $1 }) {
      try specification.options.set(key, to: value, among: entry.options)
    }
    let model = try entry.make(specification, seed: 3)
    var pixels: [UInt8] = []
    for index in 0..<64 { for pixel in 0..<16 { pixels.append(pixel / 4 == index % 4 ? 230 : 10) } }
    let split = Split(shape: specification.imageShape, pixels: pixels, labels: [])
    var random = RandomSource(seed: 1)
    for _ in 0..<steps {
      _ = model.trainStep(Batch(images: split.matrix()), learningRate: 0.01, random: &random)
    }
    return (model, split.prefix(8))
  }

  /// log p(x) by adding up p(x|z) p(z) on a fine lattice.
  private func exact(_ model: any LatentModel, _ split: Split) throws -> Double {
    let distributions = try #require(model.variational)
    let places = (-4000...4000).map { Float($0) * 0.002 }
    let codes = Matrix(rows: places.count, columns: 1, values: places)
    let sums = (0..<split.count).map { index in
      let image = split.matrix(index..<index + 1).gatheringRows([Int](repeating: 0, count: places.count))
      let losses = distributions.reconstructionLosses(codes: codes, labels: [], images: image)
      let density = zip(losses, places).reduce(0.0) {
        $0 + Double.exp(-$1.0 - 0.5 * Double($1.1 * $1.1)) * 0.002 / (2 * Double.pi).squareRoot()
      }
      return Double.log(density)
    }
    return sums.reduce(0, +) / Double(split.count)
  }

  @Test("with many draws importance weighting finds log p(x); with one it is the bound")
  func importance() throws {
    let (model, split) = try trained(steps: 60)
    let exact = try exact(model, split)
    let many = try ImportanceEstimate(of: model, on: split, draws: 4000, seed: 1)
    #expect(abs(many.logLikelihood.value - exact) < 0.02)
    #expect(many.evidenceLowerBound.value < many.logLikelihood.value)
    let one = try ImportanceEstimate(of: model, on: split, draws: 1, seed: 1)
    #expect(abs(one.logLikelihood.value - one.evidenceLowerBound.value) < 1e-9)
  }

  @Test("posteriors fitted to each image by themselves raise the bound, and stay below log p(x)")
  func stochasticInference() throws {
    let (model, split) = try trained(steps: 20)
    let inference = try StochasticVariationalInference(of: model, on: split, steps: 300, seed: 1)
    #expect(inference.gap.value > 0)
    #expect(abs(inference.gap.value - (inference.fitted.value - inference.amortised.value)) < 1e-9)
    let exact = try exact(model, split)
    #expect(inference.fitted.value < exact + 0.05)
  }

  @Test("with squared errors the bound is the loss over the weight of its divergence", arguments: ["1", "2"])
  func gaussianLikelihood(klWeight: String) throws {
    let (model, split) = try trained(steps: 40, ["likelihood": "gaussian", "klWeight": klWeight])
    let estimate = try ImportanceEstimate(of: model, on: split, draws: 2000, seed: 1)
    var (random, mean) = (RandomSource(seed: 2), 0.0)
    for _ in 0..<200 { mean += model.evaluate(Batch(images: split.matrix()), random: &random).loss / 200 }
    let weight = try #require(Double(klWeight))
    #expect(abs(estimate.evidenceLowerBound.value + mean / weight) < 0.05)
    #expect(abs(estimate.logLikelihood.value - (try exact(model, split))) < 0.02)
    let inference = try StochasticVariationalInference(of: model, on: split, steps: 100, seed: 1)
    #expect(inference.gap.value > -0.01 && inference.fitted.value < estimate.logLikelihood.value + 0.05)
  }

  @Test("a mean has the standard error of its values")
  func standardError() {
    let mean = SampleMean([1, 2, 3, 6])
    #expect(mean.value == 3 && abs((mean.standardError ?? 0) - (14.0 / 12).squareRoot()) < 1e-12)
    #expect(SampleMean([4]).standardError == nil && SampleMean([]).value == 0)
  }

  @Test("a model without a posterior is refused")
  func refusals() throws {
    let entry = try ModelCatalog.entry("ae")
    let model = try entry.make(entry.specification(for: .mnist), seed: 0)
    let split = Split(shape: .mnist, pixels: [UInt8](repeating: 0, count: 784), labels: [])
    #expect(throws: ZwalkError.self) { try ImportanceEstimate(of: model, on: split, draws: 5, seed: 0) }
    #expect(throws: ZwalkError.self) { try StochasticVariationalInference(of: model, on: split, seed: 0) }
  }
}

@Suite("Mutual information gap")
struct MutualInformationGapTests {
  private let factors = Factors(
    [.init("a", values: 4), .init("b", values: 5)],
    values: (0..<400).flatMap { [UInt8($0 % 4), UInt8($0 / 4 % 5)] })

  @Test("it is 1 when each factor has a dimension of its own, 0 when two tell the same")
  func extremes() {
    let own = Matrix((0..<400).map { [Float($0 % 4), Float($0 / 4 % 5), 0] })
    #expect(abs(MutualInformationGap(codes: own, factors: factors).mean - 1) < 1e-9)
    let twice = Matrix((0..<400).map { [Float($0 % 4), Float($0 % 4)] })
    #expect(abs(MutualInformationGap(codes: twice, factors: factors).factors[0].gap) < 1e-9)
  }

  @Test("a dimension that tells one of two bits has a gap of a half, less what another one tells of it")
  func halves() {
    let half = Matrix((0..<400).map { [Float($0 % 4 / 2), 0] })
    #expect(abs(MutualInformationGap(codes: half, factors: factors).factors[0].gap - 0.5) < 1e-9)
    let both = Matrix((0..<400).map { [Float($0 % 4), Float($0 % 4 / 2)] })
    #expect(abs(MutualInformationGap(codes: both, factors: factors).factors[0].gap - 0.5) < 1e-9)
  }

  @Test(
    "information is the sum of p(a, b) log p(a, b) / p(a) p(b) over all bins",
    arguments: [1, 2, 3] as [UInt64])
  func definition(seed: UInt64) {
    var random = RandomSource(seed: seed)
    // Whole numbers from 0 to 19, both ends among them: the bins are the numbers themselves.
    let codes = (0..<400).map { index -> Float in
      index < 2 ? Float(19 * index) : min(19, max(0, (Float(index % 4) * 5 + 3 * random.normal()).rounded()))
    }
    let gap = MutualInformationGap(codes: Matrix(rows: 400, columns: 1, values: codes), factors: factors)
    var expected = 0.0
    for code in 0..<20 {
      for value in 0..<4 {
        let both = Double((0..<400).filter { Int(codes[$0]) == code && $0 % 4 == value }.count) / 400
        let ofCode = Double(codes.filter { Int($0) == code }.count) / 400
        if both > 0 { expected += both * Double.log(both / (ofCode * 0.25)) }
      }
    }
    #expect(abs(gap.factors[0].information[0] - expected) < 1e-9)
    #expect(abs(gap.factors[0].gap - expected / Double.log(4)) < 1e-9)
  }

  @Test("codes of chance tell next to nothing")
  func chance() {
    var random = RandomSource(seed: 1)
    let codes = random.normal(rows: 400, columns: 3)
    #expect(MutualInformationGap(codes: codes, factors: factors).mean < 0.05)
  }
}
