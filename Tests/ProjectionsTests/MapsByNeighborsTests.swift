import LatentCore
import Projections
import RealModule
import Testing

/// What t-SNE and UMAP promise beside the contract of every projection.
@Suite("Maps by neighbours")
struct MapsByNeighborsTests {
  /// Five well-separated clusters in 20 dimensions.
  static let clusters: (data: Matrix, labels: [UInt8]) = {
    var random = RandomSource(seed: 11)
    let centers = random.normal(rows: 5, columns: 20)
    var data = random.normal(rows: 500, columns: 20)
    for row in 0..<500 {
      for column in 0..<20 { data[row, column] += 6 * centers[row % 5, column] }
    }
    return (data, (0..<500).map { UInt8($0 % 5) })
  }()
  static let entries = ProjectionCatalog.all.filter { ["tsne", "umap"].contains($0.id) }

  func fit(
    _ entry: ProjectionEntry, _ settings: [String: String] = [:], data: Matrix = Self.clusters.data,
    labels: [UInt8]? = nil, dimensions: Int = 2, seed: UInt64 = 0
  ) throws -> any Projection {
    var options = Options(entry.options)
    for (key, value) in settings { try options.set(key, to: value, among: entry.options) }
    var projection = try entry.make(options)
    try projection.begin(data, labels: labels, dimensions: dimensions, seed: seed)
    try projection.advance(iterations: .max)
    return projection
  }

  @Test("clusters stay whole, in the plane and in space", arguments: entries, [2, 3])
  func separates(entry: ProjectionEntry, dimensions: Int) throws {
    let map = try fit(entry, dimensions: dimensions).points
    let quality = try Quality.measure(Self.clusters.data, points: map, labels: Self.clusters.labels)
    #expect(try #require(quality.knnAccuracy) > 0.99)
  }

  @Test("new points go to their own cluster", arguments: entries)
  func newPoints(entry: ProjectionEntry) throws {
    let (data, labels) = Self.clusters
    let projection = try fit(entry, data: data.rows(in: 0..<400))
    let places = try #require(projection.transform(data.rows(in: 400..<500)))
    let all = projection.points.values + places.values
    let map = Matrix(rows: 500, columns: 2, values: all)
    var right = 0
    for point in 400..<500 {
      let nearest = (0..<400).min { a, b in
        func gap(_ other: Int) -> Float {
          let (x, y) = (map[point, 0] - map[other, 0], map[point, 1] - map[other, 1])
          return x * x + y * y
        }
        return gap(a) < gap(b)
      }
      if labels[nearest!] == labels[point] { right += 1 }
    }
    #expect(right > 97)
    #expect(projection.transform(Matrix(rows: 3, columns: 19)) == nil)
  }

  @Test("the objective falls, and is finite", arguments: entries)
  func curve(entry: ProjectionEntry) throws {
    let live = try #require(try fit(entry) as? any LiveProjection)
    #expect(live.curve.count > 10 && live.curve.last?.step == live.steps)
    let steps = live.curve.map { $0.step }
    #expect(steps == steps.sorted())
    #expect(live.curve.allSatisfy { $0.value.isFinite })
    #expect(try #require(live.curve.last).value < #require(live.curve.first).value)
    #expect(live.stage == "done")
  }

  @Test("can be steered while it unfolds, and refuses what is no option of it", arguments: entries)
  func steering(entry: ProjectionEntry) throws {
    var projection = try #require(try entry.make(Options(entry.options)) as? any LiveProjection)
    try projection.begin(Self.clusters.data, labels: nil, dimensions: 2, seed: 0)
    while projection.step < 20 { try projection.advance(iterations: 1) }
    for option in projection.steerable {
      #expect(entry.options.contains(option))
      #expect(throws: ZwalkError.self) { try projection.steer(option.key, to: .text("nonsense")) }
    }
    #expect(throws: ZwalkError.self) { try projection.steer("steps", to: .integer(7)) }
    try projection.steer("rate", to: .real(0.5))
    #expect(projection.options.real("rate") == 0.5)
    let before = projection.points
    try projection.advance(iterations: 1)
    #expect(projection.points != before)
  }

  @Test("another perplexity is taken up at once: smaller from the same neighbours, larger by a new search")
  func perplexity() throws {
    let entry = try ProjectionCatalog.entry("tsne")
    var projection = try #require(try entry.make(Options(entry.options)) as? TSNE)
    try projection.begin(Self.clusters.data, labels: nil, dimensions: 2, seed: 0)
    while projection.step < 20 { try projection.advance(iterations: 1) }
    try projection.steer("perplexity", to: .real(10))
    // One slice for the weights, one to make them symmetric, one step.
    try projection.advance(iterations: 3)
    #expect(projection.step == 21 && projection.graph?.neighbors == 90)
    try projection.steer("perplexity", to: .real(60))
    #expect(projection.stage == "principal components and neighbors")
    try projection.advance(iterations: .max)
    #expect(projection.graph?.neighbors == 180 && projection.progress == 1)
    #expect(throws: ZwalkError.self) { try projection.steer("perplexity", to: .real(200)) }
  }

