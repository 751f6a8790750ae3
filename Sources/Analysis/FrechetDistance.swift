import Kernels
import LatentCore

extension FittedGaussian {
  /// Returns the squared Fréchet distance to another Gaussian of as many dimensions.
  ///
  /// |m1 - m2|^2 + tr(S1 + S2 - 2 (S1 S2)^(1/2)), the root taken as that of S1^(1/2) S2 S1^(1/2), which is symmetric.
  /// - Throws: `ZwalkError.numericalFailure` when eigenvalues cannot be found.
  /// - Source: Dowson and Landau 1982, doi:10.1016/0047-259X(82)90077-X.
  public func frechetDistance(to other: FittedGaussian) throws(ZwalkError) -> Double {
    let n = dimensions
    precondition(
      other.dimensions == n, "Gaussians of \(n) and \(other.dimensions) dimensions have no distance")
    let root = try squareRoot()
    let inner = Self.product(Self.product(root, other.covariance, n), root, n)
    let eigen = try Kernels.symmetricEigen(inner, order: n)
    let trace = (0..<n).reduce(0) { $0 + covariance[$1 * n + $1] + other.covariance[$1 * n + $1] }
    let shift = zip(mean, other.mean).reduce(0.0) { sum, pair in
      let difference = Double(pair.0) - Double(pair.1)
      return sum + difference * difference
    }
    return shift + trace - 2 * eigen.values.reduce(0) { $0 + max(0, $1).squareRoot() }
  }

  /// The symmetric root of the covariance.
  private func squareRoot() throws(ZwalkError) -> [Double] {
    let n = dimensions
    let eigen = try Kernels.symmetricEigen(covariance, order: n)
    var root = [Double](repeating: 0, count: n * n)
    for (index, value) in eigen.values.enumerated() {
      let vector = Array(eigen.vector(index))
      let scale = max(0, value).squareRoot()
      for i in 0..<n { for j in 0..<n { root[i * n + j] += scale * vector[i] * vector[j] } }
    }
    return root
  }

  private static func product(_ a: [Double], _ b: [Double], _ n: Int) -> [Double] {
    var result = [Double](repeating: 0, count: n * n)
    for i in 0..<n {
      for k in 0..<n {
        let factor = a[i * n + k]
        for j in 0..<n { result[i * n + j] += factor * b[k * n + j] }
      }
    }
    return result
  }
}
