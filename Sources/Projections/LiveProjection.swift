import LatentCore

/// A projection whose map unfolds step by step, and can be watched and steered meanwhile.
///
/// `points` is the map of the moment from the first slice on. The objective is sampled every few steps.
public protocol LiveProjection: Projection {
  /// What the method is at: `principal components and neighbors`, `early exaggeration` ...
  var stage: String { get }

  /// Steps that have moved the points so far; 0 before the map begins to unfold.
  var step: Int { get }

  /// Steps after which the map is final.
  var steps: Int { get }

  /// What falls while the map unfolds: `KL divergence`, `cross-entropy`.
  var objectiveTitle: String { get }

  /// The objective at rising steps; empty before the map begins to unfold.
  var curve: [ObjectiveSample] { get }

  /// The options that can be changed now, with their ranges; their keys are keys of the catalogue entry.
  var steerable: [OptionDescription] { get }

  /// The options as they are now; `steerable` names those that `steer` accepts.
  var options: Options { get }

  /// Changes options while the map unfolds; it goes on from where it is, with the steps that are left.
  /// - Throws: `ZwalkError.unknownOption` or `.optionOutOfRange`, and changes nothing.
  mutating func steer(_ key: String, to value: OptionValue) throws(ZwalkError)
}

/// The value of an objective after some steps.
public struct ObjectiveSample: Sendable, Equatable {
  /// Steps that were done.
  public var step: Int
  /// The objective, in the unit of its title; lower is better.
  public var value: Double
  /// Creates a sample.
  public init(step: Int, value: Double) {
    self.step = step
    self.value = value
  }
}
