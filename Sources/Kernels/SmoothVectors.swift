import LatentCore

extension WeightedGraph {
  /// Steps of one filter, and filters; together some 100 products with the graph.
  private static let filterDegree = 12
  private static let filters = 8
  /// Eigenvalues below this are damped; above lie the few that vary least along edges.
  private static let passed: Float = 0.9

  /// Returns the vectors that vary least along the edges: those of the largest eigenvalues of D^-1/2 W D^-1/2, divided by
  /// the square root of the degrees, without the constant one; `[points, count]`, the smoothest first.
  ///
  /// They are approximate where eigenvalues lie close together; they vary little all the same.
  /// - Parameter guess: columns that they probably resemble, `[points, count or more]`.
  /// - Source: Belkin and Niyogi 2003; the iteration: Zhou et al. 2006, doi:10.1016/j.jcp.2006.03.017.
  public func smoothVectors(_ count: Int, guess: Matrix) -> Matrix {
    let roots = degrees.map { max($0, .leastNormalMagnitude).squareRoot() }
    let normalised = normalised(by: roots)
    var block = Matrix(rows: points, columns: guess.columns + 1)
    for point in 0..<points {
      block[point, 0] = roots[point]
      for column in 0..<guess.columns { block[point, column + 1] = roots[point] * guess[point, column] }
    }
    block.orthonormaliseColumns()
    for _ in 0..<Self.filters {
      block = normalised.filtered(block)
      block.orthonormaliseColumns()
      block = normalised.rotatedToEigenvectors(block)
    }
    var vectors = Matrix(rows: points, columns: count)
    for point in 0..<points {
      for column in 0..<count { vectors[point, column] = block[point, column + 1] / roots[point] }
    }
    return vectors
  }

  /// W with each weight divided by the roots of both of its points.
  private func normalised(by roots: [Float]) -> WeightedGraph {
    var graph = self
    for point in 0..<points {
      for place in Int(starts[point])..<Int(starts[point + 1]) {
        graph.values[place] /= roots[point] * roots[Int(columns[place])]
      }
    }
    return graph
  }

  /// A Chebyshev polynomial that is small on [-1, passed] and grows fast above.
  private func filtered(_ block: Matrix) -> Matrix {
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
  private func rotatedToEigenvectors(_ block: Matrix) -> Matrix {
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
