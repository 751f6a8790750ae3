import LatentCore
import Projections
import Testing

@Suite("Non-negative factors")
struct NonnegativeFactorsTests {
  private static let data = Matrix(
    rows: Waves.count, columns: Waves.features, values: Waves.data.values.map { $0 + 1.3 })

  private func fit(_ data: Matrix, dimensions: Int, tolerance: Double = 1e-7) throws -> NonnegativeFactors {
    var factors = NonnegativeFactors(tolerance: tolerance, mostPasses: 2000)
    try factors.begin(data, labels: nil, dimensions: dimensions, seed: 0)
    try factors.advance(iterations: .max)
    return factors
  }

  @Test("leave an error within 1 % of scikit-learn's", arguments: [(2, 20.724771), (3, 9.578236)])
  func reference(dimensions: Int, error: Double) throws {
    // NMF(k, init="nndsvd", tol=1e-6, max_iter=2000).reconstruction_err_ of X + 1.3, scikit-learn 1.9.1.
    let factors = try fit(Self.data, dimensions: dimensions)
    #expect(try #require(factors.errors.last) < 1.01 * error)
    let restored = try #require(factors.inverse(factors.points))
    let gaps = zip(restored.values, Self.data.values).reduce(0.0) {
      $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1))
    }
    #expect(abs(gaps.squareRoot() - factors.errors.last!) < 1e-2 * error)
  }

  @Test("never take away, and fall in error with every pass", arguments: [2, 3])
  func nonnegative(dimensions: Int) throws {
    let factors = try fit(Self.data, dimensions: dimensions)
    let basis = try #require(factors.basis)
    #expect(basis.values.allSatisfy { $0 >= 0 } && factors.points.values.allSatisfy { $0 >= 0 })
    #expect(zip(factors.errors, factors.errors.dropFirst()).allSatisfy { $1 <= $0 * 1.00001 })
    for row in 0..<dimensions {
      #expect(abs(basis.row(row).reduce(0) { $0 + $1 * $1 } - 1) < 1e-4)
    }
  }

  @Test("find the parts that the data was made of", arguments: [1, 2] as [UInt64])
  func parts(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    var (parts, weights) = (Matrix(rows: 3, columns: 12), Matrix(rows: 150, columns: 3))
    for part in 0..<3 {
      for column in 4 * part..<4 * part + 4 { parts[part, column] = 0.5 }
    }
    for index in weights.values.indices { weights.values[index] = max(0, random.normal()) }
    var data = Matrix(rows: 150, columns: 12)
    for row in 0..<150 {
      for column in 0..<12 { data[row, column] = weights[row, column / 4] * parts[column / 4, column] }
    }
    let basis = try #require(try fit(data, dimensions: 3).basis)
    for part in 0..<3 {
      let best = (0..<3).map { row in (0..<12).reduce(Float(0)) { $0 + basis[row, $1] * parts[part, $1] } }
        .max()!
      #expect(best > 0.999)
    }
  }

  @Test("refuse a negative number, and name its row")
  func negative() {
    #expect(
      throws: ZwalkError.unusableData(name: "the data", reason: "row 7 holds -0.25; nmf takes numbers from 0")
    ) {
      var data = Self.data
      data[7, 3] = -0.25
      _ = try fit(data, dimensions: 2)
    }
  }

  @Test("of data that is all zero are zero")
  func zeros() throws {
    let factors = try fit(Matrix(rows: 20, columns: 6), dimensions: 2)
    #expect(factors.points.values.allSatisfy { $0 == 0 } && factors.errors.last == 0)
  }
}
