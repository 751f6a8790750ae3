import Kernels
import LatentCore

/// How a tensor's values are drawn before training.
public enum Initialiser: Sendable, Equatable {
  /// Uniform in ±1 / sqrt(inputs), for weight and bias alike, as torch.nn.Linear does.
  case fanIn(Int)
  /// All elements equal.
  case constant(Float)
  /// Uniform in ± a bound.
  case uniform(Float)
  /// Normal with mean 0 and a standard deviation.
  case normal(Float)

  func fill(_ tensor: MatrixView, _ random: inout RandomSource) {
    switch self {
    case .fanIn(let inputs):
      let bound = 1 / Float(max(inputs, 1)).squareRoot()
      Kernels.fillUniform(tensor, from: -bound, to: bound, random)
      random.counter &+= UInt64(tensor.columns)
    case .uniform(let bound):
      Kernels.fillUniform(tensor, from: -bound, to: bound, random)
      random.counter &+= UInt64(tensor.columns)
    case .constant(let value):
      for column in 0..<tensor.columns { tensor[0, column] = value }
    case .normal(let deviation):
      for column in 0..<tensor.columns { tensor[0, column] = deviation * random.normal() }
    }
  }
}

/// What a seed is used for; each use has random numbers of its own.
public enum RandomStream {
  /// Drawing fresh weights.
  public static let initialisation: UInt64 = 1
  /// Draws of the prior among which the codes of images are searched for.
  static let codeSearch: UInt64 = 0x636f_6465
  /// Choosing what a code that nobody chose is set to.
  static let deadCodes: UInt64 = 0x6465_6164
}
