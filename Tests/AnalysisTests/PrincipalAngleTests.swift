import Analysis
import LatentCore
import Models
import Testing

@Suite("Angles between subspaces")
struct PrincipalAngleTests {
  @Test(
    "the angle of two planes is the one that they were turned by",
    arguments: [0, 1, 30, 60, 89, 90] as [Double])
  func turned(degrees: Double) throws {
    let angle = degrees * .pi / 180
    let plane = Matrix([[1, 0, 0, 0], [0, 1, 0, 0]])
    // The same plane in another basis, one direction turned out of it.
    let turned = Matrix([[2, 0, 0, 0], [1, Float(cosine(angle)), Float(sine(angle)), 0]])
    #expect(abs(try PrincipalAngle.largest(between: plane, and: turned) - degrees) < 0.1)
  }

  @Test("rows that depend on each other span nothing that could be compared")
  func degenerate() throws {
    let plane = Matrix([[1, 0, 0], [0, 1, 0]])
    #expect(try PrincipalAngle.largest(between: plane, and: Matrix([[1, 1, 0], [2, 2, 0]])) == 90)
  }

  private func cosine(_ angle: Double) -> Double { sine(angle + .pi / 2) }
  private func sine(_ angle: Double) -> Double {
    var (term, sum) = (angle, angle)
    for n in 1..<30 {
      term *= -angle * angle / Double((2 * n) * (2 * n + 1))
      sum += term
    }
    return sum
  }
}
