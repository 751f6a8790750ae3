import LatentCore

/// Weights, gradients and both moments of a model: four flat arrays of one layout, with named views.
public final class ParameterArena {
  /// Where one tensor lies in the arena.
  public struct Entry: Sendable, Equatable {
    /// PyTorch's name, `encoder.0.weight`.
    public let name: String
    /// Sizes, outermost first; `[out, in]` for the weight of a dense layer.
    public let shape: [Int]
    /// Index of the first element.
    public let offset: Int
    /// Number of elements.
    public var count: Int { shape.reduce(1, *) }
  }

  /// The tensors in the order in which they lie.
  public let entries: [Entry] = []
  /// Parameters in total.
  public var count: Int { entries.reduce(0) { $0 + $1.count } }
  /// Steps that the optimiser has made.
  public var stepCount = 0

  /// A copy of all weights, `count` values.
  public func copyValues() -> [Float] { [] }
  /// Replaces all weights. - Precondition: `values.count == count`.
  public func load(values: [Float]) {}
  /// Copies of the optimiser's first and second moments, `count` values each.
  public func copyMoments() -> (first: [Float], second: [Float]) { ([], []) }
  /// Replaces the optimiser's moments. - Precondition: `count` values each.
  public func load(firstMoments: [Float], secondMoments: [Float]) {}
}
