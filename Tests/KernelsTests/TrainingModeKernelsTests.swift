import Foundation
import Kernels
import LatentCore
import Testing

@Suite("Batch normalisation, dropout and noise")
struct TrainingModeKernelsTests {
  /// A view without gaps of a copy.
  private func whole(_ matrix: Matrix) -> MatrixView {
    let view = Arena(count: matrix.rows * matrix.columns).view(rows: matrix.rows, columns: matrix.columns)
    view.load(matrix, rows: 0..<matrix.rows)
    return view
  }

  private func empty(_ rows: Int, _ columns: Int) -> MatrixView {
    whole(Matrix(rows: rows, columns: columns, repeating: .nan))
  }

  private func moments(_ x: Matrix) -> (mean: [Double], variance: [Double]) {
    let mean = (0..<x.columns).map { column in
      (0..<x.rows).reduce(0.0) { $0 + Double(x[$1, column]) } / Double(max(x.rows, 1))
    }
    let variance = (0..<x.columns).map { column in
      (0..<x.rows).reduce(0.0) { $0 + pow(Double(x[$1, column]) - mean[column], 2) } / Double(max(x.rows, 1))
    }
    return (mean, variance)
  }

  @Test("moments of columns agree with their twins", arguments: Shape.awkward)
  func columnMoments(shape: Shape) {
    var random = RandomSource(seed: 1)
    var x = random.normal(shape)
    for index in x.values.indices { x.values[index] = 3 * x.values[index] + 5 }
    let (mean, variance) = (empty(1, shape.columns), empty(1, shape.columns))
    Kernels.columnMoments(of: unaligned(x), mean: mean, variance: variance)
    let twin = moments(x)
    #expect(mean.matrix.distance(to: Matrix(1, shape.columns) { twin.mean[$1] }) < 1e-5)
    #expect(variance.matrix.distance(to: Matrix(1, shape.columns) { twin.variance[$1] }) < 1e-4)
  }

  @Test("normalised columns agree with their twin, with and without keeping them", arguments: Shape.awkward)
  func batchNorm(shape: Shape) {
    var random = RandomSource(seed: 2)
    let x = random.normal(shape)
    let mean = random.normal(rows: 1, columns: shape.columns)
    let (weight, bias) = (
      random.normal(rows: 1, columns: shape.columns), random.normal(rows: 1, columns: shape.columns)
    )
    let variance = Matrix(1, shape.columns) { 0.1 + Double($1 % 7) }
    let normal = Matrix(shape.rows, shape.columns) {
      (Double(x[$0, $1]) - Double(mean[0, $1])) / sqrt(Double(variance[0, $1]) + 1e-5)
    }
    let twin = Matrix(shape.rows, shape.columns) {
      Double(normal[$0, $1]) * Double(weight[0, $1]) + Double(bias[0, $1])
    }
    for keeps in [true, false] {
      let (output, kept) = (empty(shape.rows, shape.columns), empty(shape.rows, shape.columns))
      Kernels.batchNorm(
        whole(x), mean: whole(mean), variance: whole(variance), weight: whole(weight), bias: whole(bias),
        into: output, normal: keeps ? kept : nil)
      #expect(output.matrix.distance(to: twin) < 1e-5)
      if keeps { #expect(kept.matrix.distance(to: normal) < 1e-5) }
    }
  }

  @Test("the gradient through the moments of a batch is that of the whole map", arguments: [2, 5, 17])
  func batchNormGradient(rows: Int) {
    var random = RandomSource(seed: 3)
    let (x, gradient) = (random.normal(rows: rows, columns: 9), random.normal(rows: rows, columns: 9))
    let weight = random.normal(rows: 1, columns: 9)
    func loss(_ x: Matrix) -> Double {
      let (mean, variance) = moments(x)
      return (0..<rows).reduce(0.0) { sum, row in
        sum
          + (0..<9).reduce(0.0) {
            $0 + Double(gradient[row, $1] * weight[0, $1]) * (Double(x[row, $1]) - mean[$1])
              / sqrt(variance[$1] + 1e-5)
          }
      }
    }
    let (mean, variance, sums, products) = (empty(1, 9), empty(1, 9), empty(1, 9), empty(1, 9))
    let (output, normal, result) = (empty(rows, 9), empty(rows, 9), empty(rows, 9))
    Kernels.columnMoments(of: whole(x), mean: mean, variance: variance)
    Kernels.batchNorm(
      whole(x), mean: mean, variance: variance, weight: whole(weight), bias: whole(weight), into: output,
      normal: normal)
    Kernels.columnSums(of: whole(gradient), into: sums)
    Kernels.columnProducts(whole(gradient), normal, into: products)
    Kernels.batchNormGradient(
      whole(gradient), normal: normal, variance: variance, weight: whole(weight),
      Kernels.BatchNormSums(gradients: sums, products: products, rows: rows), into: result)
    let twin = Matrix(rows, 9) { row, column in
      var (below, above) = (x, x)
      below[row, column] -= 1e-2
      above[row, column] += 1e-2
      return (loss(above) - loss(below)) / Double(above[row, column] - below[row, column])
    }
    #expect(result.matrix.distance(to: twin) < 2e-3)
    Kernels.batchNormGradient(whole(gradient), variance: variance, weight: whole(weight), into: result)
    let given = Matrix(rows, 9) {
      Double(gradient[$0, $1] * weight[0, $1]) / sqrt(Double(variance[0, $1]) + 1e-5)
    }
    #expect(result.matrix.distance(to: given) < 1e-5)
  }

  @Test("averages follow by their share")
  func follow() {
    let average = whole(Matrix([[1, -2, 0]]))
    Kernels.follow(average, whole(Matrix([[2, 4, 10]])), share: 0.1, factor: 1.5)
    #expect(average.matrix.distance(to: Matrix([[1.2, -1.2, 1.5]])) < 1e-6)
  }

  @Test("dropped numbers are the ones that the source says, the others larger", arguments: Shape.awkward)
  func dropOut(shape: Shape) {
    var random = RandomSource(seed: 5)
    let x = random.normal(shape)
    let (output, kept) = (empty(shape.rows, shape.columns), empty(shape.rows, shape.columns))
    var source = RandomSource(seed: 9)
    Kernels.dropOut(whole(x), share: 0.3, into: output, kept: kept, source)
    let twin = Matrix(shape.rows, shape.columns) { _, _ in
      source.uniform() < 0.3 ? 0 : 1 / (1 - Double(Float(0.3)))
    }
    #expect(kept.matrix.distance(to: twin) < 1e-6)
    let product = Matrix(shape.rows, shape.columns) { Double(x[$0, $1]) * Double(twin[$0, $1]) }
    #expect(output.matrix.distance(to: product) < 1e-6)
    Kernels.multiplyElements(whole(x), kept, into: output)
    #expect(output.matrix.distance(to: product) < 1e-6)
  }

  @Test("noise is the source's, times its deviation", arguments: Shape.awkward)
  func noise(shape: Shape) {
    var random = RandomSource(seed: 6)
    let x = random.normal(shape)
    let (output, noise) = (empty(shape.rows, shape.columns), empty(shape.rows, shape.columns))
    var source = RandomSource(seed: 9)
    Kernels.addNoise(to: whole(x), deviation: 0.25, into: output, noise: noise, source)
    let twin = Matrix(shape.rows, shape.columns) { Double(x[$0, $1]) + 0.25 * Double(source.normal()) }
    #expect(output.matrix.distance(to: twin) < 1e-3)
  }
}
