import Datasets
import LatentCore
import Models
import RealModule

/// What a posterior gains when it is fitted to each image by itself, from where the encoder puts it.
///
/// The difference is the amortisation gap: what the encoder loses because one network serves all images.
/// - Source: Hoffman, Blei, Wang and Paisley 2013 (stochastic variational inference); Cremer, Li and Duvenaud 2018,
///   arXiv:1801.03558 (the gap).
public struct StochasticVariationalInference: Sendable, Equatable {
  /// The ELBO with the encoder's posteriors, mean over images, in nats; for the Gaussian likelihood without its constant.
  public let amortised: SampleMean
  /// The ELBO with the fitted ones.
  public let fitted: SampleMean
  /// How much better the fitted ones are, image by image.
  public let gap: SampleMean

  private static let block = 250
  private static let rate: Float = 0.02
  /// Draws an image that both bounds are measured with.
  private static let measuringDraws = 64

  /// Fits.
  /// - Parameters:
  ///   - split: images of the model's shape, 1 or more.
  ///   - steps: of Adam for each image.
  ///   - eachStep: called with the share that is done; what it throws ends the fit.
  /// - Throws: `ZwalkError.unsupported` for a model without a posterior; what `eachStep` throws.
  public init(
    of model: any LatentModel, on split: Split, steps: Int = 300, seed: UInt64,
    eachStep: (Double) throws -> Void = { _ in }
  ) throws {
    guard let distributions = model.variational else {
      throw ZwalkError.unsupported(
        what: "\(model.specification.model) has no posterior q(z|x) to fit", advice: "vae and its kin have")
    }
    var random = RandomSource(seed: seed, stream: 0x5F1)
    var (before, after) = ([Double](), [Double]())
    for start in stride(from: 0, to: split.count, by: Self.block) {
      let range = start..<min(start + Self.block, split.count)
      let labels = split.labels.isEmpty ? [] : Array(split.labels[range])
      var fit = PosteriorFit(distributions, Batch(images: split.matrix(range), labels: labels))
      before += fit.bounds(draws: Self.measuringDraws, random: &random)
      for step in 1...max(steps, 1) {
        // The rate falls to nothing, so that the noise of single draws averages out.
        let left = Float(1 - Double(step - 1) / Double(max(steps, 1)))
        fit.advance(step: step, rate: Self.rate * left, random: &random)
        try eachStep((Double(start) + Double(range.count * step) / Double(steps)) / Double(split.count))
      }
      after += fit.bounds(draws: Self.measuringDraws, random: &random)
    }
    amortised = SampleMean(before)
    fitted = SampleMean(after)
    gap = SampleMean(zip(after, before).map { $0 - $1 })
  }
}

/// Posteriors of some images, with the moments of Adam.
private struct PosteriorFit {
  private let distributions: VariationalDistributions
  private let batch: Batch
  private var posterior: VariationalDistributions.Posterior
  private var moments: [(first: Float, second: Float)]

  init(_ distributions: VariationalDistributions, _ batch: Batch) {
    self.distributions = distributions
    self.batch = batch
    posterior = distributions.posterior(of: batch.images, labels: batch.labels)
    moments = Array(repeating: (0, 0), count: 2 * posterior.mean.values.count)
  }

  /// The bound of each image, the mean over some draws.
  func bounds(draws: Int, random: inout RandomSource) -> [Double] {
    var bounds = divergences.map { -$0 }
    for _ in 0..<draws {
      let codes = draw(random.normal(rows: batch.images.rows, columns: posterior.mean.columns))
      let losses = distributions.reconstructionLosses(
        codes: codes, labels: batch.labels, images: batch.images)
      for (image, loss) in losses.enumerated() { bounds[image] -= loss / Double(draws) }
    }
    return bounds
  }

  /// Moves every posterior by one step of Adam up its own bound.
  mutating func advance(step: Int, rate: Float, random: inout RandomSource) {
    let noise = random.normal(rows: batch.images.rows, columns: posterior.mean.columns)
    let gradient = distributions.reconstructionGradient(
      codes: draw(noise), labels: batch.labels, images: batch.images
    ).gradient
    let count = noise.values.count
    for index in 0..<count {
      let (mean, logVariance) = (posterior.mean.values[index], posterior.logVariance.values[index])
      let slope = gradient.values[index]
      let deviation = Float.exp(logVariance / 2)
      let ofVariance = 0.5 * (slope * noise.values[index] * deviation + deviation * deviation - 1)
      let (ofMean, ofLogVariance) = (
        change(index, slope + mean, step, rate), change(count + index, ofVariance, step, rate)
      )
      posterior.mean.values[index] -= ofMean
      posterior.logVariance.values[index] -= ofLogVariance
    }
  }

  private func draw(_ noise: Matrix) -> Matrix {
    var codes = noise
    for index in codes.values.indices {
      codes.values[index] =
        posterior.mean.values[index] + Float.exp(posterior.logVariance.values[index] / 2)
        * noise.values[index]
    }
    return codes
  }

  /// KL(q(z|x) || p(z)) of each image.
  private var divergences: [Double] {
    (0..<posterior.mean.rows).map { row in
      zip(posterior.mean.row(row), posterior.logVariance.row(row)).reduce(0) { sum, pair in
        sum + 0.5 * Double(pair.0 * pair.0 + Float.exp(pair.1) - 1 - pair.1)
      }
    }
  }

  /// What Adam subtracts from a parameter.
  /// - Source: Kingma and Ba 2015, arXiv:1412.6980, algorithm 1.
  private mutating func change(_ index: Int, _ gradient: Float, _ step: Int, _ rate: Float) -> Float {
    moments[index].first = 0.9 * moments[index].first + 0.1 * gradient
    moments[index].second = 0.999 * moments[index].second + 0.001 * gradient * gradient
    let first = moments[index].first / (1 - Float.pow(0.9, Float(step)))
    let second = moments[index].second / (1 - Float.pow(0.999, Float(step)))
    return rate * first / (second.squareRoot() + 1e-8)
  }
}
