import Kernels
import LatentCore

/// Where non-negative factors begin: the larger of the positive and the negative part of each singular vector.
/// - Source: Boutsidis and Gallopoulos 2008, doi:10.1016/j.patcog.2007.09.010 (NNDSVD).
enum NonnegativeStart {
  /// Rows that the singular vectors are taken of.
  private static let rows = 4096

  /// Returns a basis, `[count, features]`, none negative.
  /// - Throws: `ZwalkError.numericalFailure`.
  static func basis(of data: any RowSource, count: Int, seed: UInt64) throws -> Matrix {
    let chosen = SelectedRows.sample(rows, of: data.rowCount, seed: seed, stream: 35)
    let sample = SelectedRows(source: data, indices: chosen).matrix()
    let origin = [Float](repeating: 0, count: sample.columns)
    var search = LeadingSubspace(count: count, center: origin, rows: sample.rows, seed: seed)
    while !search.isComplete { try search.advance(sample) }
    var basis = search.vectors
    basis.resize(rows: count)
    let left = Kernels.product(sample, basis, transposing: .second)
    let mean = sample.columnMeans.reduce(0, +) / Float(max(sample.columns, 1))
    for row in 0..<count { choosePart(of: row, in: &basis, left: left, fallback: mean) }
    return basis
  }

  /// Both sides of a pair of singular vectors change their sign together: the part with the larger product stays.
  private static func choosePart(of row: Int, in basis: inout Matrix, left: Matrix, fallback: Float) {
    let (right, other) = (parts(basis.row(row)), parts(left.column(row)[...]))
    let keepsPositive = right.positive * other.positive >= right.negative * other.negative
    for column in 0..<basis.columns {
      let value = keepsPositive ? basis[row, column] : -basis[row, column]
      // A coordinate at zero could stay there when no row asks for it, so each begins a little above.
      basis[row, column] = max(value, 0) + 1e-3 * fallback
    }
  }

  private static func parts(_ values: ArraySlice<Float>) -> (positive: Float, negative: Float) {
    let squares = values.reduce((Float(0), Float(0))) {
      $1 > 0 ? ($0.0 + $1 * $1, $0.1) : ($0.0, $0.1 + $1 * $1)
    }
    return (squares.0.squareRoot(), squares.1.squareRoot())
  }
}
