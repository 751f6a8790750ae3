import Analysis
import LatentCore
import Projections
import Testing

@Suite("What a method is like")
struct MapPortraitTests {
  /// Points near a plane in ten dimensions.
  private func data(_ rows: Int, seed: UInt64) -> Matrix {
    var random = RandomSource(seed: seed)
    return Matrix(
      (0..<rows).map { _ in
        let (a, b) = (random.normal() * 3, random.normal() * 2)
        return (0..<10).map { Float($0) / 10 * a + (Float($0 % 3) - 1) * b + random.normal() * 0.1 }
      })
  }

  /// The third power of each coordinate of PCA: no linear method, but one that keeps the axes.
  private struct Crooked: Projection {
    var inner = PrincipalComponents()
    var points: Matrix { inner.points.mapped { $0 * $0 * $0 } }
    var progress: Double { inner.progress }
    var facts: [ProjectionFact] { [] }
    mutating func begin(_ data: any RowSource, labels: [UInt8]?, dimensions: Int, seed: UInt64) throws {
      try inner.begin(data, labels: labels, dimensions: dimensions, seed: seed)
    }
    mutating func advance(iterations: Int) throws { try inner.advance(iterations: iterations) }
    func transform(_ data: any RowSource) -> Matrix? { inner.transform(data)?.mapped { $0 * $0 * $0 } }
    func inverse(_ points: Matrix) -> Matrix? { nil }
  }

  private func portrait(_ projection: any Projection) throws -> MapPortrait {
    var projection = projection
    let images = data(500, seed: 1)
    try projection.begin(images, labels: nil, dimensions: 2, seed: 0)
    while projection.progress < 1 { try projection.advance(iterations: 1) }
    return try PortraitWork.measure(
      projection, images: images, points: projection.points, test: data(200, seed: 2))
  }

  @Test("PCA is linear, has axes at right angles that do not correlate, and keeps what it says that it keeps")
  func principalComponents() throws {
    let portrait = try portrait(PrincipalComponents())
    let linearity = try #require(portrait.linearity)
    #expect(linearity > 0.9999)
    #expect(try #require(portrait.axisCosine) < 1e-3)
    #expect(try #require(portrait.axisCorrelation) < 1e-3)
    // Two of ten dimensions hold all but the noise of 0.1.
    #expect(try #require(portrait.varianceKept) > 0.99)
    #expect(abs(try #require(portrait.reconstructionError) - 0.08) < 0.02)
    #expect(try #require(portrait.secondsPerImage) > 0)
    #expect(portrait.traversals.count == 2 && portrait.traversals[0].rows == MapPortrait.traversalSteps)
  }

  @Test("a method that bends is less linear; without a way back nothing is restored")
  func crooked() throws {
    let portrait = try portrait(Crooked())
    let linearity = try #require(portrait.linearity)
    // The correlation of a normal variable with its third power is 3 / sqrt(15).
    #expect(linearity > 0.4 && linearity < 0.75)
    #expect(portrait.varianceKept == nil && portrait.axisCosine == nil && portrait.traversals.isEmpty)
  }
}

extension Matrix {
  fileprivate func mapped(_ body: (Float) -> Float) -> Matrix {
    Matrix(rows: rows, columns: columns, values: values.map(body))
  }
}
