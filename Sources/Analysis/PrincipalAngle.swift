import Kernels
import LatentCore
import Models
import Projections
import RealModule

/// Angles between subspaces.
public enum PrincipalAngle {
  /// Returns the largest principal angle between the spans of the rows of two matrices, in degrees, 0 to 90.
  /// - Parameters:
  ///   - first: `[k, features]`.
  ///   - second: as many rows and columns.
  /// - Returns: 90 when the rows of one of them depend on each other.
  /// - Throws: `ZwalkError.notFinite`.
  /// - Source: Bjoerck and Golub 1973, doi:10.1090/S0025-5718-1973-0348991-3.
  public static func largest(between first: Matrix, and second: Matrix) throws(ZwalkError) -> Double {
    precondition(first.rows == second.rows && first.columns == second.columns, "the shapes differ")
    guard let first = orthonormal(first), let second = orthonormal(second) else { return 90 }
    let cosines = try Kernels.singularValues(Kernels.product(first, second, transposing: .second)).values
    let smallest = min(max(Double(cosines.min() ?? 1), 0), 1)
    return Double.acos(smallest) * 180 / Double.pi
  }

  /// Rows that span the same, by Gram and Schmidt twice over; nil when they depend on each other.
  private static func orthonormal(_ matrix: Matrix) -> Matrix? {
    var rows: [[Double]] = []
    for index in 0..<matrix.rows {
      var row = matrix.row(index).map(Double.init)
      let before = length(row)
      for _ in 0..<2 {
        for other in rows {
          let share = zip(row, other).reduce(0) { $0 + $1.0 * $1.1 }
          for column in row.indices { row[column] -= share * other[column] }
        }
      }
      let rest = length(row)
      guard rest > 1e-7 * before, before > 0 else { return nil }
      rows.append(row.map { $0 / rest })
    }
    return Matrix(rows: matrix.rows, columns: matrix.columns, values: rows.flatMap { $0.map(Float.init) })
  }

  private static func length(_ row: [Double]) -> Double { row.reduce(0) { $0 + $1 * $1 }.squareRoot() }
}

/// PCA's subspace of images, found when it is first asked for.
public struct SubspaceReference {
  private var components: Matrix?

  /// Creates a reference that knows nothing yet.
  public init() {}

  /// The largest principal angle between what a linear model draws and PCA's subspace of as many dimensions, in degrees.
  /// - Returns: nil when there are too few images for PCA, or the numbers are none.
  public mutating func angle(of model: any LatentModel, _ images: any RowSource) -> Double? {
    let latent = model.latentDimension
    if components?.rows != latent {
      components = try? PrincipalComponents.fit(images, dimensions: latent).components
    }
    guard let components, components.rows == latent else { return nil }
    var codes = Matrix(rows: latent + 1, columns: latent)
    for index in 0..<latent { codes[index + 1, index] = 1 }
    var directions = model.decode(codes)
    let origin = Array(directions.row(0))
    directions = directions.rows(in: 1..<latent + 1)
    for row in 0..<latent { for column in origin.indices { directions[row, column] -= origin[column] } }
    return try? PrincipalAngle.largest(between: directions, and: components)
  }
}
