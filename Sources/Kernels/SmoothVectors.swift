import LatentCore

/// The vectors that vary least along the edges of a graph, found step by step: those of the largest eigenvalues of
/// D^-1/2 W D^-1/2, divided by the square root of the degrees, without the constant one.
///
/// They are approximate where eigenvalues lie close together; they vary little all the same.
/// - Source: Belkin and Niyogi 2003; the iteration: Zhou et al. 2006, doi:10.1016/j.jcp.2006.03.017.
public struct SmoothVectors: Sendable {
  /// Steps that were done.
  public private(set) var steps = 0
  private let graph: WeightedGraph
  /// Of the degrees.
  private let roots: [Float]
  private var block: Matrix

  /// Filters; together with their degree some 100 products with the graph.
  private static let filters = 8

  /// Begins a search.
  /// - Parameter guess: columns that the vectors probably resemble, `[points, columns]`.
  public init(of graph: WeightedGraph, guess: Matrix) {
    roots = graph.degrees.map { max($0, .leastNormalMagnitude).squareRoot() }
    self.graph = graph.normalised(by: roots)
    block = Matrix(rows: graph.points, columns: guess.columns + 1)
    for point in 0..<graph.points {
      block[point, 0] = roots[point]
      for column in 0..<guess.columns { block[point, column + 1] = roots[point] * guess[point, column] }
    }
    block.orthonormaliseColumns()
  }

  /// Whether the vectors are found.
  public var isComplete: Bool { steps == Self.filters }

  /// Does one step; does nothing when the vectors are found.
  public mutating func step() {
    guard !isComplete else { return }
    block = graph.filtered(block)
    block.orthonormaliseColumns()
    block = graph.rotatedToEigenvectors(block)
    steps += 1
  }

  /// The smoothest vectors, `[points, count]`, the smoothest first.
  /// - Precondition: no more than the guess had columns.
  public func vectors(_ count: Int) -> Matrix {
    var vectors = Matrix(rows: block.rows, columns: count)
    for point in 0..<block.rows {
      for column in 0..<count { vectors[point, column] = block[point, column + 1] / roots[point] }
    }
    return vectors
  }
}

extension WeightedGraph {
  /// Products with the graph in one filter.
  private static let filterDegree = 12
  /// Eigenvalues below this are damped; above lie the few that vary least along edges.
  private static let passed: Float = 0.9

  /// W with each weight divided by the roots of both of its points.
  fileprivate func normalised(by roots: [Float]) -> WeightedGraph {
    var graph = self
    for point in 0..<points {
      for place in Int(starts[point])..<Int(starts[point + 1]) {
        graph.values[place] /= roots[point] * roots[Int(columns[place])]
      }
    }
    return graph
  }

  /// A Chebyshev polynomial that is small on [-1, passed] and grows fast above.
  fileprivate func filtered(_ block: Matrix) -> Matrix {
    let (middle, half) = ((Self.passed - 1) / 2, (Self.passed + 1) / 2)
    var before = block
    var now = multiplied(by: block)
    for place in now.values.indices {
      now.values[place] = (now.values[place] - middle * block.values[place]) / half
    }
    for _ in 1..<Self.filterDegree {
      var next = multiplied(by: now)
      for place in next.values.indices {
        next.values[place] =
          2 * (next.values[place] - middle * now.values[place]) / half - before.values[place]
      }
      (before, now) = (now, next)
    }
    return now
  }

  /// Rotates orthonormal columns to the best approximations of eigenvectors that they span, largest eigenvalue first.
  fileprivate func rotatedToEigenvectors(_ block: Matrix) -> Matrix {
    let size = block.columns
    let image = multiplied(by: block)
    var product = [Double](repeating: 0, count: size * size)
    for point in 0..<points {
      for row in 0..<size {
        for column in row..<size {
          product[row * size + column] += Double(block[point, row]) * Double(image[point, column])
        }
      }
    }
    guard let eigen = try? Kernels.symmetricEigen(product, order: size) else { return block }
    var rotated = Matrix(rows: points, columns: size)
    for point in 0..<points {
      for column in 0..<size {
        var sum = 0.0
        for row in 0..<size { sum += eigen.vectors[column * size + row] * Double(block[point, row]) }
        rotated[point, column] = Float(sum)
      }
    }
    return rotated
  }
}

extension Matrix {
  /// Makes the columns orthonormal, from the first on; columns that depend on those before become zero.
  fileprivate mutating func orthonormaliseColumns() {
    for column in 0..<columns {
      // Twice is enough: the second time takes away what rounding left.
      for _ in 0..<2 {
        var overlaps = [Double](repeating: 0, count: column)
        for row in 0..<rows {
          for other in 0..<column { overlaps[other] += Double(self[row, column]) * Double(self[row, other]) }
        }
        for row in 0..<rows {
          for other in 0..<column { self[row, column] -= Float(overlaps[other]) * self[row, other] }
        }
      }
      let norm = (0..<rows).reduce(0.0) { $0 + Double(self[$1, column]) * Double(self[$1, column]) }
        .squareRoot()
      let scale = norm > 1e-20 ? Float(1 / norm) : 0
      for row in 0..<rows { self[row, column] *= scale }
    }
  }
}
