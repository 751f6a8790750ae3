import LatentCore
import Projections
import Testing

@Suite("Every projection of the catalogue")
struct ProjectionContractTests {
  /// Ten features, none negative, in which the points lie near a plane, with something small beside it.
  static let (data, labels): (Matrix, [UInt8]) = {
    var random = RandomSource(seed: 1)
    let (axes, places) = (random.normal(rows: 2, columns: 10), random.normal(rows: 300, columns: 2))
    var data = random.normal(rows: 300, columns: 10)
    for row in 0..<300 {
      for column in 0..<10 {
        data[row, column] = 0.01 * abs(data[row, column])
        // Each axis has features of its own, so that the plane is not squeezed.
        let axis = column < 5 ? 0 : 1
        data[row, column] += (axis == 0 ? 3 : 2) * abs(places[row, axis] * axes[axis, column])
      }
    }
    // The fields of a board of three by three.
    let third = { (place: Float) -> UInt8 in abs(place) < 0.43 ? 0 : abs(place) < 0.97 ? 1 : 2 }
    return (data, (0..<300).map { 3 * third(places[$0, 0]) + third(places[$0, 1]) })
  }()
  static let otherData = Matrix(
    rows: Waves.count, columns: Waves.features, values: Waves.data.values.map { $0 + 1.3 })

  func fit(
    _ entry: ProjectionEntry, _ data: Matrix = Self.data, labels: [UInt8]? = nil, dimensions: Int = 2
  ) throws -> any Projection {
    var projection = try entry.make(Options(entry.options))
    let usual = data.rows == Waves.count ? Waves.labels : Array(Self.labels.prefix(data.rows))
    let labels = labels ?? usual
    try projection.begin(data, labels: labels, dimensions: dimensions, seed: 3)
    try projection.advance(iterations: .max)
    return projection
  }

  @Test(
    "has a place for each point in as many dimensions as asked", arguments: ProjectionCatalog.all, [2, 3])
  func shape(entry: ProjectionEntry, dimensions: Int) throws {
    let projection = try fit(entry, dimensions: dimensions)
    #expect(projection.progress == 1)
    #expect(projection.points.rows == 300 && projection.points.columns == dimensions)
    #expect(projection.points.isFinite)
    #expect(projection.facts.allSatisfy { $0.value.isFinite })
  }

  @Test("gives the same bits for the same seed", arguments: ProjectionCatalog.all)
  func determinism(entry: ProjectionEntry) throws {
    #expect(try fit(entry).points == fit(entry).points)
  }

  @Test("goes on from 0 to 1 and never back, and slices change nothing", arguments: ProjectionCatalog.all)
  func progress(entry: ProjectionEntry) throws {
    var projection = try entry.make(Options(entry.options))
    try projection.begin(Self.data, labels: Self.labels, dimensions: 2, seed: 3)
    var progress = [projection.progress]
    while projection.progress < 1, progress.count < 100_000 {
      try projection.advance(iterations: 1)
      progress.append(projection.progress)
    }
    #expect(progress.first == 0 && progress.last == 1 && progress == progress.sorted())
    #expect(projection.points == (try fit(entry).points))
    try projection.advance(iterations: 5)
    #expect(projection.progress == 1)
  }

  @Test("a copy between two slices stays as it is, and can go on by itself", arguments: ProjectionCatalog.all)
  func copies(entry: ProjectionEntry) throws {
    var projection = try entry.make(Options(entry.options))
    try projection.begin(Self.data, labels: Self.labels, dimensions: 2, seed: 3)
    try projection.advance(iterations: 1)
    var copy = projection
    let picture = copy.points
    #expect(picture.rows == 300 && picture.columns == 2 && picture.isFinite)
    try projection.advance(iterations: .max)
    #expect(copy.points == picture)
    try copy.advance(iterations: .max)
    #expect(copy.points == projection.points)
  }

  @Test("can begin again with other data", arguments: ProjectionCatalog.all)
  func again(entry: ProjectionEntry) throws {
    var projection = try fit(entry)
    let others = Self.otherData
    try projection.begin(others, labels: Waves.labels, dimensions: 2, seed: 3)
    #expect(projection.progress == 0)
    try projection.advance(iterations: .max)
    #expect(projection.points == (try fit(entry, others).points))
  }

