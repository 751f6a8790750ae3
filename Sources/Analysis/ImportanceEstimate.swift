import Datasets
import LatentCore
import Models
import RealModule

/// An estimate of log p(x) under a model with a posterior, by drawing codes from q(z|x) and weighing them.
///
/// It lies below log p(x) on average and rises towards it with the number of draws; one draw gives the ELBO.
/// - Source: Burda, Grosse and Salakhutdinov 2016, arXiv:1509.00519, equation 8.
public struct ImportanceEstimate: Sendable, Equatable {
  /// The mean over images, in nats; for the Gaussian likelihood without its constant.
  public let logLikelihood: Double
  /// The mean ELBO of the same draws.
  public let evidenceLowerBound: Double

  /// Draws that are decoded at once.
  private static let block = 500

  /// Estimates.
  /// - Parameters:
  ///   - split: images of the model's shape, 1 or more.
  ///   - draws: codes an image, 1 or more.
  ///   - eachImage: called with the share that is done; what it throws ends the estimate.
  /// - Throws: `ZwalkError.unsupported` for a model without a posterior; what `eachImage` throws.
  public init(
    of model: any LatentModel, on split: Split, draws: Int, seed: UInt64,
    eachImage: (Double) throws -> Void = { _ in }
  ) throws {
    guard let distributions = model.variational else {
      throw ZwalkError.unsupported(
        what: "\(model.specification.model) has no posterior q(z|x) to draw from",
        advice: "vae and its kin have")
    }
    var random = RandomSource(seed: seed, stream: 0x1A1)
    var (likelihood, bound) = (0.0, 0.0)
    for index in 0..<split.count {
      let image = split.matrix(index..<index + 1)
      let labels = split.labels.isEmpty ? [] : [split.labels[index]]
      let weights = Self.logWeights(distributions, image, labels, draws: draws, random: &random)
      bound += weights.reduce(0, +) / Double(draws)
      let largest = weights.max() ?? 0
      likelihood +=
        largest + Double.log(weights.reduce(0) { $0 + Double.exp($1 - largest) } / Double(draws))
      try eachImage(Double(index + 1) / Double(split.count))
    }
    logLikelihood = likelihood / Double(max(split.count, 1))
    evidenceLowerBound = bound / Double(max(split.count, 1))
  }

  /// log p(x|z) + log p(z) - log q(z|x) of draws of z.
  private static func logWeights(
    _ distributions: VariationalDistributions, _ image: Matrix, _ labels: [UInt8], draws: Int,
    random: inout RandomSource
  ) -> [Double] {
    let posterior = distributions.posterior(of: image, labels: labels)
    let latent = posterior.mean.columns
    var weights: [Double] = []
    while weights.count < draws {
      let count = min(block, draws - weights.count)
      var codes = random.normal(rows: count, columns: latent)
      var ratios = [Double](repeating: 0, count: count)
      for row in 0..<count {
        for column in 0..<latent {
          let (noise, logVariance) = (codes[row, column], posterior.logVariance[0, column])
          let code = posterior.mean[0, column] + Float.exp(logVariance / 2) * noise
          codes[row, column] = code
          // The constants of both densities cancel.
          ratios[row] += 0.5 * Double(noise * noise - code * code + logVariance)
        }
      }
      let losses = distributions.reconstructionLosses(
        codes: codes, labels: labels.flatMap { [UInt8](repeating: $0, count: count) },
        images: image.gatheringRows([Int](repeating: 0, count: count)))
      weights += zip(losses, ratios).map { $1 - $0 }
    }
    return weights
  }
}
