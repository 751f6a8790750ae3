import COpenBLAS
import LatentCore

/// Eigenvalues and eigenvectors of a symmetric matrix.
public struct SymmetricEigen<Scalar: Sendable>: Sendable {
  /// The eigenvalues, largest first.
  public var values: [Scalar]
  /// The eigenvectors of length 1 one after the other, in the order of the values: element j of vector i is
  /// `vectors[i * values.count + j]`. Their signs are LAPACK's choice.
  public var vectors: [Scalar]

  /// The eigenvector of the i-th largest eigenvalue.
  public func vector(_ index: Int) -> ArraySlice<Scalar> {
    vectors[index * values.count..<(index + 1) * values.count]
  }
}

extension Kernels {
  /// Decomposes a symmetric matrix in single precision; only its upper triangle is read.
  /// - Throws: `ZwalkError.notFinite`, or `.numericalFailure` when LAPACK does not converge.
  /// - Precondition: `matrix` is square.
  public static func symmetricEigen(_ matrix: Matrix) throws(ZwalkError) -> SymmetricEigen<Float> {
    precondition(matrix.rows == matrix.columns, "only square matrices have eigenvalues")
    return try symmetricEigen(matrix.values, order: matrix.rows, routine: ssyevd_)
  }

  /// Decomposes a symmetric matrix in double precision; only its upper triangle is read.
  /// - Parameter values: `order * order` elements in row-major order.
  /// - Throws: `ZwalkError.notFinite`, or `.numericalFailure` when LAPACK does not converge.
  public static func symmetricEigen(_ values: [Double], order: Int) throws(ZwalkError) -> SymmetricEigen<
    Double
  > {
    try symmetricEigen(values, order: order, routine: dsyevd_)
  }

  /// The signature of `ssyevd_` and `dsyevd_`.
  private typealias Routine<Scalar> = (
    UnsafePointer<CChar>?, UnsafePointer<CChar>?, UnsafePointer<Int32>?, UnsafeMutablePointer<Scalar>?,
    UnsafePointer<Int32>?, UnsafeMutablePointer<Scalar>?, UnsafeMutablePointer<Scalar>?,
    UnsafePointer<Int32>?,
    UnsafeMutablePointer<Int32>?, UnsafePointer<Int32>?, UnsafeMutablePointer<Int32>?
  ) -> Void

  private static func symmetricEigen<Scalar: BinaryFloatingPoint & Sendable>(
    _ matrix: [Scalar], order: Int, routine: Routine<Scalar>
  ) throws(ZwalkError) -> SymmetricEigen<Scalar> {
    precondition(matrix.count == order * order, "a square matrix has \(order * order) elements")
    guard order > 0 else { return SymmetricEigen(values: [], vectors: []) }
    // LAPACK may run for ever on NaN.
    guard matrix.allSatisfy(\.isFinite) else { throw .notFinite(what: "a symmetric matrix") }
    var vectors = matrix
    var values = [Scalar](repeating: 0, count: order)
    let size = Int32(order)
    // Row-major upper is column-major lower.
    var (workSize, integerSize) = (Int32(1 + 6 * order + 2 * order * order), Int32(3 + 5 * order))
    var work = [Scalar](repeating: 0, count: Int(workSize))
    var integers = [Int32](repeating: 0, count: Int(integerSize))
    var status: Int32 = 0
    withUnsafePointer(to: size) { size in
      routine("V", "L", size, &vectors, size, &values, &work, &workSize, &integers, &integerSize, &status)
    }
    guard status == 0 else {
      throw .numericalFailure(what: "the eigendecomposition", reason: "LAPACK's syevd returned \(status)")
    }
    return SymmetricEigen(values: values.reversed(), vectors: reversedRows(vectors, length: order))
  }

  private static func reversedRows<Scalar>(_ values: [Scalar], length: Int) -> [Scalar] {
    var result: [Scalar] = []
    result.reserveCapacity(values.count)
    for start in stride(from: values.count - length, through: 0, by: -length) {
      result += values[start..<start + length]
    }
    return result
  }
}
