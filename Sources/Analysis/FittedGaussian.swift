import LatentCore

/// A Gaussian fitted to codes: what a model without a prior draws its samples from.
public struct FittedGaussian: Sendable, Equatable, Codable {
  /// `latent` values.
  public let mean: [Float]
  /// `[latent, latent]` in row-major order, sums divided by one less than the codes.
  public let covariance: [Double]

  /// Fits mean and covariance.
  /// - Parameter codes: `[codes, latent]`, 2 or more.
  /// - Throws: `ZwalkError.notEnoughPoints`, `.notFinite`.
  public init(fitting codes: Matrix) throws(ZwalkError) {
    guard codes.rows >= 2, let mean = codes.meanRow else {
      throw .notEnoughPoints(method: "fitting a Gaussian", found: codes.rows, needed: 2)
    }
    guard codes.isFinite else { throw .notFinite(what: "the list of codes") }
    self.init(mean: mean, covariance: Self.covariance(of: codes, about: mean))
  }

  /// Creates a Gaussian.
  /// - Precondition: `covariance.count == mean.count * mean.count`.
  public init(mean: [Float], covariance: [Double]) {
    precondition(covariance.count == mean.count * mean.count, "mean and covariance differ in size")
    self.mean = mean
    self.covariance = covariance
  }

  /// The number of values of a code.
  public var dimensions: Int { mean.count }

  /// Reads a Gaussian, refusing one whose covariance does not have the size of its mean.
  public init(from decoder: any Swift.Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let mean = try container.decode([Float].self, forKey: .mean)
    let covariance = try container.decode([Double].self, forKey: .covariance)
    guard covariance.count == mean.count * mean.count else {
      throw DecodingError.dataCorruptedError(
        forKey: .covariance, in: container,
        debugDescription: "\(covariance.count) values do not make a square matrix of \(mean.count) rows")
    }
    self.init(mean: mean, covariance: covariance)
  }

  /// Returns codes drawn at random, `[count, latent]`.
  public func samples(_ count: Int, random: inout RandomSource) -> Matrix {
    let factor = cholesky
    var samples = Matrix(rows: max(count, 0), columns: dimensions)
    for row in 0..<samples.rows {
      let noise = (0..<dimensions).map { _ in Double(random.normal()) }
      for i in 0..<dimensions {
        let offset = (0...i).reduce(0) { $0 + factor[i * dimensions + $1] * noise[$1] }
        samples[row, i] = mean[i] + Float(offset)
      }
    }
    return samples
  }

  /// Returns one code drawn at random.
  public func sample(random: inout RandomSource) -> [Float] { samples(1, random: &random).values }

  /// The lower triangular factor L with L L^T = covariance, `[latent, latent]`.
  ///
  /// A direction without variance gets a column of zeros, so that codes that lie in a plane can be fitted too.
  /// - Source: Golub and Van Loan 2013, "Matrix computations", algorithm 4.2.1.
  public var cholesky: [Double] {
    let n = dimensions
    var factor = [Double](repeating: 0, count: n * n)
    let largest = (0..<n).map { covariance[$0 * n + $0] }.max() ?? 0
    for column in 0..<n {
      for row in column..<n {
        let known = (0..<column).reduce(0) { $0 + factor[row * n + $1] * factor[column * n + $1] }
        let rest = covariance[row * n + column] - known
        if row == column {
          factor[row * n + row] = rest > 1e-12 * largest ? rest.squareRoot() : 0
        } else if factor[column * n + column] > 0 {
          factor[row * n + column] = rest / factor[column * n + column]
        }
      }
    }
    return factor
  }

  private static func covariance(of codes: Matrix, about mean: [Float]) -> [Double] {
    let n = mean.count
    var sums = [Double](repeating: 0, count: n * n)
    for row in 0..<codes.rows {
      let offset = zip(codes.row(row), mean).map { Double($0) - Double($1) }
      for i in 0..<n { for j in 0..<n { sums[i * n + j] += offset[i] * offset[j] } }
    }
    return sums.map { $0 / Double(codes.rows - 1) }
  }
}
