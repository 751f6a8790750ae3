import LatentCore
import Projections
import RealModule
import Testing

/// Fits an entry of the catalogue with some options.
func fitted(
  _ id: String, _ data: Matrix, dimensions: Int = 2, settings: [String: String] = [:]
) throws -> any Projection {
  let entry = try ProjectionCatalog.entry(id)
  var options = Options(entry.options)
  for (key, value) in settings { try options.set(key, to: value, among: entry.options) }
  var projection = try entry.make(options)
  try projection.begin(data, labels: nil, dimensions: dimensions, seed: 0)
  try projection.advance(iterations: .max)
  return projection
}

@Suite("Kernel principal components")
struct KernelPrincipalComponentsTests {
  /// KernelPCA(2, kernel=...).transform(X[:3]), scikit-learn 1.9.1.
  static let references: [(settings: [String: String], places: [[Double]])] = [
    (
      ["kernel": "rbf", "gamma": "0.1"],
      [[-0.6105890, 0.0251245], [-0.5317210, 0.3332695], [-0.1959365, 0.5808322]]
    ),
    (
      ["kernel": "polynomial", "gamma": "0.0833333333", "degree": "3"],
      [[1.5685558, 0.0399796], [1.2890783, 0.7804347], [0.3786193, 1.1191806]]
    ),
    (
      ["kernel": "cosine"], [[-0.9383536, -0.0488828], [-0.7978724, -0.4982409], [-0.3033321, -0.8779108]]
    ),
  ]

  @Test("lie where scikit-learn finds them, up to the sign", arguments: references.indices)
  func reference(index: Int) throws {
    let (settings, places) = Self.references[index]
    let found = try fitted("kernel-pca", Waves.data, settings: settings)
    for axis in 0..<2 {
      let sign = Double(found.points[2, axis]) * places[2][axis] < 0 ? -1.0 : 1
      for row in 0..<3 { #expect(abs(Double(found.points[row, axis]) - sign * places[row][axis]) < 1e-3) }
    }
  }

  @Test("choose gamma by the median distance")
  func gamma() throws {
    // 1 / (2 median(pdist(X))^2), SciPy 1.17.
    let facts = try fitted("kernel-pca", Waves.data).facts
    #expect(abs(try #require(facts.first { $0.key == "gamma" }).value - 0.0403761) < 1e-4)
  }

  @Test("beyond 10,000 points, landmarks span nearly the same map")
  func landmarks() throws {
    var random = RandomSource(seed: 3)
    let data = random.normal(rows: KernelPrincipalComponents.mostExactPoints + 1, columns: 4)
    var scaled = data
    for row in 0..<data.rows {
      scaled[row, 0] *= 4
      scaled[row, 1] *= 2
    }
    let (few, part) = (
      try fitted("kernel-pca", scaled, settings: ["landmarks": "300", "gamma": "0.01"]),
      try fitted("kernel-pca", scaled.rows(in: 0..<1500), settings: ["gamma": "0.01"])
    )
    #expect(few.facts.contains { $0.key == "landmarks" && $0.value == 300 })
    let own = few.points.rows(in: 0..<1500)
    #expect(try ProcrustesAlignment(of: own, to: part.points).distance < 0.02)
    let again = try #require(few.transform(scaled.rows(in: 0..<100)))
    #expect(zip(again.values, few.points.values).allSatisfy { abs($0 - $1) < 1e-3 })
  }
}

@Suite("Maps from a neighbour graph")
struct GraphKernelTests {
  /// A sheet that is rolled up in space, and where its points are on the sheet.
  /// - Parameter turns: 0.75 is its inner radius; the usual roll goes on for 1.5.
  static func roll(
    points: Int, seed: UInt64, turns: Double = 1.5, height: Float = 21
  ) -> (data: Matrix, sheet: Matrix) {
    var random = RandomSource(seed: seed)
    var (data, sheet) = (Matrix(rows: points, columns: 3), Matrix(rows: points, columns: 2))
    for row in 0..<points {
      let angle = 2 * Double.pi * (0.75 + turns * Double(random.uniform()))
      (data[row, 0], data[row, 2]) = (Float(angle * Double.cos(angle)), Float(angle * Double.sin(angle)))
      data[row, 1] = height * random.uniform()
      // The length of the spiral r = angle from its centre.
      let root = (1 + angle * angle).squareRoot()
      sheet[row, 0] = Float((angle * root + Double.log(angle + root)) / 2)
      sheet[row, 1] = data[row, 1]
    }
    return (data, sheet)
  }

  /// About square: on a long sheet the second slow oscillation runs along it again, and two do not unroll it.
  static func squareRoll(points: Int, seed: UInt64) -> (data: Matrix, sheet: Matrix) {
    roll(points: points, seed: seed, turns: 1, height: 48)
  }

  @Test("unroll the swiss roll", arguments: ["isomap", "laplacian", "lle"])
  func swissRoll(kind: String) throws {
    let (data, sheet) = Self.squareRoll(points: 1500, seed: 1)
    let map = try fitted("graph-kernel-pca", data, settings: ["kind": kind, "neighbors": "10"])
    let quality = try Quality.measure(sheet, points: map.points, labels: nil)
    #expect(try #require(quality.trustworthiness) > 0.99)
    #expect(try #require(Quality.measure(data, points: map.points, labels: nil).trustworthiness) > 0.99)
  }