  @Test("finds a plane that the points lie in", arguments: ProjectionCatalog.all)
  func knownPlane(entry: ProjectionEntry) throws {
    let quality = try Quality.measure(Self.data, points: fit(entry).points, labels: nil)
    // Where classes matter, points of one class are drawn together.
    let least = entry.needsLabels ? 0.85 : 0.95
    #expect(try #require(quality.trustworthiness) > least)
    #expect(try #require(quality.continuity) > least)
  }

  @Test("the order of the points does not change its quality", arguments: ProjectionCatalog.all)
  func order(entry: ProjectionEntry) throws {
    var random = RandomSource(seed: 8)
    let order = random.permutation(300)
    let shuffled = Self.data.gatheringRows(order)
    let here = try Quality.measure(Self.data, points: fit(entry).points, labels: nil)
    let there = try Quality.measure(
      shuffled, points: fit(entry, shuffled, labels: order.map { Self.labels[$0] }).points, labels: nil)
    #expect(try abs(#require(here.trustworthiness) - #require(there.trustworthiness)) < 0.02)
  }

  @Test("places new points where it placed the same points, where it can", arguments: ProjectionCatalog.all)
  func transform(entry: ProjectionEntry) throws {
    let projection = try fit(entry)
    guard let places = projection.transform(Self.data.rows(in: 0..<50)) else { return }
    #expect(places.rows == 50 && places.columns == 2)
    let size = projection.points.values.map(abs).max()!
    for (place, value) in places.values.enumerated() {
      #expect(abs(value - projection.points.values[place]) < 0.05 * size)
    }
  }

  @Test("goes back to the data, where it can", arguments: ProjectionCatalog.all)
  func inverse(entry: ProjectionEntry) throws {
    let projection = try fit(entry)
    guard let restored = projection.inverse(projection.points) else { return }
    #expect(restored.rows == 300 && restored.columns == 10 && restored.isFinite)
  }

  @Test("shows its axes as data, where they mean something", arguments: ProjectionCatalog.all)
  func basis(entry: ProjectionEntry) throws {
    let projection = try fit(entry)
    guard let basis = projection.basis else { return }
    #expect(basis.rows == 2 && basis.columns == 10 && basis.isFinite)
    let (here, there) = (Matrix([[0.5, 0.5]]), Matrix([[0.5, 1]]))
    let restored = try #require(projection.inverse(here)), beyond = try #require(projection.inverse(there))
    for column in 0..<10 {
      #expect(abs(beyond[0, column] - restored[0, column] - 0.5 * basis[1, column]) < 1e-4)
    }
  }

  @Test("refuses data without labels where it needs them", arguments: ProjectionCatalog.all)
  func labelsNeeded(entry: ProjectionEntry) throws {
    var projection = try entry.make(Options(entry.options))
    let begin = { try projection.begin(Self.data, labels: nil, dimensions: 2, seed: 3) }
    if entry.needsLabels { #expect(throws: ZwalkError.self, performing: begin) } else { try begin() }
  }

  @Test(
    "refuses NaN and infinity, and names the row", arguments: ProjectionCatalog.all, [Float.nan, .infinity])
  func notFinite(entry: ProjectionEntry, value: Float) {
    var broken = Self.data
    broken[123, 4] = value
    let data = broken
    #expect(throws: ZwalkError.notFinite(what: "row 123 of the data")) { try fit(entry, data) }
  }

  @Test("refuses too few points", arguments: ProjectionCatalog.all, [0, 1])
  func tooFew(entry: ProjectionEntry, points: Int) {
    #expect(throws: ZwalkError.self) { try fit(entry, Self.data.rows(in: 0..<points)) }
  }

  @Test(
    "refuses no dimensions, and more dimensions than features", arguments: ProjectionCatalog.all, [0, 11])
  func dimensions(entry: ProjectionEntry, dimensions: Int) {
    #expect(throws: ZwalkError.self) { try fit(entry, dimensions: dimensions) }
  }

  @Test("is found by its name, and a wrong name is refused")
  func names() throws {
    #expect(try ProjectionCatalog.entry("pca").title == "PCA")
    #expect(Set(ProjectionCatalog.all.map(\.id)).count == ProjectionCatalog.all.count)
    #expect(throws: ZwalkError.self) { try ProjectionCatalog.entry("pac") }
  }
}
