import LatentCore
import Projections
import Testing

@Suite("Principal components")
struct PrincipalComponentsTests {
  @Test("explain the variance that scikit-learn finds")
  func references() throws {
    let analysis = try PrincipalComponents.fit(Waves.data, dimensions: 3)
    // sklearn.decomposition.PCA(3), scikit-learn 1.9.1.
    let variance = [3.86012824, 2.23023466, 0.04704546]
    let ratio = [0.593307, 0.34279013, 0.00723095]
    for index in 0..<3 {
      #expect(abs(analysis.explainedVariance[index] - variance[index]) < 1e-5)
      #expect(abs(analysis.explainedVarianceRatio[index] - ratio[index]) < 1e-6)
    }
    #expect(analysis.facts.map(\.key) == ["explained_variance", "explained_variance_ratio"])
    #expect(abs(analysis.facts[1].value - ratio.reduce(0, +)) < 1e-6)
  }

  @Test("are orthonormal, with the largest loading positive")
  func orthonormal() throws {
    let components = try PrincipalComponents.fit(Waves.data, dimensions: 12).components
    for i in 0..<12 {
      for j in 0..<12 {
        let product = zip(components.row(i), components.row(j)).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(product - (i == j ? 1 : 0)) < 1e-5)
      }
      #expect(components.row(i).max { abs($0) < abs($1) }! > 0)
    }
  }

  @Test("coordinates are uncorrelated and as spread as their variance says")
  func spread() throws {
    let analysis = try PrincipalComponents.fit(Waves.data, dimensions: 3)
    for i in 0..<3 {
      for j in 0..<3 {
        let sum = zip(analysis.points.column(i), analysis.points.column(j)).reduce(0.0) {
          $0 + Double($1.0) * Double($1.1)
        }
        #expect(abs(sum / 199 - (i == j ? analysis.explainedVariance[i] : 0)) < 1e-4)
      }
    }
  }

  @Test("new points go where the same fitted points are")
  func transform() throws {
    let analysis = try PrincipalComponents.fit(Waves.data, dimensions: 2)
    let again = try #require(analysis.transform(Waves.data.rows(in: 10..<60)))
    expectClose(again, analysis.points.rows(in: 10..<60), within: 1e-5)
    #expect(analysis.transform(Matrix(rows: 2, columns: 5)) == nil)
  }

  @Test("with all components the inverse gives the data back")
  func inverse() throws {
    let analysis = try PrincipalComponents.fit(Waves.data, dimensions: 12)
    expectClose(try #require(analysis.inverse(analysis.points)), Waves.data, within: 1e-4)
    #expect(analysis.inverse(Matrix(rows: 1, columns: 3)) == nil)
  }

  @Test("what a few components leave is the variance of the others")
  func residual() throws {
    let analysis = try PrincipalComponents.fit(Waves.data, dimensions: 2)
    let restored = try #require(analysis.inverse(analysis.points))
    let error = zip(restored.values, Waves.data.values).reduce(0.0) {
      $0 + Double($1.0 - $1.1) * Double($1.0 - $1.1)
    }
    let whole = analysis.explainedVariance[0] / analysis.explainedVarianceRatio[0]
    #expect(abs(error / 199 - (whole - analysis.explainedVariance.reduce(0, +))) < 1e-4)
  }

  @Test("a large offset moves the mean and nothing else")
  func offset() throws {
    var moved = Waves.data
    for place in moved.values.indices { moved.values[place] += 512 }
    let here = try PrincipalComponents.fit(Waves.data, dimensions: 2)
    let there = try PrincipalComponents.fit(moved, dimensions: 2)
    expectClose(there.points, here.points, within: 1e-2)
    #expect(zip(there.mean, here.mean).allSatisfy { abs($0 - $1 - 512) < 1e-3 })
  }

  @Test("data without variance has a map of zeros and explains nothing")
  func constant() throws {
    let analysis = try PrincipalComponents.fit(Matrix(rows: 20, columns: 4, repeating: 3), dimensions: 2)
    #expect(analysis.points.values.allSatisfy { $0 == 0 })
    #expect(analysis.explainedVarianceRatio == [0, 0])
  }

  @Test("many rows in several blocks are one set of data")
  func blocks() throws {
    var random = RandomSource(seed: 2)
    let data = random.normal(rows: 5000, columns: 4)
    let analysis = try PrincipalComponents.fit(data, dimensions: 4)
    let spread = (0..<4).map { column in
      let values = data.column(column).map(Double.init)
      let mean = values.reduce(0, +) / 5000
      return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 4999
    }
    #expect(abs(analysis.explainedVariance.reduce(0, +) - spread.reduce(0, +)) < 1e-4)
    expectClose(try #require(analysis.inverse(analysis.points)), data, within: 1e-4)
  }

  @Test("randomised, are those of the exact solver", arguments: [1, 2, 3] as [UInt64])
  func randomized(seed: UInt64) throws {
    var analysis = PrincipalComponents(solver: .randomized)
    try analysis.begin(Waves.data, labels: nil, dimensions: 2, seed: seed)
    try analysis.advance(iterations: .max)
    let exact = try PrincipalComponents.fit(Waves.data, dimensions: 2)
    expectClose(analysis.points, exact.points, within: 1e-3)
    expectClose(analysis.components, exact.components, within: 1e-3)
    for index in 0..<2 {
      #expect(abs(analysis.explainedVarianceRatio[index] - exact.explainedVarianceRatio[index]) < 1e-5)
    }
  }

  @Test("of more features than a covariance can have are found all the same, but not exactly")
  func wide() throws {
    var random = RandomSource(seed: 3)
    let (axes, places) = (random.normal(rows: 2, columns: 9000), random.normal(rows: 40, columns: 2))
    var data = Matrix(rows: 40, columns: 9000)
    for row in 0..<40 {
      for column in 0..<9000 {
        data[row, column] = 5 + 3 * places[row, 0] * axes[0, column] + places[row, 1] * axes[1, column]
      }
    }
    let analysis = try PrincipalComponents.fit(data, dimensions: 2)
    #expect(analysis.explainedVarianceRatio.reduce(0, +) > 0.9999)
    expectClose(try #require(analysis.inverse(analysis.points)), data, within: 1e-2)
    var exact = PrincipalComponents(solver: .exact)
    #expect(
      throws: ZwalkError.unsupported(
        what: "exact pca of 9000 features", advice: "it takes up to 8192; the randomized solver takes more")
    ) { try exact.begin(data, labels: nil, dimensions: 2, seed: 0) }
  }

  private func expectClose(
    _ found: Matrix, _ expected: Matrix, within tolerance: Float,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(found.rows == expected.rows && found.columns == expected.columns, sourceLocation: sourceLocation)
    let largest = zip(found.values, expected.values).reduce(0) { max($0, abs($1.0 - $1.1)) }
    #expect(largest < tolerance, sourceLocation: sourceLocation)
  }
}