  // A sample with a short cut misleads every Isomap: of seed 2, scikit-learn's distances correlate with .835 as well.
  @Test("Isomap's distances are those along the sheet", arguments: [3] as [UInt64])
  func distances(seed: UInt64) throws {
    let (data, sheet) = Self.roll(points: 1500, seed: seed)
    let map = try fitted("graph-kernel-pca", data, settings: ["neighbors": "10"])
    #expect(try #require(Quality.measure(sheet, points: map.points, labels: nil).shepard) > 0.98)
  }

  @Test("points beyond the landmarks go where all points would", arguments: ["isomap", "laplacian", "lle"])
  func landmarks(kind: String) throws {
    let (data, sheet) = Self.squareRoll(points: 1500, seed: 4)
    let map = try fitted(
      "graph-kernel-pca", data, settings: ["kind": kind, "landmarks": "1000", "neighbors": "10"])
    #expect(map.facts.contains { $0.key == "landmarks" && $0.value == 1000 })
    #expect(try #require(Quality.measure(sheet, points: map.points, labels: nil).trustworthiness) > 0.98)
    let again = try #require(map.transform(data.rows(in: 0..<60)))
    let size = map.points.values.map(abs).max()!
    #expect(zip(again.values, map.points.values).allSatisfy { abs($0 - $1) < 0.05 * size })
  }

  @Test("parts that no neighbour connects are mapped together", arguments: ["isomap", "laplacian", "lle"])
  func parts(kind: String) throws {
    var random = RandomSource(seed: 5)
    var data = random.normal(rows: 120, columns: 3)
    for row in 0..<40 { data[row, 0] += 100 }
    let map = try fitted("graph-kernel-pca", data, settings: ["kind": kind, "neighbors": "5"])
    #expect(map.points.isFinite)
    #expect(try #require(Quality.measure(data, points: map.points, labels: nil).trustworthiness) > 0.6)
  }
}

@Suite("Multidimensional scaling")
struct MultidimensionalScalingTests {
  @Test("lowers the stress with every step, below that of its start", arguments: [1, 2, 3] as [UInt64])
  func stress(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let data = random.normal(rows: 150, columns: 8)
    let map = try #require(try fitted("mds", data) as? MultidimensionalScaling)
    #expect(map.stresses.count > 5)
    #expect(zip(map.stresses, map.stresses.dropFirst()).allSatisfy { $1 <= $0 })
    let measured = try #require(Quality.measure(data, points: map.points, labels: nil).stress)
    #expect(abs(measured - map.stresses.last!) < 1e-3)
    let start = try Quality.measure(
      data, points: PrincipalComponents.fit(data, dimensions: 2).points, labels: nil)
    #expect(try measured < 0.9 * #require(start.stress))
  }

  @Test("of points in a plane gives the plane back, classical or not", arguments: ["classical", "smacof"])
  func euclidean(kind: String) throws {
    var random = RandomSource(seed: 4)
    let (plane, axes) = (random.normal(rows: 80, columns: 2), [[3, 0, 4, 0], [0, 1, 0, 0]] as [[Float]])
    let data = Matrix(
      (0..<80).map { row in (0..<4).map { plane[row, 0] * axes[0][$0] + plane[row, 1] * axes[1][$0] } })
    let map = try fitted("mds", data, settings: ["kind": kind])
    let quality = try Quality.measure(data, points: map.points, labels: nil)
    #expect(try #require(quality.stress) < 1e-3)
    let components = try PrincipalComponents.fit(data, dimensions: 2).points
    #expect(try ProcrustesAlignment(of: map.points, to: components).distance < 1e-5)
  }

  @Test("places points among landmarks nearly as well as all together")
  func landmarks() throws {
    var random = RandomSource(seed: 6)
    let data = random.normal(rows: 600, columns: 4)
    let (few, all) = (try fitted("mds", data, settings: ["landmarks": "200"]), try fitted("mds", data))
    let stresses = try [few, all].map { try Quality.measure(data, points: $0.points, labels: nil).stress! }
    #expect(stresses[0] < 1.1 * stresses[1])
  }
}

@Suite("Random projection keeps distances")
struct JohnsonLindenstraussTests {
  @Test("in many dimensions all of them, within the bound", arguments: [1, 2, 3] as [UInt64])
  func distances(seed: UInt64) throws {
    var random = RandomSource(seed: 10 + seed)
    let data = random.normal(rows: 60, columns: 600)
    var projection = try ProjectionCatalog.entry("random").make(Options())
    // 4 ln(60) / (e^2 / 2 - e^3 / 3) with e = 0.4: 278 dimensions keep all squared distances within 40 %.
    try projection.begin(data, labels: nil, dimensions: 278, seed: seed)
    try projection.advance(iterations: .max)
    for i in 0..<60 {
      for j in 0..<i {
        let ratio = square(projection.points, i, j) / square(data, i, j)
        #expect((0.6...1.4).contains(ratio))
      }
    }
  }

  private func square(_ points: Matrix, _ i: Int, _ j: Int) -> Float {
    zip(points.row(i), points.row(j)).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  }
}
