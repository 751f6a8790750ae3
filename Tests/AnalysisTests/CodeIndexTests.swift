import Analysis
import LatentCore
import Testing

@Suite("Codes near a point")
struct CodeIndexTests {
  let corners = CodeIndex(
    codes: Matrix([[0, 0], [1, 0], [0, 1], [1, 1], [0, 0]]), labels: [3, 1, 1, 2, 3],
    indices: [9, 8, 7, 6, 5])

  @Test("come nearest first, the smaller row first among equals, with their distances")
  func order() {
    let found = corners.nearest(to: [0.1, 0], count: 3)
    #expect(found.map(\.row) == [0, 4, 1])
    #expect(zip(found, [0.1, 0.1, 0.9] as [Float]).allSatisfy { abs($0.distance - $1) < 1e-6 })
    #expect(found.map { corners.imageIndex($0.row) } == [9, 5, 8])
  }

  @Test("are those of a search through all of them", arguments: [1, 2] as [UInt64], [1, 2, 3, 20])
  func twin(seed: UInt64, latent: Int) {
    var random = RandomSource(seed: seed)
    let codes = random.normal(rows: 3000, columns: latent)
    let z = random.normal(rows: 1, columns: latent).values
    let distances = (0..<3000).map { row in
      zip(codes.row(row), z).reduce(0.0) { $0 + Double($1.0 - $1.1) * Double($1.0 - $1.1) }
    }
    let expected = (0..<3000).sorted { distances[$0] < distances[$1] }.prefix(12)
    #expect(CodeIndex(codes: codes).nearest(to: z, count: 12).map(\.row) == Array(expected))
  }

  @Test("are as many as there are when more are wanted, and none for nonsense")
  func limits() {
    #expect(corners.nearest(to: [0, 0], count: 100).count == 5)
    #expect(corners.nearest(to: [0, 0], count: 0).isEmpty)
    #expect(corners.nearest(to: [0, 0], count: -1).isEmpty)
    #expect(corners.nearest(to: [0], count: 2).isEmpty)
    #expect(corners.nearest(to: [.nan, 0], count: 2).isEmpty)
    #expect(CodeIndex(codes: Matrix(rows: 0, columns: 2)).nearest(to: [0, 0], count: 2).isEmpty)
  }

  @Test("vote for the label of the majority, the smallest among equals")
  func vote() {
    #expect(corners.vote(at: [0, 0], k: 2) == CodeIndex.Vote(label: 3, votes: 2, voters: 2))
    #expect(corners.vote(at: [0.4, 0.4], k: 4) == CodeIndex.Vote(label: 1, votes: 2, voters: 4))
    #expect(corners.vote(at: [0, 0]) == CodeIndex.Vote(label: 1, votes: 2, voters: 5))
  }

  @Test("do not vote without labels")
  func noLabels() {
    #expect(CodeIndex(codes: Matrix([[0, 0]])).vote(at: [0, 0]) == nil)
    #expect(corners.vote(at: [0], k: 3) == nil)
  }
}
