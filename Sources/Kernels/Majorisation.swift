import CKernels
import LatentCore

extension Kernels {
  /// One step of majorisation: moves every point of a range to the mean of where the others want it.
  /// - Parameters:
  ///   - points: `[range.count, dimensions]`, replaced by the next places.
  ///   - distances: wanted distances to the others, `[rows, others]`.
  ///   - range: the rows of `distances` that belong to the points.
  ///   - others: `[others, dimensions]`, at most 16 dimensions.
  /// - Returns: the sum of squared gaps between wanted and present distances, before the step.
  /// - Source: de Leeuw 1977; the Guttman transform with equal weights, Borg and Groenen, "Modern multidimensional
  ///   scaling", section 8.6.
  public static func majorise(
    _ points: inout Matrix, distances: Matrix, range: Range<Int>, others: Matrix
  ) -> Double {
    let (count, dimensions) = (others.rows, others.columns)
    precondition(dimensions <= 16 && points.columns == dimensions, "the map has another shape")
    precondition(distances.columns == count && points.rows == range.count, "the distances have another shape")
    let columns = others.transposed.values
    let current = points
    let parts = mapShares(of: range, atLeast: 16) { share in
      var places = [Float](repeating: 0, count: share.count * dimensions)
      var stress = 0.0
      distances.values.withUnsafeBufferPointer { distances in
        current.values.withUnsafeBufferPointer { current in
          places.withUnsafeMutableBufferPointer { places in
            guard let rows = distances.baseAddress, let from = current.baseAddress,
              let to = places.baseAddress
            else { return }
            for (offset, row) in share.enumerated() {
              zw_majorise_point(
                rows + row * count, columns, count, count, dimensions,
                from + (row - range.lowerBound) * dimensions, to + offset * dimensions, &stress)
            }
          }
        }
      }
      return (places, stress)
    }
    points = Matrix(rows: points.rows, columns: dimensions, values: parts.flatMap(\.0))
    return parts.reduce(0) { $0 + $1.1 }
  }
}
