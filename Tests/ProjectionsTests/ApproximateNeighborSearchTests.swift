import Kernels
import LatentCore
import Projections
import Testing

@Suite("Approximate neighbours")
struct ApproximateNeighborSearchTests {
  private static func cloud(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix {
    var random = RandomSource(seed: seed)
    return random.normal(rows: rows, columns: columns)
  }

  private func graph(
    _ data: Matrix, neighbors: Int, _ method: NeighborGraphSearch.Method = .approximate,
    cache: NeighborCache = NeighborCache()
  ) throws -> NeighborGraph {
    var search = NeighborGraphSearch(components: 0, neighbors: neighbors, method: method)
    try search.begin(data, cache: cache)
    try search.advance(iterations: .max)
    return try #require(search.graph)
  }

  /// The share of the exact lists' nearest that other lists hold.
  private func recall(_ lists: NeighborLists, against exact: NeighborLists, at size: Int) -> Double {
    let hits = (0..<exact.points).reduce(0) { sum, point in
      let (first, end) = (point * exact.neighbors, point * exact.neighbors + size)
      return sum + Set(exact.indices[first..<end]).intersection(lists.indices[first..<end]).count
    }
    return Double(hits) / Double(exact.points * size)
  }

  @Test("finds .98 of the 15 nearest or more, and says how many", arguments: [(3000, 12), (2000, 50)])
  func recall(points: Int, dimensions: Int) throws {
    let data = Self.cloud(points, dimensions, seed: 1)
    let graph = try graph(data, neighbors: 15)
    let exact = try NeighborSearch.neighbors(15, of: data)
    let found = recall(graph.lists, against: exact, at: 15)
    #expect(!graph.isExact && found >= 0.98)
    #expect(abs(graph.recall - found) < 0.01)
    #expect(graph.facts.contains(ProjectionFact("neighbor_recall", graph.recall)))
  }

  @Test("lists are in order, without the point itself, and their distances are true")
  func lists() throws {
    let data = Self.cloud(1500, 10, seed: 2)
    let lists = try graph(data, neighbors: 40).lists
    #expect(lists.points == 1500 && lists.neighbors == 40)
    for point in stride(from: 0, to: 1500, by: 7) {
      let range = point * 40..<(point + 1) * 40
      let (near, distances) = (lists.indices[range], Array(lists.squaredDistances[range]))
      #expect(!near.contains(Int32(point)) && Set(near).count == 40 && distances == distances.sorted())
      let nearest = data.row(Int(near.first ?? 0))
      let distance = zip(data.row(point), nearest).reduce(Float(0)) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      #expect(abs(distance - distances[0]) < 1e-4 * distance)
    }
  }

  @Test("the same data gives the same lists, however it is sliced")
  func deterministic() throws {
    let data = Self.cloud(2500, 16, seed: 3)
    var search = NeighborGraphSearch(components: 0, neighbors: 12, method: .approximate)
    try search.begin(data)
    var progress = [search.progress]
    while search.graph == nil {
      try search.advance(iterations: 1)
      progress.append(search.progress)
    }
    #expect(progress == progress.sorted() && progress.count > 8 && progress.last == 1)
    #expect(search.graph?.lists == (try graph(data, neighbors: 12).lists))
  }

  @Test("copies taken between two slices go on by themselves")
  func copies() throws {
    let data = Self.cloud(2000, 9, seed: 4)
    var first = NeighborGraphSearch(components: 0, neighbors: 5, method: .approximate)
    try first.begin(data)
    try first.advance(iterations: 2)
    var second = first
    try second.advance(iterations: .max)
    try first.advance(iterations: .max)
    #expect(first.graph?.lists == second.graph?.lists && first.graph != nil)
  }

  @Test("points that are all there many times over find each other, exactly where the index cannot")
  func duplicates() throws {
    let few = Self.cloud(20, 10, seed: 5)
    let data = few.gatheringRows((0..<2000).map { $0 % 20 })
    let lists = try graph(data, neighbors: 15).lists
    #expect(lists.squaredDistances.allSatisfy { $0 < 1e-6 })
    #expect((0..<2000).allSatisfy { !lists.indices[$0 * 15..<$0 * 15 + 15].contains(Int32($0)) })
  }

  @Test("exact graphs do for approximate searches, not the other way round")
  func cache() throws {
    let data = Self.cloud(1200, 10, seed: 6)
    var cache = NeighborCache()
    cache.keep(try graph(data, neighbors: 10))
    #expect(cache.graph(of: data, components: 0, neighbors: 10) == nil)
    #expect(cache.graph(of: data, components: 0, neighbors: 10, mustBeExact: false)?.isExact == false)
    #expect(try graph(data, neighbors: 10, .exact, cache: cache).isExact)
    cache.keep(try graph(data, neighbors: 10, .exact))
    #expect(try graph(data, neighbors: 10, .approximate, cache: cache).isExact)
  }

  @Test("few points are searched exactly unless approximate neighbours are asked for; NaN is refused")
  func choice() throws {
    let data = Self.cloud(300, 10, seed: 7)
    #expect(try graph(data, neighbors: 5, .auto).isExact)
    #expect(try !graph(data, neighbors: 5).isExact)
    var broken = data
    broken[11, 3] = .nan
    let bad = broken
    #expect(throws: ZwalkError.notFinite(what: "row 11 of the data")) { try graph(bad, neighbors: 5) }
    #expect(throws: ZwalkError.self) { try graph(data, neighbors: 300) }
  }

  @Test("t-SNE and UMAP take the option", arguments: ["tsne", "umap"])
  func methods(id: String) throws {
    let entry = try ProjectionCatalog.entry(id)
    var options = Options(entry.options)
    try options.set("search", to: "approximate", among: entry.options)
    try options.set("steps", to: "20", among: entry.options)
    var projection = try entry.make(options)
    try projection.begin(Self.cloud(600, 12, seed: 8), labels: nil, dimensions: 2, seed: 0)
    try projection.advance(iterations: .max)
    let graph = (projection as? any NeighborProjection)?.graph
    #expect(graph?.isExact == false && projection.points.isFinite)
    #expect(throws: ZwalkError.self) { try options.set("search", to: "guess", among: entry.options) }
  }
}