  @Test("UMAP takes more steps for few points, unless told how many", arguments: [(500, 600), (20_001, 200)])
  func steps(points: Int, wanted: Int) throws {
    let entry = try ProjectionCatalog.entry("umap")
    for (set, steps) in [(nil, wanted), ("30", 30)] as [(String?, Int)] {
      var options = Options(entry.options)
      if let set { try options.set("steps", to: set, among: entry.options) }
      var projection = try #require(try entry.make(options) as? UMAP)
      var random = RandomSource(seed: 3)
      try projection.begin(random.normal(rows: points, columns: 4), labels: nil, dimensions: 2, seed: 0)
      #expect(projection.steps == steps)
    }
  }

  @Test("both work with one graph")
  func sharing() throws {
    var cache = NeighborCache()
    cache.keep(from: try fit(try ProjectionCatalog.entry("tsne")))
    let entry = try ProjectionCatalog.entry("umap")
    var projection = try entry.make(Options(entry.options))
    cache.offer(to: &projection)
    try projection.begin(Self.clusters.data, labels: nil, dimensions: 2, seed: 0)
    #expect((projection as? any LiveProjection)?.stage == "principal components and neighbors")
    #expect(projection.progress > 0.4)  // what is left is the layout
    try projection.advance(iterations: .max)
    #expect(projection.points == (try fit(entry).points))
  }

  @Test("impossible options are refused by name")
  func refusals() throws {
    let (tsne, umap) = (try ProjectionCatalog.entry("tsne"), try ProjectionCatalog.entry("umap"))
    for entry in [tsne, umap] {
      #expect(throws: ZwalkError.optionOutOfRange(key: "dims", value: "4", allowed: "2 or 3")) {
        try fit(entry, dimensions: 4)
      }
      #expect(throws: ZwalkError.self) { try fit(entry, ["pca": "1"]) }
    }
    #expect(
      throws: ZwalkError.optionOutOfRange(
        key: "perplexity", value: "200", allowed: "at most 166 for 500 points, a third of the others")
    ) { try fit(tsne, ["perplexity": "200"]) }
    #expect(throws: ZwalkError.notEnoughPoints(method: "umap with 500 neighbors", found: 500, needed: 501)) {
      try fit(umap, ["neighbors": "500"])
    }
    #expect(
      throws: ZwalkError.optionOutOfRange(key: "minDistance", value: "2", allowed: "at most the spread, 1")
    ) {
      try fit(umap, ["minDistance": "2"])
    }
    #expect(throws: ZwalkError.self) { try fit(umap, ["supervised": "true"]) }
  }

  @Test("labels part classes that the data mixes, when they may")
  func supervised() throws {
    var random = RandomSource(seed: 21)
    let data = random.normal(rows: 400, columns: 10)
    let labels = (0..<400).map { UInt8($0 % 2) }
    let entry = try ProjectionCatalog.entry("umap")
    func accuracy(_ settings: [String: String]) throws -> Double {
      let map = try fit(entry, settings, data: data, labels: labels).points
      return try #require(Quality.measure(data, points: map, labels: labels).knnAccuracy)
    }
    #expect(try accuracy([:]) < 0.65)
    #expect(try accuracy(["supervised": "true"]) > 0.9)
  }

  @Test("equal points and points on a line are no trouble", arguments: entries)
  func degenerate(entry: ProjectionEntry) throws {
    let equal = Matrix(rows: 150, columns: 4, repeating: 1)
    #expect(try fit(entry, data: equal).points.isFinite)
    let line = Matrix((0..<150).map { [Float($0), 0, 2 * Float($0)] })
    let map = try fit(entry, data: line).points
    let quality = try Quality.measure(line, points: map, labels: nil)
    #expect(try #require(quality.trustworthiness) > 0.95)
  }

  @Test("pixels can be searched as they are")
  func pixels() throws {
    let projection = try fit(try ProjectionCatalog.entry("umap"), ["pca": "0"])
    #expect(projection.facts.first { $0.key == "pca_components" }?.value == 0)
    #expect(projection.facts.first { $0.key == "neighbor_recall" }?.value == 1)
  }

  @Test(
    "the closeness is that of umap-learn",
    arguments: [
      (0.1, 1.0, 1.577, 0.895), (0.5, 1.0, 0.583, 1.334), (0.0, 1.0, 1.932, 0.791), (0.1, 2.0, 0.544, 0.842),
    ])
  func closeness(least: Double, spread: Double, a: Double, b: Double) {
    let curve = ClosenessCurve(minDistance: least, spread: spread)
    #expect(abs(curve.a - a) < 0.01 && abs(curve.b - b) < 0.01, "\(curve)")
  }
}
