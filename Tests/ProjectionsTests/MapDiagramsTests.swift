import LatentCore
import Projections
import Testing

@Suite("Diagrams of all pairs")
struct MapDiagramsTests {
  private func diagrams(_ data: Matrix, _ map: Matrix) throws -> MapDiagrams {
    var work = try DiagramWork(data, map: map)
    var iterations = 0
    while work.result == nil {
      work.advance(iterations: 1)
      iterations += 1
    }
    #expect(work.progress == 1 && iterations == (data.rows + 31) / 32)
    return try #require(work.result)
  }

  private func cloud(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix {
    var random = RandomSource(seed: seed)
    return Matrix(rows: rows, columns: columns, values: (0..<rows * columns).map { _ in random.normal() })
  }

  @Test("every pair of points counts twice, once from each end", arguments: [3, 40, 129])
  func pairs(count: Int) throws {
    let result = try diagrams(cloud(count, 4, seed: 1), cloud(count, 2, seed: 2))
    #expect(result.shepard.counts.reduce(0, +) == count * (count - 1))
    #expect(result.coRanking.counts.reduce(0, +) == count * (count - 1))
    #expect(result.keptAboveChance.count == count - 2)
  }

  @Test("a map that is the data, at any scale, keeps all ranks on the diagonal", arguments: [Float(1), 7])
  func perfect(scale: Float) throws {
    let data = cloud(100, 2, seed: 3)
    let map = Matrix(rows: 100, columns: 2, values: data.values.map { $0 * scale })
    let result = try diagrams(data, map)
    let size = result.coRanking.size
    for row in 0..<size {
      for column in 0..<size where row != column { #expect(result.coRanking[row, column] == 0) }
    }
    #expect(result.keptAboveChance.allSatisfy { $0 == 1 } && result.area == 1)
  }

  @Test("a map that knows nothing of the data keeps no more than chance")
  func chance() throws {
    let result = try diagrams(cloud(400, 5, seed: 4), cloud(400, 2, seed: 5))
    #expect(abs(result.area) < 0.03)
  }

  @Test("the curve is the share of kept neighbours by its definition", arguments: [1, 2, 3] as [UInt64])
  func definition(seed: UInt64) throws {
    let data = cloud(60, 4, seed: seed)
    let map = data.firstColumns(2)
    let result = try diagrams(data, map)
    let (near, nearInMap) = (QualityTwin.order(data), QualityTwin.order(map))
    for k in [1, 5, 20, 50] {
      let kept = (0..<60).reduce(0) {
        $0 + Set(near[$1].prefix(k)).intersection(nearInMap[$1].prefix(k)).count
      }
      let share = Double(kept) / Double(60 * k)
      let expected = (59 * share - Double(k)) / Double(59 - k)
      #expect(abs(result.keptAboveChance[k - 1] - expected) < 1e-9)
    }
  }

  @Test("other numbers of points and too few are refused")
  func refusal() {
    #expect(throws: ZwalkError.self) { try DiagramWork(cloud(5, 2, seed: 1), map: cloud(4, 2, seed: 1)) }
    #expect(throws: ZwalkError.self) { try DiagramWork(cloud(2, 2, seed: 1), map: cloud(2, 2, seed: 1)) }
  }
}
