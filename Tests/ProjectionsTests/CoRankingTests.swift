import LatentCore
import Projections
import Testing

@Suite("Co-ranking of data and map")
struct CoRankingTests {
  @Test("agrees with NumPy and ZADU on the same points")
  func reference() throws {
    let result = try #require(try CoRanking.measure(Waves.data, points: Waves.map))
    // By definition in NumPy, and zadu.measures.local_continuity_meta_criteria(X, Y, k=12).
    #expect(abs(result.area - 0.2346892) < 1e-4)
    #expect(abs(result.localContinuity(12) - 0.2380318) < 1e-4)
    #expect(abs(result.agreement[11] - 0.2983333) < 1e-4)
    #expect(result.areaError == 0 && result.looked == 200)
  }

  @Test(
    "counts every pair once, and says of each size what the definition says", arguments: [1, 2] as [UInt64])
  func twin(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let (data, map) = (random.normal(rows: 90, columns: 12), random.normal(rows: 90, columns: 2))
    let result = try #require(try CoRanking.measure(data, points: map))
    #expect(result.matrix.joined().reduce(0, +) == 90 * 89)
    let (inData, inMap) = (QualityTwin.order(data), QualityTwin.order(map))
    for size in [1, 7, 30, 89] {
      let shared = (0..<90).reduce(0) {
        $0 + Set(inData[$1].prefix(size)).intersection(inMap[$1].prefix(size)).count
      }
      #expect(abs(result.agreement[size - 1] - Double(shared) / Double(90 * size)) < 1e-12)
    }
    #expect(abs(result.area) < 0.1)
  }

  @Test("the data itself is a perfect map, on the diagonal")
  func identity() throws {
    let result = try #require(try CoRanking.measure(Waves.map, points: Waves.map))
    #expect(abs(result.area - 1) < 1e-9 && result.agreement.allSatisfy { abs($0 - 1) < 1e-12 })
    for row in 0..<CoRanking.bins {
      for column in 0..<CoRanking.bins where row != column { #expect(result.matrix[row][column] == 0) }
    }
    #expect(abs(result.relativeAgreement(10) - 1) < 1e-12)
  }

  @Test("goes in slices, and refuses what is not a map of the data")
  func slices() throws {
    var random = RandomSource(seed: 6)
    let data = random.normal(rows: 300, columns: 5)
    var ranking = CoRanking()
    try ranking.begin(data, points: data.firstColumns(2))
    var progress = [ranking.progress]
    while ranking.progress < 1 {
      #expect(ranking.result == nil)
      ranking.advance(iterations: 1)
      progress.append(ranking.progress)
    }
    #expect(progress.count > 2 && progress == progress.sorted())
    #expect(ranking.result == (try CoRanking.measure(data, points: data.firstColumns(2))))
    #expect(throws: ZwalkError.self) { try CoRanking.measure(data, points: Matrix(rows: 3, columns: 2)) }
  }
}

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
    #expect(try abs(#require(sampled.shepard) - #require(exact.shepard)) < 0.005)
  }

  @Test("a Shepard diagram counts the pairs of the correlation, and a faithful map lies on its diagonal")
  func shepard() throws {
    var quality = Quality()
    try quality.begin(Waves.map, points: Waves.map, labels: nil)
    quality.advance(iterations: .max)
    let diagram = try #require(quality.shepardDiagram)
    #expect(diagram.pairs == 200 * 199 / 2 && diagram.counts.joined().reduce(0, +) == diagram.pairs)
    #expect(abs(diagram.correlation - 1) < 1e-9 && diagram.dataMaximum == diagram.mapMaximum)
    for row in diagram.counts.indices {
      for column in diagram.counts.indices where row != column { #expect(diagram.counts[row][column] == 0) }
    }
  }
}
