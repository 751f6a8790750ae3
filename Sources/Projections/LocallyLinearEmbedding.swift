import Kernels
import LatentCore

/// Locally linear embedding: places from which every point is the same mixture of its neighbours as in the data.
///
/// The places are the eigenvectors of (I - W)^T (I - W) with the smallest eigenvalues but the constant one, found as
/// the largest of its inverse by a Cholesky factor. Its slices are panels of the factor, then solutions with it.
/// - Source: Roweis and Saul 2000, doi:10.1126/science.290.5500.2323.
struct LocallyLinearEmbedding: GraphEmbedding {
  private(set) var points: Matrix
  private(set) var facts: [ProjectionFact] = []
  private let references: Matrix
  private let regularisation: Double
  private var factor: CholeskyFactor
  private var search: Lanczos

  private static let factorShare = 0.6
  /// Added to the diagonal in units of its mean, since the matrix itself is singular.
  private static let shift = 1e-11

  init(_ graph: NeighborGraph, regularisation: Double, dimensions: Int, seed: UInt64) {
    self.regularisation = regularisation
    references = graph.space.coordinates
    let size = graph.points
    points = Matrix(rows: size, columns: dimensions)
    let weights = MixtureWeights.all(
      references, references, neighbors: graph.lists, regularisation: regularisation)
    factor = CholeskyFactor(Self.alignment(weights, graph.lists), size: size)
    search = Lanczos(size: size, count: dimensions, seed: seed, tolerance: 1e-7)
  }

  var progress: Double {
    factor.progress < 1
      ? Self.factorShare * factor.progress : Self.factorShare + (1 - Self.factorShare) * search.progress
  }

  mutating func advance() throws {
    if factor.progress < 1 { return try factor.advance() }
    guard !search.isConverged else { return }
    try search.step(InverseAlignment(factor: factor))
    guard search.isConverged else { return }
    facts = [ProjectionFact("smallest_eigenvalue", 1 / search.values[0])]
    let (vectors, scale) = (search.vectors, Double(points.rows).squareRoot())
    for axis in 0..<points.columns {
      for point in 0..<points.rows {
        points[point, axis] = Float(vectors[axis * points.rows + point] * scale)
      }
    }
    factor = CholeskyFactor([], size: 0)
  }

  func places(of rows: Matrix, neighbors: NeighborLists) -> Matrix {
    var result = Matrix(rows: rows.rows, columns: points.columns)
    let wanted = neighbors.neighbors
    let weights = MixtureWeights.all(rows, references, neighbors: neighbors, regularisation: regularisation)
    for row in 0..<rows.rows {
      let twin = neighbors.twin(of: row)
      for place in row * wanted..<(row + 1) * wanted {
        let neighbor = Int(neighbors.indices[place])
        let weight = twin.map { $0 == neighbor ? 1 : 0 } ?? Float(weights[place])
        for axis in 0..<points.columns { result[row, axis] += weight * points[neighbor, axis] }
      }
    }
    return result
  }

  /// (I - W)^T (I - W) with a small shift, `[points, points]`; the part above the diagonal is not filled in.
  private static func alignment(_ weights: [Double], _ lists: NeighborLists) -> [Double] {
    let (size, wanted) = (lists.points, lists.neighbors)
    var matrix = [Double](repeating: 0, count: size * size)
    for point in 0..<size {
      let list = point * wanted..<(point + 1) * wanted
      let entries = [(point, 1.0)] + list.map { (Int(lists.indices[$0]), -weights[$0]) }
      for (i, a) in entries {
        for (j, b) in entries where j <= i { matrix[i * size + j] += a * b }
      }
    }
    let mean = (0..<size).reduce(0) { $0 + matrix[$1 * size + $1] } / Double(size)
    for index in 0..<size { matrix[index * size + index] += shift * mean }
    return matrix
  }
}

/// The inverse of the alignment among vectors of mean zero.
private struct InverseAlignment: SymmetricOperator {
  let factor: CholeskyFactor

  var size: Int { factor.size }

  func applied(to vector: [Double]) -> [Double] { centered(factor.solve(centered(vector))) }

  private func centered(_ vector: [Double]) -> [Double] {
    let mean = vector.reduce(0, +) / Double(vector.count)
    return vector.map { $0 - mean }
  }
}

/// The mixture of its neighbours that comes closest to a point, with weights that add up to 1.
enum MixtureWeights {
  /// Returns the weights of all rows, `[rows, neighbors]`.
  /// - Parameter regularisation: added to the neighbours' products, in units of their trace.
  static func all(
    _ rows: Matrix, _ references: Matrix, neighbors: NeighborLists, regularisation: Double
  ) -> [Double] {
    let wanted = neighbors.neighbors
    let blocks = (rows.rows + 63) / 64
    return Kernels.map(blocks) { block in
      (block * 64..<min((block + 1) * 64, rows.rows)).flatMap { row in
        let list = neighbors.indices[row * wanted..<(row + 1) * wanted]
        let gaps = list.map { neighbor in
          zip(rows.row(row), references.row(Int(neighbor))).map { Double($1) - Double($0) }
        }
        return solve(gaps, regularisation)
      }
    }.flatMap { $0 }
  }

  /// Solves (C + r tr(C) I) w = 1 with the products C of the gaps, by Cholesky, and makes the sum 1.
  private static func solve(_ gaps: [[Double]], _ regularisation: Double) -> [Double] {
    let count = gaps.count
    var c = gaps.map { a in gaps.map { b in zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } } }
    let trace = (0..<count).reduce(0) { $0 + c[$1][$1] }
    for index in 0..<count { c[index][index] += regularisation * (trace > 0 ? trace : 1) }
    for i in 0..<count {
      for j in 0...i {
        let sum = (0..<j).reduce(c[i][j]) { $0 - c[i][$1] * c[j][$1] }
        c[i][j] = i == j ? max(sum, .leastNormalMagnitude).squareRoot() : sum / c[j][j]
      }
    }
    var w = [Double](repeating: 1, count: count)
    for i in 0..<count { w[i] = (0..<i).reduce(w[i]) { $0 - c[i][$1] * w[$1] } / c[i][i] }
    for i in (0..<count).reversed() {
      w[i] = (i + 1..<max(count, i + 1)).reduce(w[i]) { $0 - c[$1][i] * w[$1] } / c[i][i]
    }
    let sum = w.reduce(0, +)
    return w.map { $0 / sum }
  }
}
