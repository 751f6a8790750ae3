import Kernels
import LatentCore
import Testing

@Suite("Products")
struct ProductTests {
  /// Sizes of result and sum: small, empty, with one row, and large enough to be shared by the pool either way.
  static let sizes = [
    [0, 3, 4], [3, 0, 4], [3, 4, 0], [1, 1, 1], [1, 50, 33], [17, 5, 9], [129, 65, 77], [7, 701, 130],
    [700, 9, 101],
  ]
  static let transpositions: [Transposition] = [.none, .first, .second, .both]

  private func factors(_ size: [Int], _ transposing: Transposition) -> (Matrix, Matrix, twin: Matrix) {
    var random = RandomSource(seed: UInt64(size[0] * 31 + size[1]))
    let a = random.normal(rows: size[0], columns: size[2])
    let b = random.normal(rows: size[2], columns: size[1])
    let twin = Matrix(size[0], size[1]) { row, column in
      (0..<size[2]).reduce(0.0) { $0 + Double(a[row, $1]) * Double(b[$1, column]) }
    }
    switch transposing {
    case .none: return (a, b, twin)
    case .first: return (a.transposed, b, twin)
    case .second: return (a, b.transposed, twin)
    case .both: return (a.transposed, b.transposed, twin)
    }
  }

  @Test("a product of matrices agrees with its twin", arguments: sizes, transpositions)
  func matrices(size: [Int], transposing: Transposition) {
    let (a, b, twin) = factors(size, transposing)
    #expect(Kernels.product(a, b, transposing: transposing).distance(to: twin) < 1e-4)
  }

  @Test("a product of unaligned views agrees with its twin", arguments: sizes, transpositions)
  func views(size: [Int], transposing: Transposition) {
    let (a, b, twin) = factors(size, transposing)
    let result = unaligned(Matrix(rows: size[0], columns: size[1], repeating: 9))
    Kernels.multiply(unaligned(a), unaligned(b), transposing: transposing, into: result)
    #expect(result.matrix.distance(to: twin) < 1e-4)
  }

  @Test("scaling and adding", arguments: sizes)
  func scaledAndAdded(size: [Int]) {
    let (a, b, twin) = factors(size, .none)
    var result = Matrix(rows: size[0], columns: size[1], repeating: 1)
    Kernels.multiply(a, b, into: &result, scale: -2, adding: true)
    #expect(result.distance(to: Matrix(size[0], size[1]) { 1 - 2 * Double(twin[$0, $1]) }) < 1e-4)
  }

  @Test("the same product twice gives the same bits")
  func repeatable() {
    var random = RandomSource(seed: 3)
    let a = random.normal(rows: 300, columns: 200)
    let b = random.normal(rows: 250, columns: 200)
    let first = Kernels.product(a, b, transposing: .second)
    #expect((0..<5).allSatisfy { _ in Kernels.product(a, b, transposing: .second) == first })
  }

  @Test("OpenBLAS keeps to the calling thread, and says which kernels it has")
  func library() {
    #expect(Kernels.libraryThreads == 1)
    #expect(!Kernels.productPath.isEmpty && !Kernels.vectorPath.isEmpty)
    #expect(Kernels.libraryConfiguration.contains("OpenBLAS"))
  }
}
