import Kernels
import LatentCore
import Testing

@Suite("Decompositions")
struct DecompositionTests {
  private func symmetric(_ order: Int) -> Matrix {
    var random = RandomSource(seed: UInt64(order))
    let a = random.normal(rows: order, columns: order + 2)
    return Kernels.product(a, a, transposing: .second)
  }

  @Test(
    "eigenvectors rebuild a symmetric matrix and are orthonormal, the largest first",
    arguments: [0, 1, 2, 7, 65])
  func eigen(order: Int) throws {
    let matrix = symmetric(order)
    let eigen = try Kernels.symmetricEigen(matrix)
    let vectors = Matrix(rows: order, columns: order, values: eigen.vectors)
    let scaled = Matrix(order, order) { Double(vectors[$0, $1]) * Double(eigen.values[$0]) }
    let scale = max(eigen.values.first ?? 1, 1)
    let rebuilt = Kernels.product(vectors, scaled, transposing: .first)
    #expect(rebuilt.distance(to: matrix) < 1e-5 * scale)
    let identity = Matrix(order, order) { $0 == $1 ? 1 : 0 }
    #expect(Kernels.product(vectors, vectors, transposing: .second).distance(to: identity) < 1e-4)
    #expect(eigen.values == eigen.values.sorted(by: >))
  }

  @Test("double precision agrees with single precision, and is better", arguments: [1, 2, 7, 65])
  func doubleEigen(order: Int) throws {
    let matrix = symmetric(order)
    let single = try Kernels.symmetricEigen(matrix)
    let double = try Kernels.symmetricEigen(matrix.values.map(Double.init), order: order)
    let scale = double.values[0]
    #expect(zip(single.values, double.values).allSatisfy { abs(Double($0) - $1) < 1e-5 * scale })
    let first = double.vector(0)
    for row in 0..<order {
      let product = zip(matrix.row(row), first).reduce(0.0) { $0 + Double($1.0) * $1.1 }
      #expect(abs(product - scale * first[first.startIndex + row]) < 1e-6 * scale)
    }
  }

  @Test("singular vectors rebuild a matrix of any shape", arguments: Shape.awkward)
  func singularValues(shape: Shape) throws {
    var random = RandomSource(seed: 8)
    let matrix = random.normal(shape)
    let svd = try Kernels.singularValues(matrix)
    let k = min(shape.rows, shape.columns)
    #expect(svd.values == svd.values.sorted(by: >) && svd.values.count == k)
    let scaled = Matrix(k, shape.columns) { Double(svd.values[$0]) * Double(svd.vt[$0, $1]) }
    #expect(Kernels.product(svd.u, scaled).distance(to: matrix) < 1e-4)
    let identity = Matrix(k, k) { $0 == $1 ? 1 : 0 }
    #expect(Kernels.product(svd.u, svd.u, transposing: .first).distance(to: identity) < 1e-4)
    #expect(Kernels.product(svd.vt, svd.vt, transposing: .second).distance(to: identity) < 1e-4)
  }

  @Test("NaN is refused by name")
  func notFinite() {
    let matrix = Matrix(rows: 3, columns: 3, repeating: .nan)
    #expect(throws: ZwalkError.notFinite(what: "a symmetric matrix")) { try Kernels.symmetricEigen(matrix) }
    #expect(throws: ZwalkError.notFinite(what: "a matrix")) { try Kernels.singularValues(matrix) }
  }
}
