import CKernels

/// The constants of one optimiser step.
public enum OptimizerStep: Sendable {
  /// Adam with bias correction: `rate` is the learning rate over 1 - beta1^t, `root` the square root of 1 - beta2^t.
  case adam(rate: Float, root: Float, beta1: Float, beta2: Float, epsilon: Float)
  /// velocity = momentum velocity + gradient; value -= rate velocity.
  case momentum(rate: Float, momentum: Float)
}

/// The four arrays that an optimiser works on: equal in size and layout.
public struct OptimizerArrays {
  /// What is learnt, its gradient, and the optimiser's moments.
  public let values, gradients, firstMoments, secondMoments: Arena

  /// Creates arrays of `values.count` elements beside the values.
  public init(values: Arena) {
    self.values = values
    gradients = Arena(count: values.count)
    firstMoments = Arena(count: values.count)
    secondMoments = Arena(count: values.count)
  }
}

extension Kernels {
  /// Improves the values of a range by one step, on the calling thread.
  public static func optimise(_ arrays: OptimizerArrays, _ range: Range<Int>, _ step: OptimizerStep) {
    let values = arrays.values.pointer(range.lowerBound, span: range.count)
    let gradients = arrays.gradients.pointer(range.lowerBound, span: range.count)
    let first = arrays.firstMoments.pointer(range.lowerBound, span: range.count)
    switch step {
    case .adam(let rate, let root, let beta1, let beta2, let epsilon):
      let second = arrays.secondMoments.pointer(range.lowerBound, span: range.count)
      zw_adam(values, gradients, first, second, range.count, rate, root, beta1, beta2, epsilon)
    case .momentum(let rate, let momentum):
      zw_momentum(values, gradients, first, range.count, rate, momentum)
    }
  }
}
