/// How fresh weights of layers are drawn.
public enum InitialisationScheme: String, Sendable, CaseIterable {
  /// Uniform in ±1 / sqrt(inputs), biases too, as torch.nn.Linear does.
  case uniform
  /// Uniform in ±sqrt(6 / (inputs + outputs)), biases zero.
  /// - Source: Glorot and Bengio 2010, Proceedings of AISTATS, equation 16.
  case xavier
  /// Normal with variance 2 / inputs, biases zero; meant for rectified units.
  /// - Source: He et al. 2015, arXiv:1502.01852, equation 10.
  case he

  /// What a tensor is filled with that a layer declared with another initialiser; what is neither weight nor bias
  /// of a layer stays as it is.
  /// - Parameter shape: of the tensor, outputs first.
  func initialiser(instead declared: Initialiser, shape: [Int]) -> Initialiser {
    guard self != .uniform, case .fanIn(let inputs) = declared else { return declared }
    guard shape.count > 1 else { return .constant(0) }
    let fan = Float(max(1, inputs))
    return self == .he
      ? .normal((2 / fan).squareRoot()) : .uniform((6 / (fan + Float(shape[0]))).squareRoot())
  }
}
