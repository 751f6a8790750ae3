import Foundation
import Kernels
import LatentCore
import Testing

extension Activation {
  /// The plain function.
  func twin(_ x: Double) -> Double {
    switch self {
    case .identity: x
    case .relu: max(x, 0)
    case .leakyRelu: max(x, 0.2 * x)
    case .sigmoid: 1 / (1 + exp(-x))
    case .tanh: Foundation.tanh(x)
    }
  }

  /// Its derivative.
  func slope(_ x: Double) -> Double {
    switch self {
    case .identity: 1
    case .relu: x > 0 ? 1 : 0
    case .leakyRelu: x > 0 ? 1 : 0.2
    case .sigmoid: twin(x) * (1 - twin(x))
    case .tanh: 1 - twin(x) * twin(x)
    }
  }
}

@Suite("Activations")
struct ActivationTests {
  @Test("bias and activation agree with their twins", arguments: Activation.allCases, Shape.awkward)
  func forward(activation: Activation, shape: Shape) {
    var random = RandomSource(seed: 2)
    let (x, bias) = (random.normal(shape), random.normal(rows: 1, columns: shape.columns))
    let output = unaligned(x)
    Kernels.activate(output, bias: unaligned(bias), activation)
    let twin = Matrix(shape.rows, shape.columns) { activation.twin(Double(x[$0, $1]) + Double(bias[0, $1])) }
    #expect(output.matrix.distance(to: twin) < 2e-6)
  }

  @Test("the gradient agrees with its twin", arguments: Activation.allCases, Shape.awkward)
  func backward(activation: Activation, shape: Shape) {
    var random = RandomSource(seed: 3)
    let (x, gradient) = (random.normal(shape), random.normal(shape))
    let (output, result) = (unaligned(x), unaligned(gradient))
    Kernels.activate(output, bias: nil, activation)
    Kernels.activationGradient(result, output: output, activation)
    let twin = Matrix(shape.rows, shape.columns) {
      Double(gradient[$0, $1]) * activation.slope(Double(x[$0, $1]))
    }
    #expect(result.matrix.distance(to: twin) < 2e-6)
  }

  @Test("no size of number is too large, and NaN stays NaN", arguments: Activation.allCases)
  func extremes(activation: Activation) {
    let x: [Float] = [-1e30, -200, -88, -87, -1e-20, 0, 1e-20, 87, 88, 200, 1e30]
    let output = unaligned(Matrix(rows: 1, columns: x.count, values: x))
    Kernels.activate(output, bias: nil, activation)
    #expect(output.matrix.distance(to: Matrix(1, x.count) { activation.twin(Double(x[$1])) }) < 2e-6)
    let wrong = unaligned(Matrix(rows: 1, columns: 20, repeating: .nan))
    Kernels.activate(wrong, bias: nil, activation)
    #expect(wrong.matrix.values.allSatisfy { $0.isNaN })
  }
}
