import LatentCore
import Projections
import Testing

@Suite("Where a map lies, point by point")
struct PointQualityTests {
  private func measured(_ data: Matrix, _ map: Matrix) throws -> Quality {
    var quality = Quality()
    try quality.begin(data, points: map, labels: nil)
    quality.advance(iterations: .max)
    return quality
  }

  private func mean(_ values: [Float]) -> Double {
    values.reduce(0) { $0 + Double($1) } / Double(values.count)
  }

  @Test("the shares of all points add up to what trustworthiness and continuity lack", arguments: [1, 2, 3])
  func sums(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let data = Matrix(rows: 120, columns: 5, values: (0..<600).map { _ in random.normal() })
    let quality = try measured(data, data.firstColumns(2))
    let result = try #require(quality.result)
    #expect(abs(mean(quality.pointQuality.falseNeighbors) - (1 - result.trustworthiness!)) < 1e-5)
    #expect(abs(mean(quality.pointQuality.missingNeighbors) - (1 - result.continuity!)) < 1e-5)
  }

  @Test("a map that is the data lies nowhere")
  func honest() throws {
    var random = RandomSource(seed: 4)
    let data = Matrix(rows: 80, columns: 2, values: (0..<160).map { _ in random.normal() })
    let points = try measured(data, data).pointQuality
    #expect(points.falseNeighbors.allSatisfy { $0 == 0 } && points.missingNeighbors.allSatisfy { $0 == 0 })
    #expect(points.kept.allSatisfy { $0 == 1 })
  }

  @Test("a point that is drawn among strangers has false neighbours, its old neighbours miss it")
  func intruder() throws {
    var random = RandomSource(seed: 5)
    // Two clusters; in the map the first point of the first one lies in the second.
    let data = Matrix(
      (0..<100).map { row in [random.normal() + (row < 50 ? 0 : 100), random.normal()] })
    var map = data
    map.values[0] += 100
    let points = try measured(data, map).pointQuality
    #expect(points.falseNeighbors[0] == points.falseNeighbors.max())
    #expect(points.missingNeighbors[0] == points.missingNeighbors.max())
    #expect(points.kept[0] == 0)
  }
}
