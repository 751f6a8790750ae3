import Kernels
import LatentCore
import RealModule
import Testing

/// The layout of UMAP beside plain loops.
@Suite("A layout that unfolds")
struct LayoutEmbeddingTests {
  static let graph: WeightedGraph = {
    var random = RandomSource(seed: 5)
    let lists = PointCloud(random.normal(rows: 77, columns: 4)).neighbors(of: 0..<77, count: 9)
    return WeightedGraph(NeighborWeights.fuzzy(lists), .union)
  }()
  static let rule = LayoutEmbedding.Rule(a: 1.577, b: 0.895, rate: 0.2, negatives: 0)
  /// Turns of a step for so few points.
  static let turns = 8

  /// How often each edge is looked at in a turn.
  static func rates(steps: Int) -> [Float] {
    let heaviest = graph.values.max()!
    return graph.values.map { $0 < heaviest / Float(steps) ? 0 : $0 / (heaviest * Float(turns)) }
  }

  /// The places of the edges of a point that are due in a turn.
  static func due(_ point: Int, turn: Int, _ rates: [Float]) -> [Int] {
    func mixed(_ value: UInt32) -> UInt32 {
      var bits = (value ^ (value >> 16)) &* 0x85eb_ca6b
      bits = (bits ^ (bits >> 13)) &* 0xc2b2_ae35
      return bits ^ (bits >> 16)
    }
    let golden: UInt32 = 0x9e37_79b9
    let offset = (mixed(UInt32(point) &* golden) >> 8) &+ ((UInt32(turn) &* golden) >> 8)
    var sum = -Float(offset & 0xff_ffff) / 16_777_216
    return (Int(graph.starts[point])..<Int(graph.starts[point + 1])).filter { edge in
      let before = sum
      sum += rates[edge]
      return sum.rounded(.down) > before.rounded(.down)
    }
  }

  @Test("moves points along the edges that are due, as plain loops do", arguments: [2, 3])
  func twin(dimensions: Int) {
    var random = RandomSource(seed: 6)
    var points = random.normal(rows: 77, columns: dimensions)
    var embedding = LayoutEmbedding(points, graph: Self.graph, steps: 20, seed: 1)
    let rates = Self.rates(steps: 20)
    for turn in 0..<2 * Self.turns {
      let before = points
      for point in 0..<77 {
        for edge in Self.due(point, turn: turn, rates) { pull(point, to: edge, in: &points, before) }
      }
    }
    for _ in 0..<2 { embedding.advance(Self.rule) }
    for (own, plain) in zip(embedding.points.values, points.values) { #expect(abs(own - plain) < 1e-3) }
  }

  private func pull(_ point: Int, to edge: Int, in points: inout Matrix, _ before: Matrix) {
    let (rule, other) = (Self.rule, Int(Self.graph.columns[edge]))
    let gaps = (0..<points.columns).map { points[point, $0] - before[other, $0] }
    let square = gaps.reduce(1e-12) { $0 + $1 * $1 }
    let power = Float.pow(square, rule.b)
    let force = -2 * rule.a * rule.b * power / (square * (1 + rule.a * power))
    for axis in gaps.indices { points[point, axis] += 2 * rule.rate * min(max(force * gaps[axis], -4), 4) }
  }

  @Test("looks at every edge as often as its weight says, and at as many edges of a point in every turn")
  func schedule() {
    let rates = Self.rates(steps: 100)
    for point in 0..<77 {
      let edges = Int(Self.graph.starts[point])..<Int(Self.graph.starts[point + 1])
      let all = (0..<800).map { Self.due(point, turn: $0, rates) }
      let whole = edges.reduce(0) { $0 + rates[$1] }
      #expect(all.allSatisfy { abs(Float($0.count) - whole) < 1.001 })
      for edge in edges {
        #expect(abs(Float(all.count { $0.contains(edge) }) - 800 * rates[edge]) < 4)
      }
    }
  }
}
