import COpenBLAS
import LatentCore

/// The Cholesky factorisation a = l l^T of a symmetric positive definite matrix, made in slices on all workers.
///
/// A slice is one panel of columns; what is to its right is updated at once, shared by the pool.
public struct CholeskyFactor: Sendable {
  /// Rows and columns of the matrix.
  public let size: Int
  /// Columns of a panel.
  private static let panel = 256
  /// Row-major; the factor on and below the diagonal up to `done` columns, above it what was there.
  private var values: [Double]
  private var done = 0

  /// Takes in a matrix, `[size, size]`; only the part on and below the diagonal is read.
  public init(_ matrix: [Double], size: Int) {
    precondition(matrix.count == size * size, "a square matrix has \(size * size) elements")
    self.size = size
    values = matrix
  }

  /// Factors a whole matrix.
  /// - Throws: `ZwalkError.numericalFailure` when it is not positive definite.
  public init(factoring matrix: [Double], size: Int) throws(ZwalkError) {
    self.init(matrix, size: size)
    while progress < 1 { try advance() }
  }

  /// The share of the columns that are factored.
  public var progress: Double { size > 0 ? Double(done) / Double(size) : 1 }

  /// Factors the next panel of columns.
  /// - Throws: `ZwalkError.numericalFailure` when the matrix is not positive definite.
  public mutating func advance() throws(ZwalkError) {
    guard done < size else { return }
    let (start, width, n) = (done, min(Self.panel, size - done), size)
    var status: Int32 = 0
    values.withUnsafeMutableBufferPointer { values in
      guard let a = values.baseAddress else { return }
      let corner = a + start * n + start
      // Row-major below the diagonal is column-major above it.
      var (order, stride) = (Int32(width), Int32(n))
      dpotrf_("U", &order, corner, &stride, &status)
      guard status == 0 else { return }
      Self.update(a, below: start + width, from: start, width: width, size: n)
    }
    guard status == 0 else {
      throw .numericalFailure(
        what: "a Cholesky factorisation",
        reason: "the matrix is not positive definite at column \(start + Int(status))")
    }
    done += width
  }

  /// Solves for the panel's rows below, then takes their products from all that is left.
  private static func update(
    _ a: UnsafeMutablePointer<Double>, below first: Int, from start: Int, width: Int, size n: Int
  ) {
    let blocks = (n - first + panel - 1) / panel
    let (w, stride) = (Int32(width), Int32(n))
    let rows = { (block: Int) in first + block * panel..<min(first + (block + 1) * panel, n) }
    Kernels.parallel(blocks) { block in
      let range = rows(block)
      cblas_dtrsm(
        CblasRowMajor, CblasRight, CblasLower, CblasTrans, CblasNonUnit, Int32(range.count), w, 1,
        a + start * n + start, stride, a + range.lowerBound * n + start, stride)
    }
    Kernels.parallel(blocks) { reversed in
      // The longest rows first, so that no worker is left alone with them.
      let range = rows(blocks - 1 - reversed)
      let row = a + range.lowerBound * n
      cblas_dgemm(
        CblasRowMajor, CblasNoTrans, CblasTrans, Int32(range.count), Int32(range.upperBound - first), w, -1,
        row + start, stride, a + first * n + start, stride, 1, row + first, stride)
    }
  }

  /// Returns l^-1 b for the columns of b, `[size, columns]` in row-major order.
  public func solveLower(_ b: [Double], columns: Int) -> [Double] {
    triangular(CblasNoTrans, b, columns: columns)
  }

  /// Returns l^-T b for the columns of b, `[size, columns]` in row-major order.
  public func solveUpper(_ b: [Double], columns: Int) -> [Double] {
    triangular(CblasTrans, b, columns: columns)
  }

  /// Returns a^-1 b for the columns of b, `[size, columns]` in row-major order.
  public func solve(_ b: [Double], columns: Int = 1) -> [Double] {
    solveUpper(solveLower(b, columns: columns), columns: columns)
  }

  private func triangular(_ side: CBLAS_TRANSPOSE, _ b: [Double], columns: Int) -> [Double] {
    precondition(done == size && b.count == size * columns, "the right-hand sides do not fit")
    var result = b
    guard size > 0, columns > 0 else { return result }
    if columns == 1 {
      cblas_dtrsv(
        CblasRowMajor, CblasLower, side, CblasNonUnit, Int32(size), values, Int32(size), &result, 1)
      return result
    }
    cblas_dtrsm(
      CblasRowMajor, CblasLeft, CblasLower, side, CblasNonUnit, Int32(size), Int32(columns), 1, values,
      Int32(size), &result, Int32(columns))
    return result
  }
}
