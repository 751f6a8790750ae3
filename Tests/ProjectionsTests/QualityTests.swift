import LatentCore
import Projections
import Testing

@Suite("Quality of a map")
struct QualityTests {
  @Test("agrees with scikit-learn and SciPy on the same points")
  func references() throws {
    let quality = try Quality.measure(Waves.data, points: Waves.map, labels: Waves.labels)
    // sklearn.manifold.trustworthiness(X, Y, n_neighbors=12), the same with X and Y exchanged, NearestNeighbors and
    // a vote, scipy.stats.spearmanr of pdist, sqrt(sum (dx - dy)^2 / sum dx^2); scikit-learn 1.9.1.
    #expect(quality.points == 200)
    #expect(try abs(#require(quality.trustworthiness) - 0.7265955) < 1e-5)
    #expect(try abs(#require(quality.continuity) - 0.9065243) < 1e-5)
    #expect(quality.knnAccuracy == 0.645)
    #expect(quality.neighborhoodHit == 0.5935)
    #expect(try abs(#require(quality.shepard) - 0.4088864) < 1e-5)
    #expect(try abs(#require(quality.stress) - 0.7253184) < 1e-5)
  }

  @Test("agrees with its definitions", arguments: [1, 2, 3] as [UInt64], [(26, 3), (61, 9), (130, 40)])
  func twin(seed: UInt64, shape: (points: Int, features: Int)) throws {
    var random = RandomSource(seed: seed)
    let data = random.normal(rows: shape.points, columns: shape.features)
    let map = random.normal(rows: shape.points, columns: 2)
    let labels = (0..<shape.points).map { _ in UInt8.random(in: 0..<4, using: &random) }
    expectClose(
      try Quality.measure(data, points: map, labels: labels), QualityTwin.measure(data, map, labels))
  }

  @Test("neighbourhoods alone are measured as beside everything else", arguments: [1, 2] as [UInt64])
  func scope(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let (data, map) = (random.normal(rows: 700, columns: 12), random.normal(rows: 700, columns: 2))
    let labels = (0..<700).map { _ in UInt8.random(in: 0..<4, using: &random) }
    var (near, all) = (Quality(), Quality())
    try near.begin(data, points: map, labels: labels, scope: .neighborhoods)
    try all.begin(data, points: map, labels: labels, scope: .everything)
    near.advance(iterations: .max)
    all.advance(iterations: .max)
    var expected = try #require(all.result)
    (expected.shepard, expected.stress, expected.localContinuity, expected.coRankingArea) = (
      nil, nil, nil, nil
    )
    #expect(near.result == expected && near.pointQuality == all.pointQuality && near.diagrams == nil)
  }

  @Test("ranks equal distances by index, as on a grid of whole numbers with repeated points")
  func ties() throws {
    let data = Matrix(rows: 60, columns: 3, values: (0..<180).map { Float(($0 * 7) % 5) })
    let map = Matrix(rows: 60, columns: 2, values: (0..<120).map { Float(($0 * 5) % 3) })
    let labels = (0..<60).map { UInt8($0 % 3) }
    expectClose(
      try Quality.measure(data, points: map, labels: labels), QualityTwin.measure(data, map, labels))
  }

  @Test("calls the data itself a perfect map")
  func identity() throws {
    let quality = try Quality.measure(Waves.map, points: Waves.map, labels: Waves.labels)
    #expect(quality.trustworthiness == 1)
    #expect(quality.continuity == 1)
    #expect(quality.stress == 0)
    #expect(try abs(#require(quality.shepard) - 1) < 1e-12)
  }

  @Test(
    "does not depend on the unit of the map, however large or small",
    arguments: [1e19, 1e30, 1e9, 1e-9, 1e-25, 1e-30])
  func unit(factor: Double) throws {
    let expected = try Quality.measure(Waves.data, points: Waves.map, labels: Waves.labels)
    var map = Waves.map
    for index in map.values.indices { map.values[index] *= Float(factor) }
    let quality = try Quality.measure(Waves.data, points: map, labels: Waves.labels)
    for measure in [\MapQuality.trustworthiness, \.continuity, \.knnAccuracy, \.shepard, \.coRankingArea] {
      #expect(
        try abs(#require(quality[keyPath: measure]) - #require(expected[keyPath: measure])) < 2e-3)
    }
    // sqrt(sum (factor dy - dx)^2 / sum dx^2) where factor dy is much more, or much less, than dx.
    let shrunk = try #require(quality.stress)
    let ratio = try #require(
      Quality.measure(
        Waves.data, points: Matrix(rows: map.rows, columns: 2, values: Waves.map.values.map { $0 * 1000 }),
        labels: nil
      ).stress)
    #expect(abs(shrunk / (factor > 1 ? ratio / 1000 * factor : 1) - 1) < 0.01)
  }

