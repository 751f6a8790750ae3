import LatentCore
import Projections
import Testing

@Suite("Neighbour graph")
struct NeighborGraphTests {
  static let data: Matrix = {
    var random = RandomSource(seed: 5)
    return random.normal(rows: 120, columns: 12)
  }()

  func graph(
    _ data: Matrix = Self.data, components: Int, neighbors: Int, cache: NeighborCache = NeighborCache()
  ) throws -> NeighborGraph {
    var search = NeighborGraphSearch(components: components, neighbors: neighbors)
    try search.begin(data, cache: cache)
    try search.advance(iterations: .max)
    #expect(search.progress == 1)
    return try #require(search.graph)
  }

  @Test("is the graph of the data as it is for 0 components, and for as many as there are features")
  func plain() throws {
    let lists = try NeighborSearch.neighbors(6, of: Self.data)
    for components in [0, 12, 50] {
      let graph = try graph(components: components, neighbors: 6)
      #expect(graph.lists == lists && graph.space.map == nil && graph.recall == 1)
    }
  }

  @Test("is that of the principal components otherwise")
  func components() throws {
    let graph = try graph(components: 4, neighbors: 6)
    let analysis = try PrincipalComponents.fit(Self.data, dimensions: 4)
    #expect(graph.space.coordinates == analysis.points)
    #expect(graph.lists == (try NeighborSearch.neighbors(6, of: analysis.points)))
    #expect(graph.space.place(Self.data.rows(in: 3..<5)) == analysis.transform(Self.data.rows(in: 3..<5)))
    #expect(graph.space.place(analysis.points) == nil)
  }

  @Test("a cache gives what was found: fewer neighbours at once, more by a new search")
  func cache() throws {
    var cache = NeighborCache()
    cache.keep(try graph(components: 4, neighbors: 6))
    var search = NeighborGraphSearch(components: 4, neighbors: 5)
    try search.begin(Self.data, cache: cache)
    #expect(search.progress == 1)
    #expect(search.graph?.lists == (try graph(components: 4, neighbors: 5).lists))
    let larger = try graph(components: 4, neighbors: 9, cache: cache)
    #expect(larger.lists == (try graph(components: 4, neighbors: 9).lists))
    cache.keep(larger)
    #expect(cache.graph(of: Self.data, components: 4, neighbors: 9) != nil)
    cache.keep(try graph(components: 4, neighbors: 2))
    #expect(cache.graph(of: Self.data, components: 4, neighbors: 9) != nil)
  }

  @Test("a cache tells data and spaces apart")
  func strangers() throws {
    var cache = NeighborCache()
    cache.keep(try graph(components: 4, neighbors: 6))
    var other = Self.data
    other[119, 3] += 1
    #expect(cache.graph(of: other, components: 4, neighbors: 6) == nil)
    #expect(cache.graph(of: Self.data.rows(in: 0..<119), components: 4, neighbors: 6) == nil)
    #expect(cache.graph(of: Self.data, components: 0, neighbors: 6) == nil)
    #expect(cache.graph(of: Self.data, components: 4, neighbors: 7) == nil)
  }

  @Test("goes on in slices, and refuses NaN and too few points")
  func slices() throws {
    var search = NeighborGraphSearch(components: 4, neighbors: 6)
    #expect(search.progress == 0)
    try search.begin(Self.data)
    var progress = [search.progress]
    while search.progress < 1, progress.count < 100 {
      try search.advance(iterations: 1)
      progress.append(search.progress)
    }
    #expect(progress.first == 0 && progress == progress.sorted())
    #expect(throws: ZwalkError.self) { try graph(components: 4, neighbors: 120) }
    var broken = Self.data
    broken[7, 7] = .nan
    let data = broken
    #expect(throws: ZwalkError.notFinite(what: "row 7 of the data")) {
      try graph(data, components: 4, neighbors: 6)
    }
  }
}
