import Kernels
import LatentCore

/// The means of a symmetric matrix of kernel values, by which the mean in the kernel's space is subtracted.
struct KernelCentering: Sendable {
  /// The mean of each row.
  let rowMeans: [Double]
  let mean: Double

  init(_ matrix: Matrix) {
    let count = Double(max(matrix.rows, 1))
    rowMeans = Kernels.rowSums(matrix).map { Double($0) / count }
    mean = rowMeans.reduce(0, +) / count
  }

  /// Returns where rows of kernel values with the same points lie along eigenvectors, `[rows, vectors]`: the
  /// centred values times v / sqrt(lambda), `[vectors, points]`.
  func places(of values: Matrix, along scaled: Matrix) -> Matrix {
    var centered = values
    centered.subtractFromRows(rowMeans.map(Float.init))
    let means = Kernels.rowSums(values).map { Float(Double($0) / Double(values.columns) - mean) }
    for row in 0..<centered.rows {
      for place in row * values.columns..<(row + 1) * values.columns { centered.values[place] -= means[row] }
    }
    return Kernels.product(centered, scaled, transposing: .second)
  }
}

/// A symmetric matrix of kernel values about the mean in the kernel's space: J K J with J = 1 - 11^T / n.
struct CenteredOperator: SymmetricOperator {
  /// `[size, size]`, symmetric.
  let matrix: Matrix
  let centering: KernelCentering

  init(_ matrix: Matrix) {
    self.matrix = matrix
    centering = KernelCentering(matrix)
  }

  var size: Int { matrix.rows }

  /// The sum of the eigenvalues.
  var trace: Double {
    (0..<size).reduce(0) { $0 + Double(matrix[$1, $1]) } - centering.mean * Double(size)
  }

  func applied(to vector: [Double]) -> [Double] {
    let middle = vector.reduce(0, +) / Double(size)
    let column = Matrix(rows: size, columns: 1, values: vector.map { Float($0 - middle) })
    let product = Kernels.product(matrix, column).values
    let shift = product.reduce(0.0) { $0 + Double($1) } / Double(size)
    return product.map { Double($0) - shift }
  }
}

extension Lanczos {
  /// Places of the points along the eigenvectors, v sqrt(lambda), `[size, count]`; zeros where lambda is not positive.
  func coordinates(size: Int) -> Matrix {
    let vectors = vectors
    var result = Matrix(rows: size, columns: count)
    for axis in 0..<count {
      let scale = max(0, values[axis]).squareRoot()
      for point in 0..<size { result[point, axis] = Float(vectors[axis * size + point] * scale) }
    }
    return result
  }

  /// The eigenvectors over the roots of their values, `[count, size]`, by which new points are placed.
  func scaledVectors(size: Int) -> Matrix {
    let vectors = vectors
    var result = Matrix(rows: count, columns: size)
    for axis in 0..<count where values[axis] > 0 {
      let scale = 1 / values[axis].squareRoot()
      for point in 0..<size { result[axis, point] = Float(vectors[axis * size + point] * scale) }
    }
    return result
  }
}
