import Kernels
import LatentCore

/// How much of some codes a linear map of the data explains, on rows that it was not fitted on.
///
/// Ridge regression with the strength that does best there: with a few thousand images of hundreds of pixels the plain
/// least squares fit would follow the noise and call a nearly linear code crooked.
/// - Source: Hoerl and Kennard 1970, "Ridge regression".
enum LinearFit {
  /// Strengths beside the mean eigenvalue of the covariance.
  private static let strengths = [1e-6, 1e-4, 1e-3, 1e-2, 1e-1]
  /// Eigenvectors of more features would take too long.
  static let mostFeatures = 1600

  /// Returns 1 - residual / total sum of squares over all columns of the codes; nil for constant codes, too many
  /// features, or too few rows.
  /// - Parameters:
  ///   - data, codes: `[rows, features]` and `[rows, dimensions]`, to fit.
  ///   - otherData, otherCodes: the rows to judge by.
  /// - Throws: `ZwalkError.notFinite`, `.numericalFailure`.
  static func explained(
    data: Matrix, codes: Matrix, otherData: Matrix, otherCodes: Matrix
  ) throws -> Double? {
    guard data.columns <= mostFeatures, data.rows > 10, otherData.rows > 2 else { return nil }
    let codeMeans = codes.columnMeans
    let total = otherCodes.squaredDistances(from: otherCodes.columnMeans)
    guard total > 0 else { return nil }
    var scatter = ScatterMatrix(columns: data.columns)
    guard scatter.add(0..<data.rows, of: data) else { throw ZwalkError.notFinite(what: "the data") }
    let eigen = try Kernels.symmetricEigen(scatter.covariance, order: data.columns)
    let means = scatter.mean.map(Float.init)
    let basis = Matrix(rows: data.columns, columns: data.columns, values: eigen.vectors.map(Float.init))
    let map = AffineMap(center: means, directions: basis)
    let (inputs, others) = (
      map.coordinates(0..<data.rows, of: data), map.coordinates(0..<otherData.rows, of: otherData)
    )
    let products = inputs.products(with: codes, less: codeMeans)
    let meanValue = eigen.values.reduce(0, +) / Double(max(1, eigen.values.count))
    let residuals = strengths.map { strength in
      let weights = products.scaledRows(by: eigen.values.map { 1 / (max(0, $0) + strength * meanValue) })
      let predicted = Kernels.product(others, weights)
      return otherCodes.squaredDistances(to: predicted, plus: codeMeans)
    }
    return residuals.min().map { 1 - $0 / total }
  }
}

extension Matrix {
  /// The mean products of each column with each column of codes about their means, `[columns, dimensions]`.
  fileprivate func products(with codes: Matrix, less means: [Float]) -> Matrix {
    var centered = codes
    centered.subtractFromRows(means)
    var result = Kernels.product(transposed, centered)
    for index in result.values.indices { result.values[index] /= Float(max(1, rows - 1)) }
    return result
  }

  fileprivate func scaledRows(by factors: [Double]) -> Matrix {
    var result = self
    for row in 0..<rows {
      for column in 0..<columns { result[row, column] *= Float(factors[row]) }
    }
    return result
  }

  fileprivate func squaredDistances(from place: [Float]) -> Double {
    squaredDistances(to: Matrix(rows: rows, columns: columns), plus: place)
  }

  /// The sum of the squared differences of this matrix from another whose rows are shifted.
  fileprivate func squaredDistances(to other: Matrix, plus shift: [Float]) -> Double {
    var sum = 0.0
    for row in 0..<rows {
      for column in 0..<columns {
        let gap = Double(self[row, column]) - Double(other[row, column]) - Double(shift[column])
        sum += gap * gap
      }
    }
    return sum
  }
}
