import Datasets
import LatentCore
import Models
import RealModule

/// An estimate of log p(x) under a model with a posterior, by drawing codes from q(z|x) and weighing them.
///
/// It lies below log p(x) on average and rises towards it with the number of draws; one draw gives the ELBO.
/// - Source: Burda, Grosse and Salakhutdinov 2016, arXiv:1509.00519, equation 8.
public struct ImportanceEstimate: Sendable, Equatable {
  /// The estimates, mean over images, in nats; for the Gaussian likelihood without its constant.
  public let logLikelihood: SampleMean
  /// The ELBO of the same draws.
  public let evidenceLowerBound: SampleMean

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
    var (likelihoods, bounds) = ([Double](), [Double]())
    for index in 0..<split.count {
      let labels = split.labels.isEmpty ? [] : [split.labels[index]]
      let weights = distributions.logWeights(
        draws, of: split.matrix(index..<index + 1), labels: labels, random: &random)
      bounds.append(weights.reduce(0, +) / Double(draws))
      let largest = weights.max() ?? 0
      likelihoods.append(
        largest + Double.log(weights.reduce(0) { $0 + Double.exp($1 - largest) } / Double(draws)))
      try eachImage(Double(index + 1) / Double(split.count))
    }
    logLikelihood = SampleMean(likelihoods)
    evidenceLowerBound = SampleMean(bounds)
  }
}
