import CKernels
import Kernels
import LatentCore
import Testing

/// Floats at a fixed place.
private final class Floats {
  let pointer: UnsafeMutablePointer<Float>
  let count: Int

  init(_ matrix: Matrix) {
    count = matrix.values.count
    pointer = .allocate(capacity: max(count, 1))
    pointer.initialize(from: matrix.values, count: count)
  }

  deinit { pointer.deallocate() }

  var values: [Float] { Array(UnsafeBufferPointer(start: pointer, count: count)) }
}

/// The products of CKernels on every set of vector instructions that this processor has.
@Suite("Own products")
struct OwnProductTests {
  /// Rows, columns and depth: whole tiles, odd rests, columns narrower than a vector, one deeper than a piece.
  static let sizes = [
    [8, 48, 10], [64, 400, 30], [7, 61, 33], [1, 5, 3], [13, 784, 100], [3, 2, 1500], [67, 19, 1025],
  ]
  static let kinds = [
    ZW_PLAIN, ZW_FIRST_TRANSPOSED, ZW_SECOND_TRANSPOSED, ZW_PLAIN_SKIPPING, ZW_FIRST_TRANSPOSED_SKIPPING,
  ].map { Int32($0) }

  /// A matrix in which four of five elements are zero, some of them -0.
  private func sparse(rows: Int, columns: Int, _ random: inout RandomSource) -> Matrix {
    var matrix = random.normal(rows: rows, columns: columns)
    for index in matrix.values.indices where index * 2_654_435_761 % 5 != 0 {
      matrix.values[index] = index % 2 == 0 ? 0 : -0.0
    }
    return matrix
  }

  @Test("they agree with their twins on every path", arguments: sizes, kinds)
  func agreement(size: [Int], kind: Int32) {
    var random = RandomSource(seed: 3)
    let (rows, columns, depth) = (size[0], size[1], size[2])
    let a = sparse(rows: rows, columns: depth, &random)
    let b = random.normal(rows: depth, columns: columns)
    let twin = Matrix(rows, columns) { row, column in
      (0..<depth).reduce(0.0) { $0 + Double(a[row, $1]) * Double(b[$1, column]) }
    }
    let first = [1, 4].contains(kind) ? a.transposed : a
    let second = kind == 2 ? b.transposed : b
    for path in 0..<zw_product_paths() {
      let (left, right) = (Floats(first), Floats(second))
      let result = Floats(Matrix(rows: rows, columns: columns, repeating: 7))
      var factors = zw_factors(
        a: left.pointer, b: right.pointer, c: result.pointer, a_stride: first.columns,
        b_stride: second.columns,
        c_stride: columns, rows: rows, columns: columns, depth: depth, learner: nil)
      zw_multiply_on(path, kind, &factors)
      #expect(Matrix(rows: rows, columns: columns, values: result.values).distance(to: twin) < 1e-4)
    }
  }

  @Test(
    "a product that is a gradient moves the parameters as Adam would, without being written",
    arguments: [[64, 400, 30], [7, 61, 33], [16, 5, 128]],
    [ZW_FIRST_TRANSPOSED, ZW_FIRST_TRANSPOSED_SKIPPING].map { Int32($0) })
  func learning(size: [Int], kind: Int32) {
    var random = RandomSource(seed: 5)
    let (rows, columns, depth) = (size[0], size[1], size[2])
    let a = sparse(rows: depth, columns: rows, &random)
    let b = random.normal(rows: depth, columns: columns)
    let start = random.normal(rows: rows, columns: columns)
    let gradient = Kernels.product(a, b, transposing: .first)
    let zeros = Matrix(rows: rows, columns: columns)
    for path in 0..<zw_product_paths() {
      let (values, moments, squares) = (Floats(start), Floats(zeros), Floats(zeros))
      var (twin, twinMoments, twinSquares) = (start.values, zeros.values, zeros.values)
      var learner = zw_learner(
        values: values.pointer, first: moments.pointer, second: squares.pointer, rate: 0.01, epsilon: 1e-8,
        beta1: 0.9, beta2: 0.999, keep: 1)
      for _ in 0..<3 {
        multiply(Floats(a), Floats(b), size, learner: &learner, path: path, kind: kind)
        zw_adam(&twin, gradient.values, &twinMoments, &twinSquares, twin.count, 0.01, 1, 0.9, 0.999, 1e-8)
      }
      #expect(zip(values.values, twin).allSatisfy { abs($0 - $1) < 1e-4 })
      #expect(zip(moments.values, twinMoments).allSatisfy { abs($0 - $1) < 1e-4 })
      #expect(values.values != start.values)
    }
  }

  private func multiply(
    _ a: Floats, _ b: Floats, _ size: [Int], learner: UnsafePointer<zw_learner>, path: Int, kind: Int32
  ) {
    var factors = zw_factors(
      a: a.pointer, b: b.pointer, c: nil, a_stride: size[0], b_stride: size[1], c_stride: size[1],
      rows: size[0], columns: size[1], depth: size[2], learner: learner)
    zw_multiply_on(path, kind, &factors)
  }
}
