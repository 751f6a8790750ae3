import Analysis
import Datasets
import LatentCore
import Models
import Projections
import Testing

@Suite("Evaluation")
struct EvaluationTests {
  /// Noise is drawn anew for each batch.
  static let withoutChance = ModelCatalog.all.filter {
    !["vae", "beta-vae", "cvae", "denoising-ae", "td-vae", "gan"].contains($0.id)
  }

  @Test("losses in batches are those of all images at once", arguments: withoutChance)
  func losses(entry: ModelEntry) throws {
    let (model, split) = (try Bars.model(entry), Bars.split(731))
    var random = RandomSource(seed: 0)
    let whole = model.evaluate(split.batch(Array(0..<731)), random: &random)
    let found = Evaluation.losses(of: model, on: split)
    #expect(abs(found.loss - whole.loss) < 1e-5 * max(1, abs(whole.loss)))
  }

  @Test(
    "has losses, squared error and quality, the same again for the same seed", arguments: ModelCatalog.all)
  func everything(entry: ModelEntry) throws {
    let (model, split) = (try Bars.model(entry), Bars.split(120))
    let evaluation = try Evaluation(of: model, on: split, seed: 4)
    #expect(evaluation == (try Evaluation(of: model, on: split, seed: 4)))
    #expect(evaluation.losses.isFinite)
    let codes = model.encode(split.matrix(), labels: split.labels)
    let restored = model.decode(codes, labels: split.labels)
    #expect(abs(evaluation.squaredError - split.matrix().squaredError(to: restored) / 120) < 1e-6)
    #expect(
      evaluation.codes
        == (try Quality.measure(split, points: codes, labels: split.labels)))
  }

  @Test("measures the quality of as many codes as asked")
  func qualityImages() throws {
    let (model, split) = (try Bars.model(ModelCatalog.all[0]), Bars.split(120))
    #expect(try Evaluation(of: model, on: split, qualityImages: 50).codes?.points == 50)
    #expect(try Evaluation(of: model, on: split, qualityImages: 0).codes == nil)
  }

  @Test("refuses no images, and images of another shape")
  func refusals() throws {
    let model = try Bars.model(ModelCatalog.all[0])
    #expect(throws: ZwalkError.notEnoughPoints(method: "an evaluation", found: 0, needed: 1)) {
      try Evaluation(of: model, on: Bars.split(0))
    }
    let others = Split(
      shape: ImageShape(height: 5, width: 4), pixels: Bars.split(3).pixels, labels: [])
    #expect(throws: ZwalkError.self) { try Evaluation(of: model, on: others) }
  }

  @Test("the squared error of a projection is what its way there and back loses")
  func projection() throws {
    let split = Bars.split(60)
    let analysis = try PrincipalComponents.fit(split, dimensions: 2)
    let whole = analysis.explainedVariance[0] / analysis.explainedVarianceRatio[0]
    let left = (whole - analysis.explainedVariance.reduce(0, +)) * 59 / 60
    #expect(abs(try #require(Evaluation.squaredError(of: analysis, on: split)) - left) < 1e-4)
    #expect(Evaluation.squaredError(of: PrincipalComponents(), on: split) == nil)
  }
}
