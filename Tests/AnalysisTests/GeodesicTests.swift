import Analysis
import LatentCore
import RealModule
import Testing

@Suite("Geodesic path")
struct GeodesicTests {
  /// Longitude and latitude to a place on the unit sphere.
  private static func sphere(_ codes: Matrix) -> Matrix {
    Matrix(
      (0..<codes.rows).map { row in
        let (longitude, latitude) = (codes[row, 0], codes[row, 1])
        return [
          Float.cos(latitude) * Float.cos(longitude), Float.cos(latitude) * Float.sin(longitude),
          Float.sin(latitude),
        ]
      })
  }

  @Test("on a sphere it is the great circle, at an even pace")
  func greatCircle() {
    let (start, end): ([Float], [Float]) = ([-0.9, 0.8], [0.9, 0.8])
    let path = WalkPath(.geodesic, from: start, to: end, images: Self.sphere)
    let ends = Self.sphere(Matrix([start, end]))
    let angle = Float.acos(zip(ends.row(0), ends.row(1)).reduce(0) { $0 + $1.0 * $1.1 })
    let images = Self.sphere(path.points(13))
    for row in 0..<13 {
      let share = Float(row) / 12
      let (first, second) = (
        Float.sin((1 - share) * angle) / Float.sin(angle), Float.sin(share * angle) / Float.sin(angle)
      )
      for axis in 0..<3 {
        let expected = first * ends[0, axis] + second * ends[1, axis]
        #expect(abs(images[row, axis] - expected) < 0.01, "point \(row), axis \(axis)")
      }
    }
    #expect(path.point(at: 0.5)[1] > 0.95, "it goes over the north, where the line stays at 0.8")
  }

  @Test("where images change evenly it is the line", arguments: [1, 3, 30])
  func flat(dimensions: Int) {
    var random = RandomSource(seed: 3)
    let ends = random.normal(rows: 2, columns: dimensions)
    let (start, end) = (Array(ends.row(0)), Array(ends.row(1)))
    let line = WalkPath(.linear, from: start, to: end).points(9)
    let path = WalkPath(.geodesic, from: start, to: end) { codes in
      Matrix((0..<codes.rows).map { row in codes.row(row).map { 2 * $0 } + codes.row(row).map { 1 - $0 } })
    }
    #expect(zip(path.points(9).values, line.values).allSatisfy { abs($0 - $1) < 1e-2 })
  }

  @Test("where all images are the same it is the line")
  func blank() {
    let path = WalkPath(.geodesic, from: [0, 1], to: [2, 3]) { Matrix(rows: $0.rows, columns: 4) }
    #expect(path.points(5) == WalkPath(.linear, from: [0, 1], to: [2, 3]).points(5))
  }
}
