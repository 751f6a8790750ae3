import Kernels
import LatentCore

/// Isomap: classical scaling of the lengths of the shortest paths through the neighbour graph.
///
/// Its slices are the paths from some points, then products with their kernel.
/// - Source: Tenenbaum, de Silva and Langford 2000, doi:10.1126/science.290.5500.2319; new points: Bengio et al. 2003,
///   "Out-of-sample extensions for LLE, Isomap, MDS, eigenmaps, and spectral clustering".
struct IsomapEmbedding: GraphEmbedding {
  private(set) var points: Matrix
  private(set) var facts: [ProjectionFact] = []
  private let graph: SparseGraph
  /// -1/2 (shortest path)^2, `[points, points]`.
  private var kernel: Matrix
  private var rowsDone = 0
  private var centered: CenteredOperator?
  private var search: Lanczos
  private var scaled = Matrix(rows: 0, columns: 0)

  private static let blockRows = 128
  private static let pathShare = 0.9

  init(_ graph: SparseGraph, dimensions: Int, seed: UInt64) {
    self.graph = graph
    points = Matrix(rows: graph.count, columns: dimensions)
    kernel = Matrix(rows: graph.count, columns: graph.count)
    search = Lanczos(size: graph.count, count: dimensions, seed: seed, tolerance: 1e-7)
  }

  var progress: Double {
    centered == nil
      ? Self.pathShare * Double(rowsDone) / Double(graph.count)
      : Self.pathShare + (1 - Self.pathShare) * search.progress
  }

  mutating func advance() throws {
    guard let centered else { return findPaths() }
    guard !search.isConverged else { return }
    try search.step(centered)
    guard search.isConverged else { return }
    points = search.coordinates(size: graph.count)
    scaled = search.scaledVectors(size: graph.count)
    let trace = centered.trace
    facts = [
      ProjectionFact("variance_ratio", trace > 0 ? search.values.reduce(0) { $0 + max(0, $1) } / trace : 0)
    ]
  }

  private mutating func findPaths() {
    let range = rowsDone..<min(rowsDone + Self.blockRows, graph.count)
    var lengths = graph.shortestPaths(from: range)
    for index in lengths.values.indices { lengths.values[index] *= -0.5 * lengths.values[index] }
    kernel.replaceRows(from: rowsDone, by: lengths)
    rowsDone = range.upperBound
    guard rowsDone == graph.count else { return }
    centered = CenteredOperator(kernel)
    kernel = Matrix(rows: 0, columns: 0)
  }

  func places(of rows: Matrix, neighbors: NeighborLists) -> Matrix {
    guard let centered else { return Matrix(rows: rows.rows, columns: points.columns) }
    let kernel = Kernels.pathKernel(through: neighbors, kernel: centered.matrix)
    return centered.centering.places(of: kernel, along: scaled)
  }
}
