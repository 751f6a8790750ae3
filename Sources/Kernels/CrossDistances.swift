import CKernels
import LatentCore

/// Points that others are compared with: distances and kernel values from any rows to all of them.
///
/// Distances come from products, |x|^2 + |y|^2 - 2 x.y, after the references' mean was subtracted from both, which
/// keeps the rounding small.
public struct ReferencePoints: Sendable {
  /// The references about their mean, `[references, features]`.
  private let points: Matrix
  private let center: [Float]
  private let squaredNorms: [Float]

  /// Takes in the references, `[references, features]`, finite.
  public init(_ references: Matrix) {
    center = references.columnMeans
    var points = references
    points.subtractFromRows(center)
    squaredNorms = Kernels.squaredNorms(points)
    self.points = points
  }

  /// The number of references.
  public var count: Int { points.rows }
  /// The number of features.
  public var features: Int { points.columns }

  /// Returns the squared Euclidean distances from each row to each reference, `[rows, references]`, 0 or more.
  /// - Precondition: as many columns as features.
  public func squaredDistances(from rows: Matrix) -> Matrix {
    var rows = rows
    rows.subtractFromRows(center)
    let norms = Kernels.squaredNorms(rows)
    var result = Kernels.product(rows, points, transposing: .second)
    let count = count
    Kernels.fillRows(of: &result, blockSize: 64) { range, span in
      span.withUnsafeMutableBufferPointer { values in
        for (offset, row) in range.enumerated() {
          guard let base = values.baseAddress else { return }
          zw_distances_from_products(base + offset * count, squaredNorms, norms[row], count)
        }
      }
    }
    return result
  }

  /// Returns the references nearest to each row, nearest first, the smaller index first among equals.
  /// - Parameter wanted: at most `count`.
  public func neighbors(of rows: Matrix, count wanted: Int) -> NeighborLists {
    precondition(wanted <= count, "there are only \(count) points")
    let distances = squaredDistances(from: rows)
    let lists = Kernels.mapShares(of: 0..<rows.rows, atLeast: 16) { share in
      share.map { row in
        distances.values.withUnsafeBufferPointer { values in
          guard let base = values.baseAddress else { preconditionFailure("there is at least one reference") }
          return NearestPoints(wanted, of: base + row * count, count: count)
        }
      }
    }
    return NeighborLists(neighbors: wanted, lists.flatMap { $0 })
  }
}
