import Analysis
import LatentCore
import Testing

@Suite("Path between two codes")
struct WalkPathTests {
  let a: [Float] = [3, 0.1, -1]
  let b: [Float] = [-0.7, 2, 0.3]

  @Test("begins and ends exactly where it should", arguments: WalkPath.Kind.allCases)
  func ends(kind: WalkPath.Kind) {
    let points = WalkPath(kind, from: a, to: b).points(7)
    #expect(points.rows == 7 && points.columns == 3)
    #expect(Array(points.row(0)) == a && Array(points.row(6)) == b)
    #expect(WalkPath(kind, from: a, to: b).points(1).values == a)
    #expect(WalkPath(kind, from: a, to: b).points(2).values == a + b)
    #expect(WalkPath(kind, from: a, to: b).points(0).rows == 0)
    #expect(WalkPath(kind, from: a, to: b).point(at: 7) == b)
  }

  @Test("linear: goes in equal steps along the line")
  func linear() {
    let points = WalkPath(.linear, from: a, to: b).points(5)
    for row in 0..<5 {
      for column in 0..<3 {
        let expected = a[column] + (b[column] - a[column]) * Float(row) / 4
        #expect(abs(points[row, column] - expected) < 1e-6)
      }
    }
  }

  @Test("spherical: keeps the length of codes of equal length, and the angle of every step")
  func spherical() {
    let points = WalkPath(.spherical, from: [2, 0], to: [0, 2]).points(10)
    for row in 0..<10 {
      let angle = Double(row) * 10
      #expect(abs(points[row, 0] - 2 * Float(cosine(angle))) < 1e-5)
      #expect(abs(points[row, 1] - 2 * Float(cosine(90 - angle))) < 1e-5)
    }
  }

  @Test(
    "spherical: is the line where there is no arc",
    arguments: [([0, 0], [1, 2]), ([1, 2], [0, 0]), ([1, 1], [-1, -1]), ([1, 2], [2, 4])]
      as [([Float], [Float])])
  func noArc(ends: ([Float], [Float])) {
    #expect(
      WalkPath(.spherical, from: ends.0, to: ends.1).points(5)
        == WalkPath(.linear, from: ends.0, to: ends.1).points(5))
  }

  @Test("from a code to itself stays there", arguments: WalkPath.Kind.allCases)
  func still(kind: WalkPath.Kind) {
    let points = WalkPath(kind, from: a, to: a).points(4)
    #expect(points.values.enumerated().allSatisfy { abs($1 - a[$0 % 3]) < 1e-6 })
  }

  /// By its Taylor series, in degrees.
  private func cosine(_ degrees: Double) -> Double {
    let x = degrees * .pi / 180
    var (term, sum) = (1.0, 1.0)
    for n in 1..<20 {
      term *= -x * x / Double((2 * n - 1) * 2 * n)
      sum += term
    }
    return sum
  }
}
