import Kernels
import LatentCore
import RealModule
import Testing

@Suite("Kernels of networks over time")
struct SequenceKernelTests {
  private func sigmoid(_ x: Float) -> Double { 1 / (1 + Double.exp(-Double(x))) }

  @Test(
    "a step of a long short-term memory agrees with its twin", arguments: [(1, 1), (3, 5), (17, 16), (4, 33)])
  func recurrence(rows: Int, width: Int) {
    var random = RandomSource(seed: 1)
    let gates = random.normal(rows: rows, columns: 4 * width)
    let before = random.normal(rows: rows, columns: width)
    let biases = [0, 1].map { _ in random.normal(rows: 1, columns: 4 * width) }
    // Cells of two steps lie side by side, as those of a sequence do.
    let cells = Arena(count: rows * 2 * width).view(rows: rows, columns: 2 * width)
    cells.columns(0..<width).load(before, rows: 0..<rows)
    let step = RecurrentStep(
      gates: unaligned(gates), cell: cells.columns(width..<2 * width), before: cells.columns(0..<width))
    let (output, copy) = (unaligned(before), unaligned(before))
    Kernels.recur(step, biases: (unaligned(biases[0]), unaligned(biases[1])), into: output, copy: copy)

    func gate(_ row: Int, _ column: Int) -> Float {
      gates[row, column] + biases[0][0, column] + biases[1][0, column]
    }
    func cell(_ row: Int, _ i: Int) -> Double {
      sigmoid(gate(row, width + i)) * Double(before[row, i])
        + sigmoid(gate(row, i)) * Double.tanh(Double(gate(row, 2 * width + i)))
    }
    let expected = Matrix(rows, width) { sigmoid(gate($0, 3 * width + $1)) * Double.tanh(cell($0, $1)) }
    #expect(step.cell.matrix.distance(to: Matrix(rows, width, cell)) < 1e-5)
    #expect(output.matrix.distance(to: expected) < 1e-5)
    #expect(copy.matrix == output.matrix)
  }

  @Test("columns that leave an image come back at the other side", arguments: [0, 1, -1, 3, -8, 27])
  func rolling(shift: Int) {
    let (height, width) = (3, 5)
    let image = Matrix(1, height * width) { Double($1) }
    let result = unaligned(image)
    Kernels.rollColumns(unaligned(image), width: width, by: shift, into: result)
    let expected = Matrix(1, height * width) { _, pixel in
      Double(pixel / width * width + ((pixel % width - shift) % width + width) % width)
    }
    #expect(result.matrix == expected)
  }

  @Test("tokens are gathered from their places, and added to them")
  func tokens() {
    var random = RandomSource(seed: 2)
    let (rows, tokens, width, count) = (4, 6, 3, 5)
    func view(_ matrix: Matrix) -> MatrixView {
      let view = Arena(count: matrix.rows * matrix.columns).view(rows: matrix.rows, columns: matrix.columns)
      view.load(matrix, rows: 0..<matrix.rows)
      return view
    }
    let places = Matrix(rows, count) { Double(($0 * 5 + $1 * $1) % tokens) }
    let all = random.normal(rows: rows, columns: tokens * width)
    let some = view(Matrix(rows: rows, columns: count * width))
    Kernels.gatherTokens(view(places), of: view(all), width: width, into: some)
    #expect(
      some.matrix
        == Matrix(rows, count * width) { row, column in
          Double(all[row, Int(places[row, column / width]) * width + column % width])
        })
    let sums = view(all)
    Kernels.scatterTokens(some, to: view(places), of: sums, width: width)
    let expected = Matrix(rows, tokens * width) { row, column in
      let times = (0..<count).filter { Int(places[row, $0]) == column / width }.count
      return Double(all[row, column]) * Double(1 + times)
    }
    #expect(sums.matrix.distance(to: expected) < 1e-6)
  }

  @Test("divergence and log-ratio of Gaussians agree with their twins", arguments: [(1, 1), (5, 3), (9, 33)])
  func gaussians(rows: Int, latent: Int) {
    var random = RandomSource(seed: 3)
    let (q, p) = (
      random.normal(rows: rows, columns: 2 * latent), random.normal(rows: rows, columns: 2 * latent)
    )
    let noise = random.normal(rows: rows, columns: latent)
    func views(_ matrix: Matrix) -> GaussianViews {
      GaussianViews(heads: unaligned(matrix), gradient: unaligned(Matrix(rows: rows, columns: 2 * latent)))
    }
    func moments(_ matrix: Matrix, _ row: Int, _ i: Int) -> (mean: Double, variance: Double) {
      (Double(matrix[row, i]), Double.exp(Double(matrix[row, latent + i])))
    }
    func logDensity(_ z: Double, _ gaussian: (mean: Double, variance: Double)) -> Double {
      -0.5
        * (Double.log(2 * .pi * gaussian.variance) + (z - gaussian.mean) * (z - gaussian.mean)
          / gaussian.variance)
    }
    let codes = Matrix(rows, latent) { row, i in
      let (mean, variance) = moments(q, row, i)
      return mean + variance.squareRoot() * Double(noise[row, i])
    }
    var (divergence, ratio) = (0.0, 0.0)
    for row in 0..<rows {
      for i in 0..<latent {
        let (a, b) = (moments(q, row, i), moments(p, row, i))
        divergence +=
          0.5
          * (Double.log(b.variance / a.variance) - 1 + (a.variance + (a.mean - b.mean) * (a.mean - b.mean))
            / b.variance)
        ratio += logDensity(Double(codes[row, i]), a) - logDensity(Double(codes[row, i]), b)
      }
    }
    let found = Kernels.divergence(of: views(q), from: views(p))
    #expect(abs(found - divergence) < 1e-4 * max(1, divergence))
    let foundRatio = Kernels.logRatio(
      of: unaligned(codes), drawnFrom: views(q), with: unaligned(noise), to: views(p))
    #expect(abs(foundRatio - ratio) < 1e-4 * max(1, abs(ratio)))
  }
}
