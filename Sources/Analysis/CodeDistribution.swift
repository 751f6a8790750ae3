import LatentCore
import Models

/// Where codes are drawn from: a model's prior, or a Gaussian fitted to its codes where it has none.
public enum CodeDistribution: Sendable, Equatable {
  /// Independent standard normal coordinates.
  case standardNormal(dimensions: Int)
  case fitted(FittedGaussian)

  /// Chooses the distribution of a model.
  /// - Parameters:
  ///   - prior: the model's.
  ///   - codes: of training images, `[codes, latent]`; looked at only where there is no prior, or one that only the
  ///     model itself can draw from.
  /// - Throws: `ZwalkError.notEnoughPoints`, `.notFinite` when a Gaussian cannot be fitted.
  public init(prior: Prior, codes: @autoclosure () -> Matrix, dimensions: Int) throws(ZwalkError) {
    switch prior {
    case .standardNormal: self = .standardNormal(dimensions: dimensions)
    case .fitted, .learnt: self = .fitted(try FittedGaussian(fitting: codes()))
    }
  }

  /// The number of values of a code.
  public var dimensions: Int {
    switch self {
    case .standardNormal(let dimensions): dimensions
    case .fitted(let gaussian): gaussian.dimensions
    }
  }

  /// Returns codes drawn at random, `[count, latent]`.
  public func samples(_ count: Int, random: inout RandomSource) -> Matrix {
    switch self {
    case .standardNormal(let dimensions): random.normal(rows: max(count, 0), columns: dimensions)
    case .fitted(let gaussian): gaussian.samples(count, random: &random)
    }
  }

  /// Returns one code drawn at random.
  public func sample(random: inout RandomSource) -> [Float] { samples(1, random: &random).values }
}
