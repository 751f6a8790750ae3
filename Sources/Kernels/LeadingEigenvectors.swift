import COpenBLAS
import LatentCore

/// The leading eigenvectors of a symmetric matrix.
public struct LeadingEigenvectors: Sendable {
  /// Falling.
  public let values: [Double]
  /// `[count, size]`: one unit vector a row, its largest element in magnitude positive.
  public let vectors: [Double]

  /// Decomposes a symmetric matrix.
  /// - Parameters:
  ///   - matrix: `[size, size]`; only the part on and above the diagonal is read.
  ///   - count: of eigenvectors wanted, 1 to `size`.
  /// - Throws: `ZwalkError.numericalFailure` when LAPACK gives up.
  public init(of matrix: [Double], size: Int, count: Int) throws {
    precondition(matrix.count == size * size && (1...size).contains(count), "no such eigenvectors")
    var (values, vectors) = (
      [Double](repeating: 0, count: size), [Double](repeating: 0, count: size * count)
    )
    let info = Self.decompose(matrix, size, count, &values, &vectors)
    guard info == 0, values.allSatisfy(\.isFinite), vectors.allSatisfy(\.isFinite) else {
      throw ZwalkError.numericalFailure(
        what: "the eigen-decomposition of a \(size) x \(size) matrix", reason: "dsyevr returned \(info)")
    }
    self.values = values.prefix(count).reversed()
    self.vectors = (0..<count).reversed().flatMap {
      Self.fixingSign(vectors[$0 * size..<($0 + 1) * size])
    }
  }

  /// LAPACK's answer is right with either sign; the same one must come out of every build of it.
  private static func fixingSign(_ vector: ArraySlice<Double>) -> [Double] {
    let largest = vector.reduce(0) { abs($1) > abs($0) ? $1 : $0 }
    return largest < 0 ? vector.map { -$0 } : Array(vector)
  }

  private static func decompose(
    _ matrix: [Double], _ size: Int, _ count: Int, _ values: inout [Double], _ vectors: inout [Double]
  ) -> Int32 {
    var (a, n, info, found) = (matrix, Int32(size), Int32(0), Int32(0))
    var (first, last, zero) = (Int32(size - count + 1), Int32(size), 0.0)
    var support = [Int32](repeating: 0, count: 2 * count + 2)
    var (work, wholeWork) = ([0.0], [Int32(0)])
    var (workSize, wholeWorkSize) = (Int32(-1), Int32(-1))
    // The first call asks how much room is needed. Row-major above is column-major below the diagonal.
    for _ in 0..<2 where info == 0 {
      dsyevr_(
        "V", "I", "L", &n, &a, &n, &zero, &zero, &first, &last, &zero, &found, &values, &vectors, &n,
        &support,
        &work, &workSize, &wholeWork, &wholeWorkSize, &info)
      if workSize < 0 {
        (workSize, wholeWorkSize) = (Int32(work[0]), wholeWork[0])
        work = [Double](repeating: 0, count: Int(workSize))
        wholeWork = [Int32](repeating: 0, count: Int(wholeWorkSize))
      }
    }
    return info == 0 && found != Int32(count) ? -1 : info
  }
}
