import COpenBLAS
import LatentCore

/// A symmetric matrix that is known by its products with vectors.
public protocol SymmetricOperator: Sendable {
  /// Rows and columns.
  var size: Int { get }
  /// Returns the product with a vector of `size` numbers.
  func applied(to vector: [Double]) -> [Double]
}

/// The leading eigenvectors of a symmetric operator, by products with it alone, a step at a time.
///
/// Every new vector is made orthogonal to all earlier ones twice, so that no eigenvalue comes back as a ghost. One
/// starting vector finds one vector of each eigenspace.
/// - Source: Lanczos 1950; Golub and Van Loan, "Matrix computations", section 10.3.
public struct Lanczos: Sendable {
  /// How many eigenvectors are wanted, those of the largest eigenvalues.
  public let count: Int
  /// Whether the wanted ones are as exact as `tolerance`.
  public private(set) var isConverged = false
  /// Falling; `count` numbers once converged.
  public private(set) var values: [Double] = []

  private let size: Int
  private let tolerance: Double
  private let mostSteps: Int
  /// Orthonormal, one after the other.
  private var basis: [Double]
  private var diagonal: [Double] = []
  private var offDiagonal: [Double] = []
  private var nextCheck: Int
  /// In the basis, `[count, steps]`.
  private var coefficients: [Double] = []
  private var residual = 1.0

  /// Prepares a search.
  /// - Parameters:
  ///   - size: of the operator.
  ///   - count: eigenvectors wanted, 1 to `size`.
  ///   - tolerance: of the residual |A v - lambda v|, in units of the largest eigenvalue.
  public init(size: Int, count: Int, seed: UInt64, tolerance: Double = 1e-8, mostSteps: Int = 600) {
    precondition((1...size).contains(count), "there are \(size) eigenvectors")
    (self.size, self.count, self.tolerance) = (size, count, tolerance)
    self.mostSteps = min(size, mostSteps)
    nextCheck = min(size, 2 * count + 10)
    var random = RandomSource(seed: seed)
    basis = Self.normalised((0..<size).map { _ in Double(random.normal()) })
  }

  /// How far it is by the residual, 0 to 1; 1 only when converged.
  public var progress: Double {
    if isConverged { return 1 }
    return min(0.99, max(Double(steps) / Double(mostSteps), 0))
  }

  private var steps: Int { diagonal.count }

  /// Makes one product with the operator; does nothing once converged.
  public mutating func step(_ matrix: some SymmetricOperator) throws(ZwalkError) {
    guard !isConverged else { return }
    let last = Array(basis[(basis.count - size)...])
    var next = matrix.applied(to: last)
    diagonal.append(cblas_ddot(Int32(size), next, 1, last, 1))
    for _ in 0..<2 { removeBasis(from: &next) }
    let length = cblas_dnrm2(Int32(size), next, 1)
    guard length.isFinite else {
      throw .numericalFailure(what: "an eigen-decomposition", reason: "a product is not a finite number")
    }
    offDiagonal.append(length)
    // A length of about zero: the vectors so far span an invariant space, which has all eigenvectors it can have.
    let isExhausted = length <= 1e-13 * diagonal.reduce(0) { max($0, abs($1)) } || steps == size
    if isExhausted || steps >= nextCheck || steps == mostSteps { try check(isExhausted) }
    if !isConverged { basis += isExhausted ? fresh() : next.map { $0 / length } }
    if isExhausted { offDiagonal[steps - 1] = 0 }
  }

  /// The eigenvectors in the order of the values: one unit vector a row, `[count, size]`, the largest element of each
  /// positive.
  /// - Precondition: converged.
  public var vectors: [Double] {
    precondition(isConverged, "the search goes on")
    var result = [Double](repeating: 0, count: count * size)
    cblas_dgemm(
      CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(count), Int32(size), Int32(steps), 1, coefficients,
      Int32(steps), basis, Int32(size), 0, &result, Int32(size))
    for row in 0..<count {
      let range = row * size..<(row + 1) * size
      let largest = result[range].reduce(0) { abs($1) > abs($0) ? $1 : $0 }
      if largest < 0 { for index in range { result[index] = -result[index] } }
    }
    return result
  }

  /// Decomposes the tridiagonal matrix, and judges by the last row of its eigenvectors.
  private mutating func check(_ isExhausted: Bool) throws(ZwalkError) {
    let m = steps
    nextCheck = m + max(5, m / 8)
    guard m >= count else { return }
    var tridiagonal = [Double](repeating: 0, count: m * m)
    for index in 0..<m {
      tridiagonal[index * m + index] = diagonal[index]
      if index + 1 < m { tridiagonal[index * m + index + 1] = offDiagonal[index] }
    }
    let eigen = try Kernels.symmetricEigen(tridiagonal, order: m)
    let scale = eigen.values.reduce(0) { max($0, abs($1)) }
    let worst = (0..<count).reduce(0.0) { max($0, abs(offDiagonal[m - 1] * eigen.vectors[$1 * m + m - 1])) }
    residual = scale > 0 ? worst / scale : 0
    guard residual <= tolerance || m == size || m == mostSteps else { return }
    isConverged = true
    values = Array(eigen.values.prefix(count))
    coefficients = Array(eigen.vectors.prefix(count * m))
  }

  private mutating func removeBasis(from vector: inout [Double]) {
    let (rows, columns) = (Int32(basis.count / size), Int32(size))
    var products = [Double](repeating: 0, count: Int(rows))
    cblas_dgemv(CblasRowMajor, CblasNoTrans, rows, columns, 1, basis, columns, vector, 1, 0, &products, 1)
    cblas_dgemv(CblasRowMajor, CblasTrans, rows, columns, -1, basis, columns, products, 1, 1, &vector, 1)
  }

  /// A direction that no step has seen.
  private mutating func fresh() -> [Double] {
    var random = RandomSource(seed: UInt64(steps), stream: 1)
    var vector = (0..<size).map { _ in Double(random.normal()) }
    for _ in 0..<2 { removeBasis(from: &vector) }
    return Self.normalised(vector)
  }

  private static func normalised(_ vector: [Double]) -> [Double] {
    let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return length > 0 ? vector.map { $0 / length } : vector
  }
}
