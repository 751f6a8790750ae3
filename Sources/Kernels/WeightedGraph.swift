import CKernels
import LatentCore

/// Weights of the edges from points to their nearest neighbours.
public struct NeighborWeights: Sendable, Equatable {
  /// How many neighbours each point has.
  public let neighbors: Int
  /// `[points, neighbors]`, the neighbours of each point by rising index.
  public private(set) var indices: [Int32]
  /// `[points, neighbors]`, in the order of the indices.
  public var values: [Float]

  /// The number of points.
  public var points: Int { indices.count / neighbors }

  /// Returns conditional probabilities: for each point exp(-beta d^2) over their sum, with beta such that the entropy is
  /// the logarithm of the perplexity.
  /// - Source: van der Maaten and Hinton 2008, section 2.
  public static func perplexity(_ perplexity: Float, of lists: NeighborLists) -> NeighborWeights {
    NeighborWeights(lists) { zw_perplexity_weights($0, $1, lists.neighbors, perplexity, $2) }
  }

  /// Returns fuzzy memberships: for each point 1 for its nearest neighbour, falling with distance such that all add up
  /// to the logarithm of their number to base 2.
  /// - Source: McInnes et al. 2018, arXiv:1802.03426, algorithm 3.
  public static func fuzzy(_ lists: NeighborLists) -> NeighborWeights {
    NeighborWeights(lists) { zw_fuzzy_weights($0, $1, lists.neighbors, $2) }
  }

  private init(
    _ lists: NeighborLists,
    _ weigh: (_ distances: UnsafePointer<Float>, _ rows: Int, _ weights: UnsafeMutablePointer<Float>) -> Void
  ) {
    let size = lists.neighbors
    neighbors = size
    var indices = lists.indices
    var values = [Float](repeating: 0, count: indices.count)
    indices.withUnsafeMutableBufferPointer { indices in
      values.withUnsafeMutableBufferPointer { values in
        lists.squaredDistances.withUnsafeBufferPointer { distances in
          guard let indices = indices.baseAddress, let values = values.baseAddress,
            let distances = distances.baseAddress
          else { return }
          let parts = 8 * Kernels.threads
          Kernels.parallel(parts) { part in
            let range = Kernels.share(part, of: parts, count: lists.points)
            let place = range.lowerBound * size
            weigh(distances + place, range.count, values + place)
            zw_sort_rows(indices + place, values + place, range.count, size)
          }
        }
      }
    }
    (self.indices, self.values) = (indices, values)
  }
}

/// A symmetric sparse matrix, row after row: weights between near points.
public struct WeightedGraph: Sendable, Equatable {
  /// How the two directions of an edge become one weight.
  public enum Rule: Int32, Sendable {
    /// (a + b) / 2.
    case mean
    /// a + b - a b, the probability of one or the other.
    case union
  }

  /// Row i takes the places `starts[i]..<starts[i + 1]`.
  public let starts: [Int64]
  /// The column of each place, rising within a row.
  public let columns: [Int32]
  /// The weight of each place.
  public internal(set) var values: [Float]

  /// The number of points.
  public var points: Int { starts.count - 1 }

  /// Creates a graph from its rows.
  init(starts: [Int64], columns: [Int32], values: [Float]) {
    (self.starts, self.columns, self.values) = (starts, columns, values)
  }

  /// Makes weights symmetric.
  public init(_ weights: NeighborWeights, _ rule: Rule) {
    let (points, size) = (weights.points, weights.neighbors)
    var backStarts = [Int64](repeating: 0, count: points + 1)
    var backColumns = [Int32](repeating: 0, count: points * size)
    var backValues = [Float](repeating: 0, count: points * size)
    zw_reverse_edges(weights.indices, weights.values, points, size, &backStarts, &backColumns, &backValues)
    var starts = [Int64](repeating: 0, count: points + 1)
    let parts = 8 * Kernels.threads
    func merge(_ columns: UnsafeMutablePointer<Int32>?, _ values: UnsafeMutablePointer<Float>?) {
      starts.withUnsafeMutableBufferPointer { starts in
        let starts = starts.baseAddress
        Kernels.parallel(parts) { part in
          let range = Kernels.share(part, of: parts, count: points)
          zw_merge_rows(
            weights.indices, weights.values, size, backStarts, backColumns, backValues, range.lowerBound,
            range.upperBound, rule.rawValue, starts, columns, values)
        }
      }
    }
    merge(nil, nil)
    for point in 0..<points { starts[point + 1] += starts[point] }
    var columns = [Int32](repeating: 0, count: Int(starts[points]))
    var values = [Float](repeating: 0, count: Int(starts[points]))
    columns.withUnsafeMutableBufferPointer { columns in
      values.withUnsafeMutableBufferPointer { values in merge(columns.baseAddress, values.baseAddress) }
    }
    self.init(starts: starts, columns: columns, values: values)
  }

  /// The sum of each row.
  public var degrees: [Float] {
    (0..<points).map { values[Int(starts[$0])..<Int(starts[$0 + 1])].reduce(0, +) }
  }

  /// Returns the product with a matrix, `[points, columns]`, on all workers.
  /// - Precondition: `matrix.rows == points`.
  public func multiplied(by matrix: Matrix) -> Matrix {
    precondition(matrix.rows == points, "the matrix has \(matrix.rows) rows for \(points) points")
    var product = Matrix(rows: points, columns: matrix.columns)
    let parts = 8 * Kernels.threads
    product.values.withUnsafeMutableBufferPointer { product in
      let product = product.baseAddress
      Kernels.parallel(parts) { part in
        let range = Kernels.share(part, of: parts, count: points)
        zw_sparse_product(
          starts, columns, values, matrix.values, matrix.columns, range.lowerBound, range.upperBound, product)
      }
    }
    return product
  }
}
