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
  /// Improves values by one step whose gradient is the product a' b, on the calling thread; the gradient itself is
  /// never written anywhere.
  ///
  /// Returns false, and does nothing, where only `multiply` and then `optimise` will do: for other optimisers than Adam, and
  /// for shapes at which other products are faster.
  /// - Parameters:
  ///   - place: index of the first of the values, rows of `b.columns` without gaps.
  ///   - a: `[depth, rows]`.
  ///   - b: `[depth, columns]`.
  public static func optimise(
    _ arrays: OptimizerArrays, at place: Int, by a: MatrixView, _ b: MatrixView, _ step: OptimizerStep
  ) -> Bool {
    let shape = ProductShape(a.shape, .transposed, b.shape, .plain)
    guard case .adam(let rate, let root, let beta1, let beta2, let epsilon) = step,
      shape.depth <= ProductRoute.mostLearningDepth,
      case .own(let kind) = ProductRoute(shape, .first, a)
    else { return false }
    let span = shape.rows * shape.columns
    var learner = zw_learner(
      values: arrays.values.pointer(place, span: span), first: arrays.firstMoments.pointer(place, span: span),
      second: arrays.secondMoments.pointer(place, span: span), rate: rate * root, epsilon: epsilon * root,
      beta1: beta1, beta2: beta2, keep: 1)
    withUnsafePointer(to: &learner) { learner in
      var factors = zw_factors(
        a: a.pointer, b: b.pointer, c: nil, a_stride: a.stride, b_stride: b.stride, c_stride: shape.columns,
        rows: shape.rows, columns: shape.columns, depth: shape.depth, learner: learner)
      zw_multiply(kind, &factors)
    }
    return true
  }

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
