import Kernels
import LatentCore
import Testing

@Suite("Cloud of points")
struct PointCloudTests {
  static func squaredDistance(_ a: ArraySlice<Float>, _ b: ArraySlice<Float>) -> Double {
    zip(a, b).reduce(0) { $0 + (Double($1.0) - Double($1.1)) * (Double($1.0) - Double($1.1)) }
  }

  @Test(
    "direct search and search by products find what a plain search finds", arguments: [1, 3, 8, 9, 33],
    [true, false])
  func nearest(dimensions: Int, singleQueries: Bool) {
    var random = RandomSource(seed: UInt64(dimensions))
    let points = random.normal(rows: 531, columns: dimensions)
    let query = random.normal(rows: 1, columns: dimensions)
    let distances = (0..<531).map { Self.squaredDistance(points.row($0), query.row(0)) }
    let expected = distances.indices.sorted { distances[$0] < distances[$1] }.prefix(20)
    let found = PointCloud(points, singleQueries: singleQueries).nearest(to: query.values, count: 20)
    #expect(found.indices.map(Int.init) == Array(expected))
    #expect(zip(found.squaredDistances, expected).allSatisfy { abs(Double($0) - distances[$1]) < 1e-4 })
  }

  @Test("points beyond what a tile of distances holds are searched too", arguments: [2, 12])
  func manyPoints(dimensions: Int) {
    var random = RandomSource(seed: 7)
    let points = random.normal(rows: 1201, columns: dimensions)
    let lists = PointCloud(points).neighbors(of: 300..<900, count: 5)
    #expect(lists.points == 600)
    for point in [300, 511, 512, 899] {
      let distances = (0..<1201).map { Self.squaredDistance(points.row($0), points.row(point)) }
      let expected = distances.indices.filter { $0 != point }.sorted { distances[$0] < distances[$1] }
      let place = (point - 300) * 5
      #expect(lists.indices[place..<place + 5].map(Int.init) == Array(expected.prefix(5)))
    }
  }

  @Test("distances too large for a number are the largest number, not NaN", arguments: [2, 20])
  func overflow(dimensions: Int) {
    let points = Matrix(
      rows: 40, columns: dimensions, values: (0..<40 * dimensions).map { $0 % 2 == 0 ? 3e38 : -3e38 })
    let lists = PointCloud(points).neighbors(of: 0..<40, count: 3)
    #expect(lists.squaredDistances.allSatisfy { $0.isFinite })
    #expect(lists.indices.allSatisfy { (0..<40).contains($0) })
  }

  @Test("Spearman's correlation shares ranks among equals, as SciPy does")
  func spearman() {
    // scipy.stats.spearmanr
    #expect(abs(MeanRanks.correlation([1, 2, 2, 5, 9], [3, 1, 4, 4, 8]) - 0.7631579) < 1e-6)
    #expect(MeanRanks.correlation([1, 2, 3], [30, 20, 10]) == -1)
    #expect(MeanRanks.correlation([1, 1, 1], [3, 2, 1]) == 0)
    #expect(MeanRanks.correlation([], []) == 0)
  }
}