  @Test("does not depend on the order of the points", arguments: [1, 2] as [UInt64])
  func order(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let order = random.permutation(Waves.count)
    let shuffled = try Quality.measure(
      Waves.data.gatheringRows(order), points: Waves.map.gatheringRows(order),
      labels: order.map { Waves.labels[$0] })
    expectClose(shuffled, try Quality.measure(Waves.data, points: Waves.map, labels: Waves.labels))
  }

  @Test("a map that is shifted and turned keeps its measures")
  func rigidMotion() throws {
    var turned = Waves.map
    for row in 0..<turned.rows { (turned[row, 0], turned[row, 1]) = (5 - turned[row, 1], turned[row, 0] - 3) }
    expectClose(
      try Quality.measure(Waves.data, points: turned, labels: Waves.labels),
      try Quality.measure(Waves.data, points: Waves.map, labels: Waves.labels))
  }

  @Test("samples the pairs of many points, close to the correlation over all")
  func sampledPairs() throws {
    var random = RandomSource(seed: 5)
    let most = Quality.mostPointsWithAllPairs
    let data = random.normal(rows: most + 1, columns: 3)
    let all = data.rows(in: 0..<most)
    let exact = try #require(try Quality.measure(all, points: all.firstColumns(2), labels: nil).shepard)
    let sampled = try #require(
      try Quality.measure(data, points: data.firstColumns(2), labels: nil).shepard)
    #expect(abs(exact - sampled) < 0.005)
    #expect(sampled != exact)
  }

  @Test("is measured in slices, with progress, and the same however it is sliced")
  func slices() throws {
    var random = RandomSource(seed: 6)
    let data = random.normal(rows: 1300, columns: 5)
    var quality = Quality()
    try quality.begin(data, points: data.firstColumns(2), labels: nil)
    var progress = [quality.progress]
    while quality.progress < 1 {
      #expect(quality.result == nil)
      quality.advance(iterations: 1)
      progress.append(quality.progress)
    }
    #expect(progress.count > 3 && progress == progress.sorted() && progress.first == 0)
    #expect(quality.result == (try Quality.measure(data, points: data.firstColumns(2), labels: nil)))
  }

  @Test("leaves out what too few points or missing labels do not allow")
  func missing() throws {
    let few = Matrix([[0, 1], [2, 0], [3, 5], [1, 1]])
    let quality = try Quality.measure(few, points: few, labels: [0, 0, 1, 1])
    #expect(quality.trustworthiness == nil && quality.knnAccuracy == nil && quality.stress == 0)
    #expect(try Quality.measure(Waves.data, points: Waves.map, labels: nil).knnAccuracy == nil)
  }

  @Test("a map that has fallen into one point is measured, not trusted")
  func collapsed() throws {
    let quality = try Quality.measure(
      Waves.data, points: Matrix(rows: Waves.count, columns: 2), labels: Waves.labels)
    #expect(quality.shepard == 0)
    #expect(try abs(#require(quality.stress) - 1) < 1e-6)
    #expect(try #require(quality.trustworthiness) < 0.6)
  }

  @Test("refuses NaN, too few points and points that do not belong to the data")
  func refusals() {
    var broken = Waves.map
    broken[17, 1] = .nan
    let (one, two) = (Waves.map.rows(in: 0..<10), Matrix(rows: 2, columns: 2))
    #expect(throws: ZwalkError.notFinite(what: "row 17 of the map")) {
      try Quality.measure(Waves.data, points: broken, labels: nil)
    }
    #expect(throws: ZwalkError.self) { try Quality.measure(Waves.data, points: one, labels: nil) }
    #expect(throws: ZwalkError.self) { try Quality.measure(Waves.data, points: Waves.map, labels: [1, 2]) }
    #expect(throws: ZwalkError.notEnoughPoints(method: "measuring a map", found: 2, needed: 3)) {
      try Quality.measure(two, points: two, labels: nil)
    }
  }

  private func expectClose(
    _ found: MapQuality, _ expected: MapQuality, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let pairs: [(String, Double?, Double?)] = [
      ("trustworthiness", found.trustworthiness, expected.trustworthiness),
      ("continuity", found.continuity, expected.continuity),
      ("k-NN accuracy", found.knnAccuracy, expected.knnAccuracy),
      ("neighbourhood hit", found.neighborhoodHit, expected.neighborhoodHit),
      ("Shepard", found.shepard, expected.shepard),
      ("stress", found.stress, expected.stress),
    ]
    for (name, value, reference) in pairs {
      #expect(
        abs((value ?? .nan) - (reference ?? .nan)) < 1e-4, "\(name): \(found), expected \(expected)",
        sourceLocation: sourceLocation)
    }
  }
}
