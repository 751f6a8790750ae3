import Foundation
import Kernels
import LatentCore
import Testing

@Suite("Losses")
struct LossTests {
  private func inputs(_ shape: Shape) -> (raw: Matrix, bias: Matrix, target: Matrix) {
    var random = RandomSource(seed: 9)
    var raw = random.normal(shape)
    for index in raw.values.indices { raw.values[index] *= 5 }
    let target = Matrix(shape.rows, shape.columns) { _, _ in Double(random.uniform()) }
    return (raw, random.normal(rows: 1, columns: shape.columns), target)
  }

  @Test("cross-entropy from logits and its gradient agree with their twins", arguments: Shape.awkward)
  func bernoulli(shape: Shape) {
    let (raw, bias, target) = inputs(shape)
    let output = unaligned(raw)
    let loss = Kernels.bernoulliLoss(
      logits: output, bias: unaligned(bias), target: unaligned(target), scale: 0.5)
    var twin = 0.0
    let gradient = Matrix(shape.rows, shape.columns) { row, column in
      let (l, x) = (Double(raw[row, column]) + Double(bias[0, column]), Double(target[row, column]))
      let p = 1 / (1 + exp(-l))
      twin -= x * log(p) + (1 - x) * log1p(-p)
      return 0.5 * (p - x)
    }
    #expect(abs(loss - twin) <= 1e-5 * max(1, twin))
    #expect(output.matrix.distance(to: gradient) < 2e-6)
  }

  @Test(
    "the squared error and its gradient agree with their twins",
    arguments: [Activation.identity, .sigmoid, .tanh], Shape.awkward)
  func squared(activation: Activation, shape: Shape) {
    let (raw, bias, target) = inputs(shape)
    let output = unaligned(raw)
    let loss = Kernels.squaredLoss(
      output: output, bias: unaligned(bias), target: unaligned(target), activation, scale: 0.5)
    var twin = 0.0
    let gradient = Matrix(shape.rows, shape.columns) { row, column in
      let x = Double(raw[row, column]) + Double(bias[0, column])
      let error = activation.twin(x) - Double(target[row, column])
      twin += error * error
      return error * activation.slope(x)
    }
    #expect(abs(loss - twin) <= 1e-5 * max(1, twin))
    #expect(output.matrix.distance(to: gradient) < 1e-5)
  }

  @Test(
    "cross-entropy of far logits is the logit itself, never infinite", arguments: [30, 100, 1e6] as [Float])
  func farLogits(logit: Float) {
    let output = unaligned(Matrix([[logit, -logit, logit, -logit]]))
    let target = unaligned(Matrix([[0, 1, 1, 0]]))
    let bias = unaligned(Matrix(rows: 1, columns: 4))
    let loss = Kernels.bernoulliLoss(logits: output, bias: bias, target: target, scale: 1)
    #expect(abs(loss - 2 * Double(logit)) < 1e-6 * Double(logit))
    #expect(output.matrix.distance(to: Matrix([[1, -1, 0, 0]])) < 1e-6)
  }

  @Test("NaN in an output is NaN in the loss")
  func divergence() {
    let (bias, target) = (unaligned(Matrix(rows: 1, columns: 3)), unaligned(Matrix(rows: 1, columns: 3)))
    let output = Matrix([[0, .nan, 0]])
    #expect(Kernels.bernoulliLoss(logits: unaligned(output), bias: bias, target: target, scale: 1).isNaN)
    #expect(
      Kernels.squaredLoss(output: unaligned(output), bias: bias, target: target, .sigmoid, scale: 1).isNaN)
  }
}

@Suite("Gaussian codes")
struct GaussianCodesTests {
  @Test(
    "codes, divergence and gradient agree with their twins",
    arguments: Shape.awkward.filter { $0.columns > 0 })
  func gaussian(shape: Shape) {
    var random = RandomSource(seed: 12)
    let (rows, latent) = (shape.rows, shape.columns)
    let heads = random.normal(rows: rows, columns: 2 * latent)
    let (noise, upstream) = (random.normal(shape), random.normal(shape))
    let (codes, view) = (unaligned(Matrix(rows: rows, columns: latent)), unaligned(heads))
    Kernels.reparameterise(heads: view, noise: unaligned(noise), into: codes)
    func mean(_ row: Int, _ i: Int) -> Double { Double(heads[row, i]) }
    func deviation(_ row: Int, _ i: Int) -> Double { exp(Double(heads[row, latent + i]) / 2) }
    let twin = Matrix(rows, latent) { mean($0, $1) + deviation($0, $1) * Double(noise[$0, $1]) }
    #expect(codes.matrix.distance(to: twin) < 2e-6)
    var divergence = 0.0
    let gradient = Matrix(rows, 2 * latent) { row, column in
      let i = column % latent
      let s = deviation(row, i)
      if column < latent {
        divergence += (mean(row, i) * mean(row, i) + s * s - 1 - 2 * log(s)) / 2
        return Double(upstream[row, i]) + 0.3 * mean(row, i)
      }
      return (Double(upstream[row, i]) * Double(noise[row, i]) * s + 0.3 * (s * s - 1)) / 2
    }
    #expect(abs(Kernels.gaussianKL(heads: view) - divergence) <= 1e-5 * max(1, divergence))
    Kernels.gaussianGradient(
      heads: view, codeGradient: unaligned(upstream), noise: unaligned(noise), klScale: 0.3)
    #expect(view.matrix.distance(to: gradient) < 2e-6)
  }
}
