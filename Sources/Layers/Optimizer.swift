import Kernels

/// How gradients become steps.
public enum Optimizer: Sendable, Equatable {
  /// Kingma and Ba 2015, arXiv:1412.6980, algorithm 1, with PyTorch's defaults.
  case adam(beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8)
  /// Gradient descent with momentum as in torch.optim.SGD; 0 is plain descent.
  case momentum(Double)

  /// The constants of a step.
  /// - Parameters:
  ///   - number: 1 for the first step.
  ///   - learningRate: 0 or more.
  public func step(number: Int, learningRate: Float) -> OptimizerStep {
    switch self {
    case .adam(let beta1, let beta2, let epsilon):
      return .adam(
        rate: Float(Double(learningRate) / (1 - power(beta1, number))),
        root: Float((1 - power(beta2, number)).squareRoot()), beta1: Float(beta1), beta2: Float(beta2),
        epsilon: Float(epsilon))
    case .momentum(let momentum):
      return .momentum(rate: learningRate, momentum: Float(momentum))
    }
  }

  private func power(_ base: Double, _ exponent: Int) -> Double {
    var (result, factor, rest) = (1.0, base, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result *= factor }
      factor *= factor
      rest >>= 1
    }
    return result
  }
}
