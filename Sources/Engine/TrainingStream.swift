import LatentCore

/// The purposes for which chance plays in training; each has a sequence of its own, so that drawing more for one
/// changes nothing in another.
public enum TrainingStream: UInt64, Sendable, CaseIterable {
  // 1 draws fresh weights, in Layers.

  /// The order of the images in every epoch.
  case order = 2
  /// Noise of training steps: posterior samples, corruption.
  case noise = 3
  /// Posterior samples of the test images.
  case evaluation = 4
  /// The choice of the probe points.
  case probe = 5
  /// Noise of what is shown of a model.
  case exhibit = 6
  /// Where a fit that looks at all images begins.
  case start = 7

  /// The sequence of this purpose.
  public func source(seed: UInt64) -> RandomSource { RandomSource(seed: seed, stream: rawValue) }
}
