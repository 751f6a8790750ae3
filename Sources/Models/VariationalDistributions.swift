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
  private var objective = PlannedMemory<DecoderObjective>()

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

  /// What squared errors are multiplied with to be -log p(x|z) up to a constant; 1 for the Bernoulli likelihood.
  ///
  /// The loss of the Gaussian likelihood, squared error plus `klWeight` times the divergence, is `klWeight` times minus
  /// the bound for pixels of variance `klWeight` / 2.
  private var likelihoodScale: Double {
    let description = model.network.description
    guard description.reconstruction != .crossEntropy, let weight = description.bottleneck.klWeight,
      weight > 0
    else { return 1 }
    return 1 / weight
  }

  /// Returns -log p(x|z) of each image under its code, in nats; for the Gaussian likelihood without its constant.
  public func reconstructionLosses(codes: Matrix, labels: [UInt8], images: Matrix) -> [Double] {
    let scale = likelihoodScale
    return planned(codes.rows).losses(codes: model.told(codes, labels), images: images).map { scale * $0 }
  }

  /// Returns the same with the gradient at each code, `[codes, latent]`.
  public func reconstructionGradient(codes: Matrix, labels: [UInt8], images: Matrix)
    -> (losses: [Double], gradient: Matrix)
  {
    let scale = likelihoodScale
    var (losses, gradient) = planned(codes.rows).gradient(codes: model.told(codes, labels), images: images)
    if scale != 1 {
      for index in losses.indices { losses[index] *= scale }
      for index in gradient.values.indices { gradient.values[index] *= Float(scale) }
    }
    return (losses, gradient)
  }

  /// Draws codes of one image from its posterior, and returns log p(x|z) + log p(z) - log q(z|x) of each, in nats.
  /// - Parameters:
  ///   - count: draws.
  ///   - image: `[1, pixels]`, with its label for a model that is told it.
  ///   - random: advanced by the numbers that the draws take.
  public func logWeights(
    _ count: Int, of image: Matrix, labels: [UInt8], random: inout RandomSource
  ) -> [Double] {
    let (posterior, scale) = (posterior(of: image, labels: labels), likelihoodScale)
    let latent = model.latentDimension
    let conditions = Array(model.told(Matrix(rows: 1, columns: latent), labels).values.dropFirst(latent))
    var weights: [Double] = []
    weights.reserveCapacity(count)
    while weights.count < count {
      let block = min(Self.drawBlock, count - weights.count)
      weights += planned(block).draws(
        block, mean: posterior.mean.values, logVariance: posterior.logVariance.values, conditions: conditions,
        image: image, random
      ).map { $0.logRatio - scale * $0.loss }
      random.counter &+= UInt64(2 * latent * block)
    }
    return weights
  }

  /// Draws that are decoded at once.
  private static let drawBlock = 1000

  private func planned(_ rows: Int) -> DecoderObjective {
    objective.holding(rows) { rows, _ in DecoderObjective(model.network, rows: rows) }
  }
}
