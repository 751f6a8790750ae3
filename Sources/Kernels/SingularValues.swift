import COpenBLAS
import LatentCore

/// The thin singular value decomposition `a = u diag(values) vt` of a matrix `[rows, columns]`, with
/// k = min(rows, columns).
public struct SingularValues: Sendable {
  /// Left singular vectors in the columns, `[rows, k]`.
  public var u: Matrix
  /// Singular values, largest first, k values.
  public var values: [Float]
  /// Right singular vectors in the rows, `[k, columns]`.
  public var vt: Matrix
}

extension Kernels {
  /// Decomposes a matrix into singular vectors and values.
  /// - Throws: `ZwalkError.notFinite`, or `.numericalFailure` when LAPACK does not converge.
  public static func singularValues(_ matrix: Matrix) throws(ZwalkError) -> SingularValues {
    guard isFinite(matrix) else { throw .notFinite(what: "a matrix") }
    let k = min(matrix.rows, matrix.columns)
    var result = SingularValues(
      u: Matrix(rows: matrix.rows, columns: k), values: [Float](repeating: 0, count: k),
      vt: Matrix(rows: k, columns: matrix.columns))
    guard k > 0 else { return result }
    // Row-major a is column-major a', whose left vectors are our right ones.
    var a = matrix.values
    var (m, n, least) = (Int32(matrix.columns), Int32(matrix.rows), Int32(k))
    var (lda, ldu) = (m, m)
    let size = k * (4 * k + 7) + max(matrix.rows, matrix.columns) + 64 * (matrix.rows + matrix.columns)
    var workSize = Int32(size)
    var work = [Float](repeating: 0, count: size)
    var integers = [Int32](repeating: 0, count: 8 * k)
    var status: Int32 = 0
    sgesdd_(
      "S", &m, &n, &a, &lda, &result.values, &result.vt.values, &ldu, &result.u.values, &least, &work,
      &workSize,
      &integers, &status)
    guard status == 0 else {
      throw .numericalFailure(
        what: "the singular value decomposition", reason: "LAPACK's gesdd returned \(status)")
    }
    return result
  }
}
