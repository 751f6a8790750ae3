import Kernels
import LatentCore
import Testing

@Suite("Nearest pairs")
struct NearestPairsTests {
  /// All others by their distance, the smaller index first among equals.
  static func twin(_ points: Matrix, _ neighbors: Int) -> [[Int32]] {
    (0..<points.rows).map { i in
      let distances = (0..<points.rows).map { j in
        zip(points.row(i), points.row(j)).reduce(0.0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) }
      }
      let order = (0..<points.rows).filter { $0 != i }.sorted { (distances[$0], $0) < (distances[$1], $1) }
      return order.prefix(neighbors).map(Int32.init)
    }
  }

  @Test(
    "finds what brute force finds, whatever the sizes", arguments: [2, 47, 48, 49, 97, 500], [1, 9, 17, 50])
  func bruteForce(count: Int, dimensions: Int) throws {
    var random = RandomSource(seed: UInt64(count * 100 + dimensions))
    let points = random.normal(rows: count, columns: dimensions)
    for neighbors in [1, 5, 40] where neighbors < count {
      var pairs = try #require(NearestPairs(points, neighbors: neighbors))
      while pairs.roundsDone < pairs.rounds { pairs.advance() }
      let lists = pairs.lists()
      #expect(lists.indices == Self.twin(points, neighbors).flatMap { $0 })
      #expect(lists.squaredDistances.allSatisfy { $0.isFinite })
    }
  }

  @Test("several blocks meet each other once: every point's own copy is its nearest")
  func blocks() throws {
    var random = RandomSource(seed: 3)
    let half = random.normal(rows: 4500, columns: 10)
    var points = half
    points.append(rowsOf: half)
    var pairs = try #require(NearestPairs(points, neighbors: 3))
    #expect(pairs.rounds > 2)
    while pairs.roundsDone < pairs.rounds { pairs.advance() }
    let lists = pairs.lists()
    for point in 0..<9000 {
      #expect(Int(lists.indices[3 * point]) == (point + 4500) % 9000)
      #expect(lists.squaredDistances[3 * point] == 0)
    }
  }

  @Test("refuses what leaves single precision")
  func tooLarge() {
    #expect(NearestPairs(Matrix([[1e20, 0], [-1e20, 3], [0, 1]]), neighbors: 1) == nil)
  }
}
