import LatentCore
import Projections
import Testing

@Suite("Diagrams of all pairs")
struct MapDiagramsTests {
  private func diagrams(_ data: Matrix, _ map: Matrix) throws -> MapDiagrams {
    var quality = Quality()
    try quality.begin(data, points: map, labels: nil)
    #expect(quality.diagrams == nil)
    quality.advance(iterations: .max)
    return try #require(quality.diagrams)
  }

  private func cloud(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix {
    var random = RandomSource(seed: seed)
    return random.normal(rows: rows, columns: columns)
  }

  @Test("agrees with NumPy and ZADU on the same points")
  func reference() throws {
    let quality = try Quality.measure(Waves.data, points: Waves.map, labels: nil)
    // By definition in NumPy, and zadu.measures.local_continuity_meta_criteria(X, Y, k=12).
    #expect(try abs(#require(quality.coRankingArea) - 0.2346892) < 1e-4)
    #expect(try abs(#require(quality.localContinuity) - 0.2380318) < 1e-4)
    let diagrams = try diagrams(Waves.data, Waves.map)
    #expect(abs(diagrams.area - 0.2346892) < 1e-4 && quality.errors == nil)
    // 0.2983333 of the 12 nearest are kept.
    #expect(abs(diagrams.keptAboveChance[11] - (199 * 0.2983333 - 12) / 187) < 1e-5)
  }

  @Test("every pair of points counts once by distance, and from each end by rank", arguments: [3, 40, 129])
  func pairs(count: Int) throws {
    let result = try diagrams(cloud(count, 4, seed: 1), cloud(count, 2, seed: 2))
    #expect(result.shepard.counts.reduce(0, +) == count * (count - 1) / 2)
    #expect(result.coRanking.counts.reduce(0, +) == count * (count - 1))
    #expect(result.keptAboveChance.count == count - 2)
  }

  @Test("a map that is the data, at any scale, keeps all pairs on the diagonal", arguments: [Float(1), 8])
  func perfect(scale: Float) throws {
    let data = cloud(100, 2, seed: 3)
    let map = Matrix(rows: 100, columns: 2, values: data.values.map { $0 * scale })
    let result = try diagrams(data, map)
    for counts in [result.coRanking, result.shepard] {
      for row in 0..<counts.size {
        for column in 0..<counts.size where row != column { #expect(counts[row, column] == 0) }
      }
    }
    #expect(result.keptAboveChance.allSatisfy { abs($0 - 1) < 1e-12 } && abs(result.area - 1) < 1e-9)
    #expect(result.shepard.highestY == Double(scale) * result.shepard.highestX)
  }

  @Test("points torn away lie above the diagonal, points drawn in below it")
  func sides() throws {
    // Along a line; the map tears the last point away from its neighbours.
    let line = Matrix((0..<40).map { [Float($0), 0] })
    var torn = line
    torn[20, 1] = 500
    let counts = try diagrams(line, torn).coRanking
    let above = (0..<counts.size).reduce(0) { sum, row in
      sum + (0..<counts.size).reduce(0) { $0 + (row > $1 + 30 ? counts[row, $1] : 0) }
    }
    #expect(above > 10)
  }

  @Test("a map that knows nothing of the data keeps no more than chance")
  func chance() throws {
    #expect(abs(try diagrams(cloud(400, 5, seed: 4), cloud(400, 2, seed: 5)).area) < 0.03)
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

  @Test("ranks are exact where distances differ in their last bits only, beside one that is far away")
  func crowded() throws {
    // Along a line, far from the origin: squared distances crowd in a few steps of a float.
    let data = Matrix((0..<300).map { [$0 == 7 ? 1e15 : Float(1 + 1e-6 * Double($0 * 37 % 300)), 0] })
    let result = try diagrams(data, data.firstColumns(1))
    #expect(abs(result.area - 1) < 1e-9)
    let near = QualityTwin.order(data)
    let mirrored = Matrix((0..<300).map { [data[299 - $0, 0], 0] })
    let kept = try diagrams(data, mirrored).keptAboveChance
    let nearInMap = QualityTwin.order(mirrored)
    for k in [1, 10, 200] {
      let shared = (0..<300).reduce(0) {
        $0 + Set(near[$1].prefix(k)).intersection(nearInMap[$1].prefix(k)).count
      }
      let share = Double(shared) / Double(300 * k)
      #expect(abs(kept[k - 1] - (299 * share - Double(k)) / Double(299 - k)) < 1e-9)
    }
  }

  @Test("equal distances rank by index, however many there are")
  func ties() throws {
    let data = Matrix((0..<200).map { [Float($0 % 2), 0] })
    let result = try diagrams(data, data)
    #expect(abs(result.area - 1) < 1e-9)
    let flat = try diagrams(data, Matrix(rows: 200, columns: 2))
    #expect(flat.coRanking.counts.reduce(0, +) == 200 * 199 && flat.area.isFinite)
  }
}
