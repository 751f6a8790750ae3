import LatentCore
import Models
import Synchronization

/// What is computed from the weights for display, each part with the share of the time that it may take.
struct DerivedView {
  /// Numbers the weights of all engines of a process.
  private static let versions = Atomic<Int>(0)

  private(set) var weights: Weights
  private(set) var probe: Codes
  private(set) var reconstructions: Reconstructions
  /// Set by the core when the projections queue has computed them for the present weights.
  var allCodes: Codes?
  /// Whether something has changed since `weights` were copied.
  private(set) var isStale = false

  // With what measuring maps may take, together three hundredths of the time.
  private var probeAllowance = Allowance(share: 0.015)
  private var reconstructionAllowance = Allowance(share: 0.005)
  private var reconstructedVersion: Int

  init(_ trainer: Trainer, probe set: ProbeSet) {
    weights = Self.copyWeights(trainer.model)
    probe = Codes(
      indices: [], values: Matrix(rows: 0, columns: trainer.model.latentDimension), version: weights.version)
    reconstructions = Reconstructions(
      originals: set.exampleImages, restored: set.exampleImages, labels: set.exampleLabels)
    reconstructedVersion = weights.version - 1
  }

  /// Notes that the weights or the images are others than before: a version stands for both.
  mutating func becomeStale() {
    isStale = true
    allCodes = nil
  }

  /// Brings up to date what may be computed now; everything when `isFinal`.
  mutating func refresh(
    _ model: any LatentModel, probe set: ProbeSet, isFinal: Bool, clock: ContinuousClock
  ) {
    if isStale { weights = Self.copyWeights(model) }
    isStale = false
    if reconstructedVersion != weights.version, isFinal || reconstructionAllowance.allows(at: clock.now) {
      let cost = clock.measure { reconstruct(model, set, isFinal: isFinal) }
      reconstructionAllowance.spent(cost, at: clock.now)
    }
    if probe.version != weights.version, isFinal || probeAllowance.allows(at: clock.now) {
      let cost = clock.measure { encode(model, set) }
      probeAllowance.spent(cost, at: clock.now)
    }
  }

  /// Sketches are enough for a cloud of points: a whole search would keep the next command waiting for seconds.
  private mutating func encode(_ model: any LatentModel, _ set: ProbeSet) {
    let codes = model.sketch(set.images, labels: set.labels)
    probe = Codes(
      indices: set.indices, values: codes, version: weights.version,
      responsibilities: model.responsibilities(of: codes))
  }

  private mutating func reconstruct(_ model: any LatentModel, _ set: ProbeSet, isFinal: Bool) {
    reconstructedVersion = weights.version
    let (images, labels) = (set.exampleImages, set.exampleLabels)
    let codes = isFinal ? model.encode(images, labels: labels) : model.sketch(images, labels: labels)
    reconstructions = Reconstructions(
      originals: images, restored: model.decode(codes, labels: labels), labels: labels)
  }

  private static func copyWeights(_ model: any LatentModel) -> Weights {
    let version = versions.add(1, ordering: .relaxed).newValue
    return Weights(values: model.parameters.copyValues(), version: version)
  }
}
