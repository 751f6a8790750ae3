import LatentCore
import Projections
import Testing

@Suite("Neighbour search")
struct NeighborSearchTests {
  @Test(
    "finds the nearest, the smaller index first among equals", arguments: [1, 2] as [UInt64],
    [1, 2, 3, 8, 9, 50])
  func twin(seed: UInt64, features: Int) throws {
    var random = RandomSource(seed: seed)
    let data = random.normal(rows: 97, columns: features)
    let lists = try NeighborSearch.neighbors(7, of: data)
    let order = QualityTwin.order(data)
    #expect(lists.points == 97)
    #expect(lists.indices == order.flatMap { $0.prefix(7).map(Int32.init) })
    for place in lists.indices.indices {
      let distance = QualityTwin.distance(data, place / 7, Int(lists.indices[place]))
      #expect(abs(Double(lists.squaredDistances[place]).squareRoot() - distance) < 1e-4)
    }
  }

  @Test("repeated points are each other's neighbours at distance zero", arguments: [2, 20])
  func repeated(features: Int) throws {
    let data = Matrix(
      rows: 30, columns: features, values: (0..<30 * features).map { Float($0 / features % 10) })
    let lists = try NeighborSearch.neighbors(2, of: data)
    for point in 0..<30 {
      let others = (0..<30).filter { $0 != point && $0 % 10 == point % 10 }.map(Int32.init)
      #expect(lists.indices[point * 2..<point * 2 + 2].sorted() == others)
      #expect(lists.squaredDistances[point * 2] < 1e-3)
    }
  }

  @Test("a large common offset costs no neighbours")
  func offset() throws {
    var random = RandomSource(seed: 9)
    let data = random.normal(rows: 200, columns: 16)
    var moved = data
    for place in moved.values.indices { moved.values[place] += 1000 }
    let here = try NeighborSearch.neighbors(5, of: data)
    let there = try NeighborSearch.neighbors(5, of: moved)
    #expect(zip(here.indices, there.indices).filter { $0 == $1 }.count > 985)
  }

  @Test("goes on in slices to the same lists")
  func slices() throws {
    var random = RandomSource(seed: 4)
    let data = random.normal(rows: 1100, columns: 3)
    var search = NeighborSearch(neighbors: 3)
    try search.begin(data)
    #expect(search.progress == 0)
    search.advance(iterations: 1)
    #expect(search.progress > 0 && search.progress < 1)
    search.advance(iterations: 10)
    #expect(search.progress == 1)
    #expect(search.lists == (try NeighborSearch.neighbors(3, of: data)))
  }

  @Test("refuses NaN and too few points")
  func refusals() {
    #expect(throws: ZwalkError.notFinite(what: "row 1 of the data")) {
      try NeighborSearch.neighbors(1, of: Matrix([[1, 2], [.infinity, 2], [0, 0]]))
    }
    #expect(throws: ZwalkError.notEnoughPoints(method: "a search for 3 neighbors", found: 3, needed: 4)) {
      try NeighborSearch.neighbors(3, of: Matrix(rows: 3, columns: 2))
    }
    #expect(throws: ZwalkError.self) { try NeighborSearch.neighbors(0, of: Waves.data) }
  }
}
