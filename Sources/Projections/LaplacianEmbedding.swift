import Kernels
import LatentCore
import RealModule

/// Laplacian eigenmaps: the slowest oscillations of the neighbour graph, so that neighbours stay neighbours.
///
/// The eigenvectors of the graph's Laplacian with the smallest eigenvalues are those of D^-1/2 W D^-1/2 with the
/// largest; its slices are products with that sparse matrix. The constant one is taken out beforehand.
/// - Source: Belkin and Niyogi 2003, doi:10.1162/089976603321780317; new points: Bengio et al. 2003.
struct LaplacianEmbedding: GraphEmbedding {
  /// How the edges are weighed.
  enum Weights: String, CaseIterable, Sendable {
    /// All alike.
    case uniform
    /// exp(-d^2 / (s t)), with the distances s and t of the ends to their farthest neighbours.
    case heat
  }

  private(set) var points: Matrix
  private(set) var facts: [ProjectionFact] = []
  private let weights: Weights
  private let normalised: NormalisedGraph
  /// For each point the distance to its farthest neighbour.
  private let scales: [Float]
  private var search: Lanczos

  init(_ graph: SparseGraph, of neighbors: NeighborGraph, weights: Weights, dimensions: Int, seed: UInt64) {
    self.weights = weights
    scales = (0..<neighbors.points).map {
      neighbors.lists.squaredDistances[($0 + 1) * neighbors.neighbors - 1].squareRoot()
    }
    let scales = scales
    normalised = NormalisedGraph(
      graph.mapping { Self.weight(weights, length: $2, scale: scales[$0] * scales[$1]) })
    points = Matrix(rows: graph.count, columns: dimensions)
    search = Lanczos(size: graph.count, count: dimensions, seed: seed, tolerance: 1e-7)
  }

  var progress: Double { search.progress }

  mutating func advance() throws {
    guard !search.isConverged else { return }
    try search.step(normalised)
    guard search.isConverged else { return }
    facts = [ProjectionFact("smallest_eigenvalue", 1 - search.values[0])]
    let (vectors, roots) = (search.vectors, normalised.roots)
    // Weighed by degree, each axis has variance 1.
    let scale = roots.reduce(0) { $0 + $1 * $1 }.squareRoot()
    for axis in 0..<points.columns {
      for point in 0..<points.rows {
        points[point, axis] = Float(vectors[axis * points.rows + point] * scale / roots[point])
      }
    }
  }

  func places(of rows: Matrix, neighbors: NeighborLists) -> Matrix {
    var result = Matrix(rows: rows.rows, columns: points.columns)
    let wanted = neighbors.neighbors
    for row in 0..<rows.rows {
      if let twin = neighbors.twin(of: row) {
        for axis in 0..<points.columns { result[row, axis] = points[twin, axis] }
        continue
      }
      let own = neighbors.squaredDistances[(row + 1) * wanted - 1].squareRoot()
      var whole: Float = 0
      for place in row * wanted..<(row + 1) * wanted {
        let neighbor = Int(neighbors.indices[place])
        let length = neighbors.squaredDistances[place].squareRoot()
        let weight = Self.weight(weights, length: length, scale: own * scales[neighbor])
        whole += weight
        for axis in 0..<points.columns { result[row, axis] += weight * points[neighbor, axis] }
      }
      for axis in 0..<points.columns where whole > 0 {
        result[row, axis] /= whole * Float(search.values[axis])
      }
    }
    return result
  }

  private static func weight(_ weights: Weights, length: Float, scale: Float) -> Float {
    switch weights {
    case .uniform: 1
    case .heat: scale > 0 ? max(Float.exp(-length * length / scale), 1e-6) : 1
    }
  }
}

/// D^-1/2 W D^-1/2 of a graph of weights, without its leading eigenvector, which is known.
private struct NormalisedGraph: SymmetricOperator {
  let graph: SparseGraph
  /// The roots of the degrees.
  let roots: [Double]
  /// The roots as a unit vector, which the matrix leaves as it is.
  private let trivial: [Double]

  init(_ weights: SparseGraph) {
    let roots = weights.degrees.map { $0.squareRoot() }
    graph = weights.mapping { roots[$0] * roots[$1] > 0 ? Float(Double($2) / (roots[$0] * roots[$1])) : 0 }
    let length = roots.reduce(0) { $0 + $1 * $1 }.squareRoot()
    trivial = roots.map { $0 / length }
    self.roots = roots
  }

  var size: Int { graph.count }

  func applied(to vector: [Double]) -> [Double] {
    let product = graph.product(vector)
    let part = zip(vector, trivial).reduce(0) { $0 + $1.0 * $1.1 }
    return zip(product, trivial).map { $0 - part * $1 }
  }
}
