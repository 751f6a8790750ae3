/// The loss of a batch or of a data set with its parts, on the recipe's own scale.
public struct Losses: Sendable, Equatable {
  /// What the optimiser minimises.
  public var loss: Double
  /// The part that compares images with their reconstructions; nil for a model that makes none in training.
  public var reconstruction: Double?
  /// The Kullback-Leibler divergence from the prior, in nats an image; nil where a model has none.
  public var kl: Double?
  /// What else a model tells of a batch, by name: `penalty`, `commitment`; usually nothing.
  public var terms: LossTerms

  /// Creates losses.
  public init(loss: Double, reconstruction: Double?, kl: Double? = nil, terms: LossTerms = LossTerms()) {
    self.loss = loss
    self.reconstruction = reconstruction
    self.kl = kl
    self.terms = terms
  }

  /// Whether every part is a number.
  public var isFinite: Bool {
    loss.isFinite && (reconstruction ?? 0).isFinite && (kl ?? 0).isFinite && terms.isFinite
  }
}

extension Losses {
  /// A number with a name, and how many times it is counted.
  public struct Summand: Sendable, Equatable {
    /// One word: `reconstruction`, `KL`, `penalty`.
    public let name: String
    /// The number.
    public let value: Double
    /// How often the loss holds it: the beta of a beta-VAE, else 1.
    public let factor: Double
  }

  /// What the loss is the sum of: the reconstruction, terms such as a penalty, and the divergence where it counts.
  public var summands: [Summand] {
    guard let reconstruction else { return [] }
    let penalties = terms.filter { !LossTerms.measures.contains($0.name) }
      .map { Summand(name: $0.name, value: $0.value, factor: 1) }
    let rest = loss - penalties.reduce(reconstruction) { $0 + $1.value }
    let divergence = kl.flatMap { kl in
      divergenceCounts(rest) ? Summand(name: "KL", value: kl, factor: kl == 0 ? 1 : rest / kl) : nil
    }
    return [Summand(name: "reconstruction", value: reconstruction, factor: 1)]
      + (divergence.map { [$0] } ?? []) + penalties
  }

  /// What is told beside the sum: a divergence that does not count, and measures.
  public var measures: [Summand] {
    let summed = Set(summands.map(\.name))
    let divergence = kl.map { [Summand(name: "KL", value: $0, factor: 0)] } ?? []
    return (divergence + terms.map { Summand(name: $0.name, value: $0.value, factor: 0) })
      .filter { !summed.contains($0.name) }
  }

  /// Whether what other parts leave of the loss is more than rounding.
  private func divergenceCounts(_ rest: Double) -> Bool {
    kl == 0 || abs(rest) > 1e-6 * max(1, abs(loss))
  }
}

/// Further terms stand beside the three that every model has: `{"loss":1,"reconstruction":0.9,"penalty":0.1}`.
extension Losses: Codable {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }

    static let loss = Key(stringValue: "loss")
    static let reconstruction = Key(stringValue: "reconstruction")
    static let kl = Key(stringValue: "kl")
    static let own = Set([loss, reconstruction, kl].map(\.stringValue))
  }

  /// Reads losses; every key beside the three is a further term.
  /// - Throws: `DecodingError`, also when there are more terms than there is room for.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    self.init(
      loss: try container.decode(Double.self, forKey: .loss),
      reconstruction: try container.decodeIfPresent(Double.self, forKey: .reconstruction),
      kl: try container.decodeIfPresent(Double.self, forKey: .kl))
    let names = container.allKeys.filter { !Key.own.contains($0.stringValue) }
    guard names.count <= LossTerms.capacity else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: container.codingPath, debugDescription: "a loss has \(names.count) further terms"))
    }
    for name in names {
      terms[name.stringValue] = try container.decodeIfPresent(Double.self, forKey: name)
    }
  }

  /// Writes losses, all terms side by side.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(loss, forKey: .loss)
    try container.encodeIfPresent(reconstruction, forKey: .reconstruction)
    try container.encodeIfPresent(kl, forKey: .kl)
    for term in terms { try container.encode(term.value, forKey: Key(stringValue: term.name)) }
  }
}

/// Sums the losses of batches, weighted by their images, so that a short last batch counts as much as it holds.
public struct LossAverage: Sendable {
  private var sum = Losses(loss: 0, reconstruction: nil)
  private var images = 0

  /// Creates an empty average.
  public init() {}

  /// Adds the losses of a batch of `count` images.
  public mutating func add(_ losses: Losses, count: Int) {
    let weight = Double(count)
    sum.loss += losses.loss * weight
    if let part = losses.reconstruction { sum.reconstruction = (sum.reconstruction ?? 0) + part * weight }
    if let kl = losses.kl { sum.kl = (sum.kl ?? 0) + kl * weight }
    sum.terms.add(losses.terms, weight: weight)
    images += count
  }

  /// The mean over all images added so far; nil before the first.
  public var mean: Losses? {
    guard images > 0 else { return nil }
    let scale = 1 / Double(images)
    var mean = sum
    mean.loss *= scale
    mean.reconstruction = sum.reconstruction.map { $0 * scale }
    mean.kl = sum.kl.map { $0 * scale }
    mean.terms.scale(by: scale)
    return mean
  }
}
