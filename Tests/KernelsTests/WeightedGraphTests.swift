import Kernels
import LatentCore
import RealModule
import Testing

@Suite("Graphs of near points")
struct WeightedGraphTests {
  static let lists: NeighborLists = {
    var random = RandomSource(seed: 2)
    return PointCloud(random.normal(rows: 300, columns: 5)).neighbors(of: 0..<300, count: 30)
  }()

  @Test(
    "each point's probabilities have the perplexity that was asked for", arguments: [2, 5, 10] as [Float])
  func perplexity(wanted: Float) {
    let weights = NeighborWeights.perplexity(wanted, of: Self.lists)
    for point in 0..<300 {
      let row = weights.values[point * 30..<(point + 1) * 30].map(Double.init)
      #expect(abs(row.reduce(0, +) - 1) < 1e-4)
      let entropy = row.reduce(0) { $1 > 0 ? $0 - $1 * Double.log($1) : $0 }
      #expect(abs(Double.exp(entropy) - Double(wanted)) < 0.01 * Double(wanted))
      // Nearer neighbours have more weight; the rows are sorted by index.
      let indices = weights.indices[point * 30..<(point + 1) * 30]
      #expect(Array(indices) == indices.sorted())
      let byDistance = Self.lists.indices[point * 30..<(point + 1) * 30].map { index in
        row[indices.firstIndex(of: index)! - point * 30]
      }
      #expect(byDistance == byDistance.sorted(by: >))
    }
  }

  @Test("fuzzy memberships are 1 for the nearest and add up to the logarithm of their number")
  func fuzzy() {
    let weights = NeighborWeights.fuzzy(Self.lists)
    for point in 0..<300 {
      let row = weights.values[point * 30..<(point + 1) * 30]
      #expect(row.max() == 1)
      #expect(abs(row.reduce(0, +) - Float.log2(30)) < 1e-3)
    }
  }

  @Test(
    "a graph is symmetric, and has what both directions have", arguments: [WeightedGraph.Rule.mean, .union])
  func symmetric(rule: WeightedGraph.Rule) {
    let weights = NeighborWeights.fuzzy(Self.lists)
    let graph = WeightedGraph(weights, rule)
    var dense = [Float](repeating: 0, count: 300 * 300)
    for place in weights.indices.indices {
      dense[place / 30 * 300 + Int(weights.indices[place])] = weights.values[place]
    }
    var found = 0
    for point in 0..<300 {
      for place in Int(graph.starts[point])..<Int(graph.starts[point + 1]) {
        let other = Int(graph.columns[place])
        let (a, b) = (dense[point * 300 + other], dense[other * 300 + point])
        #expect(abs(graph.values[place] - (rule == .mean ? (a + b) / 2 : a + b - a * b)) < 1e-6)
        found += 1
      }
    }
    let edges = (0..<90_000).count { dense[$0] > 0 || dense[$0 % 300 * 300 + $0 / 300] > 0 }
    #expect(found == edges)
    #expect(abs(graph.degrees.reduce(0, +) - graph.values.reduce(0, +)) < 0.01)
  }

  @Test("the smooth vectors are the eigenvectors of a dense solver")
  func smoothVectors() throws {
    // A ring of points with bumps: its smooth vectors are waves around it.
    let ring = Matrix(
      (0..<120).map { i in
        let angle = 2 * Double.pi * Double(i) / 120
        return [Float(3 * Double.cos(angle)), Float(2 * Double.sin(angle)), Float(i % 3) * 0.01]
      })
    let graph = WeightedGraph(.fuzzy(PointCloud(ring).neighbors(of: 0..<120, count: 6)), .union)
    var random = RandomSource(seed: 1)
    var search = SmoothVectors(of: graph, guess: random.normal(rows: 120, columns: 5))
    while !search.isComplete { search.step() }
    let vectors = search.vectors(2)
    let degrees = graph.degrees
    var dense = [Double](repeating: 0, count: 120 * 120)
    for point in 0..<120 {
      for place in Int(graph.starts[point])..<Int(graph.starts[point + 1]) {
        let other = Int(graph.columns[place])
        dense[point * 120 + other] =
          Double(graph.values[place]) / Double(degrees[point] * degrees[other]).squareRoot()
      }
    }
    let eigen = try Kernels.symmetricEigen(dense, order: 120)
    for column in 0..<2 {
      let vector = (0..<120).map { Double(vectors[$0, column] * degrees[$0].squareRoot()) }
      let image = (0..<120).map { row in (0..<120).reduce(0) { $0 + dense[row * 120 + $1] * vector[$1] } }
      let square = vector.reduce(0) { $0 + $1 * $1 }
      let value = zip(vector, image).reduce(0) { $0 + $1.0 * $1.1 } / square
      #expect(abs(value - eigen.values[column + 1]) < 1e-3)
    }
  }
}
