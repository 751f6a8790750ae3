import LatentCore

extension CodeGaussian {
  /// Returns independent draws, `[count, latent]`.
  /// - Source: the Cholesky factor of the covariance times standard normal numbers; Golub and Van Loan 2013, 4.2.
  public func draws(_ count: Int, random: inout RandomSource) -> Matrix {
    let size = mean.count
    let factor = choleskyFactor
    var draws = random.normal(rows: count, columns: size)
    for row in 0..<count {
      // From the last coordinate back, since each needs the draws before it as they were.
      for column in (0..<size).reversed() {
        let terms = (0...column).map { factor[column * size + $0] * Double(draws[row, $0]) }
        draws[row, column] = mean[column] + Float(terms.reduce(0, +))
      }
    }
    return draws
  }

  /// The lower triangle L with L times its transpose as covariance. A direction without variance stays without.
  private var choleskyFactor: [Double] {
    let size = mean.count
    var factor = [Double](repeating: 0, count: size * size)
    for row in 0..<size {
      for column in 0...row {
        let known = (0..<column).reduce(0.0) { $0 + factor[row * size + $1] * factor[column * size + $1] }
        let rest = Double(covariance[row * size + column]) - known
        let pivot = factor[column * size + column]
        factor[row * size + column] =
          row == column ? max(0, rest).squareRoot() : pivot > 1e-12 ? rest / pivot : 0
      }
    }
    return factor
  }
}
