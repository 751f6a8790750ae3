import LatentCore
import Layers

/// Posterior and likelihood of a variational autoencoder, for questions that training does not ask.
public final class VariationalDistributions {
  /// Gaussians q(z|x), both `[images, latent]`.
  public struct Posterior: Sendable {
    /// Where each code lies.
    public var mean: Matrix
    /// The logarithms of the variances.
    public var logVariance: Matrix

    /// Creates Gaussians of equal shapes.
    public init(mean: Matrix, logVariance: Matrix) {
      self.mean = mean
      self.logVariance = logVariance
    }
  }

  private let model: Autoencoder
  private var objective: DecoderObjective?
  private var plannedRows = 0

  init(_ model: Autoencoder) { self.model = model }

  /// Returns q(z|x) of images.
  /// - Parameter labels: a class for each, for a model that is told them.
  public func posterior(of images: Matrix, labels: [UInt8]) -> Posterior {
    let latent = model.latentDimension
    guard let heads = model.network.posterior(model.told(images, labels)) else {
      preconditionFailure("the bottleneck has heads")
    }
    var posterior = Posterior(
      mean: Matrix(rows: images.rows, columns: latent),
      logVariance: Matrix(rows: images.rows, columns: latent))
    for row in 0..<images.rows {
      for column in 0..<latent {
        posterior.mean[row, column] = heads[row, column]
        posterior.logVariance[row, column] = heads[row, latent + column]
      }
    }
    return posterior
  }

  /// Returns -log p(x|z) of each image under its code, in nats; for the Gaussian likelihood without its constant.
  public func reconstructionLosses(codes: Matrix, labels: [UInt8], images: Matrix) -> [Double] {
    planned(codes.rows).losses(codes: model.told(codes, labels), images: images)
  }

  /// Returns the same with the gradient at each code, `[codes, latent]`.
  public func reconstructionGradient(codes: Matrix, labels: [UInt8], images: Matrix)
    -> (losses: [Double], gradient: Matrix)
  {
    planned(codes.rows).gradient(codes: model.told(codes, labels), images: images)
  }

  private func planned(_ rows: Int) -> DecoderObjective {
    if let objective, plannedRows >= rows { return objective }
    let planned = DecoderObjective(model.network, rows: rows)
    (objective, plannedRows) = (planned, rows)
    return planned
  }
}
