import LatentCore

/// The purposes for which chance plays in training; each has a sequence of its own, so that drawing more for one
/// changes nothing in another.
public enum TrainingStream: UInt64, Sendable, CaseIterable {
  /// The order of the images in every epoch.
  case order = 101
  /// Noise of training steps: posterior samples, corruption.
  case noise = 102
  /// Posterior samples of the test images.
  case evaluation = 103
  /// The choice of the probe points.
  case probe = 104

  /// The sequence of this purpose.
  public func source(seed: UInt64) -> RandomSource { RandomSource(seed: seed, stream: rawValue) }
}
