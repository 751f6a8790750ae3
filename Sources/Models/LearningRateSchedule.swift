import LatentCore
import RealModule

/// How the learning rate changes over a stretch of training: a pure function of where in it a step lies, so that a
/// run that is resumed goes on with the same rates.
public struct LearningRateSchedule: Sendable, Equatable {
  /// The shape of the curve.
  public enum Kind: String, Sendable, CaseIterable {
    /// Always the same.
    case constant
    /// Half a cosine from the whole rate to a hundredth of it.
    /// - Source: Loshchilov and Hutter 2017, arXiv:1608.03983, without restarts.
    case cosine
    /// Cut to a share every so many epochs.
    case step
  }

  /// The shape of the curve.
  public var kind: Kind
  /// Epochs at the beginning over which the rate rises in a line from nothing; 0 for none.
  public var warmUp: Double
  /// With `step`, epochs between two cuts, above 0.
  public var cutEvery: Double
  /// With `step`, the share of the rate that a cut leaves.
  public var cutTo: Double

  /// The share of the rate at which half a cosine ends: steps beyond the last epoch still learn something.
  public static let cosineEnd = 0.01

  /// Creates a schedule.
  public init(_ kind: Kind = .constant, warmUp: Double = 0, cutEvery: Double = 10, cutTo: Double = 0.1) {
    self.kind = kind
    self.warmUp = warmUp
    self.cutEvery = cutEvery
    self.cutTo = cutTo
  }

  /// What the learning rate is multiplied with.
  /// - Parameters:
  ///   - epoch: epochs of the stretch that are over when the step is done, with fraction; at least 0.
  ///   - length: epochs of the stretch; beyond it the cosine stays where it ends.
  /// - Returns: 0 to 1.
  public func factor(at epoch: Double, of length: Double) -> Double {
    let rise = warmUp > 0 ? min(1, epoch / warmUp) : 1
    switch kind {
    case .constant: return rise
    case .cosine:
      let share = length > warmUp ? min(max(0, (epoch - warmUp) / (length - warmUp)), 1) : 1
      let fall = 0.5 * (1 + Double.cos(Double.pi * share))
      return rise * (Self.cosineEnd + (1 - Self.cosineEnd) * fall)
    case .step:
      // A step belongs to the epoch that it ends in: the first cut comes after `cutEvery` whole epochs.
      let cuts = max(0, (epoch / cutEvery).rounded(.up) - 1)
      return rise * Double.pow(cutTo, cuts)
    }
  }
}
