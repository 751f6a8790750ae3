/// The loss of a batch or of a data set with its parts, on the recipe's own scale.
public struct Losses: Sendable, Equatable, Codable {
  /// What the optimiser minimises.
  public var loss: Double
  /// The part that compares images with their reconstructions.
  public var reconstruction: Double
  /// The Kullback-Leibler divergence from the prior, in nats an image; nil where a model has none.
  public var kl: Double?

  /// Creates losses.
  public init(loss: Double, reconstruction: Double, kl: Double? = nil) {
    self.loss = loss
    self.reconstruction = reconstruction
    self.kl = kl
  }

  /// Whether every part is a number.
  public var isFinite: Bool { loss.isFinite && reconstruction.isFinite && (kl ?? 0).isFinite }
}

/// Sums the losses of batches, weighted by their images, so that a short last batch counts as much as it holds.
public struct LossAverage: Sendable {
  private var sum = Losses(loss: 0, reconstruction: 0)
  private var images = 0

  /// Creates an empty average.
  public init() {}

  /// Adds the losses of a batch of `count` images.
  public mutating func add(_ losses: Losses, count: Int) {
    let weight = Double(count)
    sum.loss += losses.loss * weight
    sum.reconstruction += losses.reconstruction * weight
    if let kl = losses.kl { sum.kl = (sum.kl ?? 0) + kl * weight }
    images += count
  }

  /// The mean over all images added so far; nil before the first.
  public var mean: Losses? {
    guard images > 0 else { return nil }
    let scale = 1 / Double(images)
    return Losses(
      loss: sum.loss * scale, reconstruction: sum.reconstruction * scale, kl: sum.kl.map { $0 * scale })
  }
}
