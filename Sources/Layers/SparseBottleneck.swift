import Kernels
import LatentCore

/// What keeps most units of a code silent.
public enum SparsityPenalty: Sendable, Hashable {
  /// The sum of all activations' absolute values.
  case l1
  /// The Kullback-Leibler divergence of each unit's mean activation from a target in (0, 1), summed over units.
  /// - Source: Ng 2011, CS294A lecture notes, "Sparse autoencoder".
  case divergence(target: Double)

  /// The mean activation that is wanted; nil where none is.
  public var target: Double? { if case .divergence(let target) = self { target } else { nil } }
}

/// The encoder's outputs are the code, and a penalty on them is a term of the loss.
///
/// The mean activation that the divergence judges is kept as a moving average beside the weights, and the
/// penalty of an image is the divergence's tangent there: KL(mean) + KL'(mean) (a - mean). So rows do not wait for each
/// other, the gradient is exact, and averaged over images the penalty is the divergence itself as soon as the
/// average has settled. What is told of the penalty is the divergence at the average, which is never negative, as the
/// tangent can be over a single batch.
public final class SparseBottleneck: DirectBottleneck {
  /// The number of units of a code.
  public let latent: Int
  private let penalty: SparsityPenalty
  private let weight: Float
  private let arena: ParameterArena
  private let meanOffset: Int

  /// How much of the moving average a step replaces.
  private static let replaced: Float = 0.05

  /// Declares the moving average `sparsity.mean` where the penalty needs it.
  public init(latent: Int, _ penalty: SparsityPenalty, weight: Float, arena: ParameterArena) {
    self.latent = latent
    self.penalty = penalty
    self.weight = weight
    self.arena = arena
    meanOffset = arena.count
    if case .divergence(let target) = penalty {
      _ = arena.declare("sparsity.mean", shape: [latent], .constant(Float(target)), isLearnt: false)
    }
  }

  /// Returns the weighted penalty, summed over the rows.
  public func penalty(_ tape: BottleneckTape, rows: Range<Int>) -> Double {
    let codes = tape.codes.rows(rows)
    let sum =
      switch penalty {
      case .l1: Kernels.sumOfMagnitudes(codes)
      case .divergence(let target): Kernels.sparsity(codes, mean: mean, target: Float(target))
      }
    return Double(weight) * sum
  }

  /// The weighted divergence at the moving average; nil for a penalty that is judged image by image.
  public var settledPenalty: Double? {
    guard case .divergence(let target) = penalty else { return nil }
    return Double(weight) * Kernels.sparsity(mean, mean: mean, target: Float(target))
  }

  /// Adds the penalty's gradient to that of the codes and passes it on.
  public func backward(_ tape: BottleneckTape, rows: Range<Int>, scale: Float, into hidden: MatrixView?) {
    let (codes, gradients) = (tape.codes.rows(rows), tape.codeGradients.rows(rows))
    switch penalty {
    case .l1: Kernels.addSigns(of: codes, scale: weight * scale, to: gradients)
    case .divergence(let target):
      Kernels.addSparsityGradient(mean: mean, target: Float(target), scale: weight * scale, to: gradients)
    }
    hidden?.rows(rows).load(gradients)
  }

  /// Moves the average towards the mean of the batch.
  public func finishStep(_ tape: BottleneckTape, rows: Int) {
    guard case .divergence = penalty, rows > 0 else { return }
    Kernels.moveMean(mean, towards: tape.codes.rows(0..<rows), share: Self.replaced)
  }

  private var mean: MatrixView { arena.value(at: meanOffset, rows: 1, columns: latent) }
}
