import LatentCore
import Projections
import Testing

@Suite("Measures of a sample")
struct SampledQualityTests {
  @Test("are close to those of all points, say how many they looked at, and keep the labels' exact")
  func sample() throws {
    var random = RandomSource(seed: 7)
    let most = Quality.mostExactPoints
    let data = random.normal(rows: most + 1, columns: 3)
    let labels = (0..<data.rows).map { UInt8(data[$0, 0] > 0 ? 1 : 0) }
    let map = data.firstColumns(2)
    var quality = Quality()
    try quality.begin(data, points: map, labels: labels)
    quality.advance(iterations: .max)
    let sampled = try #require(quality.result)
    let exact = try Quality.measure(
      data.rows(in: 0..<most), points: map.rows(in: 0..<most), labels: Array(labels.prefix(most)))
    #expect(exact.sampled == nil && sampled.sampled == Quality.sampledPoints)
    #expect(quality.lookedAt?.count == Quality.sampledPoints)
    #expect(quality.pointQuality.kept.count == Quality.sampledPoints)
    #expect(try abs(#require(sampled.trustworthiness) - #require(exact.trustworthiness)) < 0.005)
    #expect(try abs(#require(sampled.continuity) - #require(exact.continuity)) < 0.005)
    #expect(try abs(#require(sampled.knnAccuracy) - #require(exact.knnAccuracy)) < 0.001)
    #expect(try abs(#require(sampled.stress) - #require(exact.stress)) < 0.005)
    #expect(try abs(#require(sampled.coRankingArea) - #require(exact.coRankingArea)) < 0.02)
    #expect(try abs(#require(sampled.localContinuity) - #require(exact.localContinuity)) < 0.02)
    let errors = try #require(sampled.errors)
    #expect(exact.errors == nil && errors.trustworthiness > 0 && errors.trustworthiness < 0.005)
    #expect(errors.continuity > 0 && errors.continuity < 0.005 && errors.coRankingArea < 0.01)
    #expect(try abs(#require(sampled.shepard) - #require(exact.shepard)) < 0.005)
  }
}
