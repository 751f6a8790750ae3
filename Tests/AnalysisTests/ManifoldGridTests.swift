import Analysis
import LatentCore
import Testing

@Suite("Grid of codes")
struct ManifoldGridTests {
  @Test("at the quantiles of the prior: the first axis to the right, the second up")
  func quantiles() {
    let grid = ManifoldGrid.quantiles(rows: 3, columns: 5, plane: .whole(2))
    #expect(grid.rows == 3 && grid.columns == 5 && grid.codes.rows == 15)
    // scipy.stats.norm.ppf of (i + 0.5) / n.
    let right: [Float] = [-1.2815516, -0.5244005, 0, 0.5244005, 1.2815516]
    #expect(zip(grid.horizontal, right).allSatisfy { abs($0 - $1) < 1e-6 })
    #expect(abs(grid.code(row: 0, column: 0)[1] - 0.9674216) < 1e-6)
    #expect(abs(grid.code(row: 2, column: 4)[1] + 0.9674216) < 1e-6)
    #expect(Array(grid.codes.row(5)) == grid.code(row: 1, column: 0))
  }

  @Test(
    "the inverse of the normal distribution agrees with SciPy",
    arguments: [
      (1e-9, -5.9978070150), (0.001, -3.0902323062), (0.02, -2.0537489106), (0.3, -0.5244005127), (0.5, 0),
      (0.975, 1.9599639845), (0.9999, 3.7190164855),
    ])
  func normal(probability: Double, expected: Double) {
    #expect(abs(normalQuantile(probability) - expected) < 1e-8 * max(1, abs(expected)))
  }

  @Test("the inverse of the normal distribution has no finite ends")
  func ends() {
    #expect(normalQuantile(0) == -.infinity && normalQuantile(1) == .infinity)
  }

  @Test("over the range of the codes leaves out the outermost hundredths")
  func range() {
    let codes = Matrix(rows: 101, columns: 2, values: (0..<101).flatMap { [Float($0), Float(-2 * $0)] })
    let grid = ManifoldGrid.range(of: codes, rows: 2, columns: 3, plane: .whole(2))
    #expect(grid.horizontal == [1, 50, 99] && grid.vertical == [-198, -2])
    #expect(grid.code(row: 0, column: 2) == [99, -2])
    let empty = ManifoldGrid.range(of: Matrix(rows: 0, columns: 2), rows: 1, columns: 2, plane: .whole(2))
    #expect(empty.horizontal == [-3, 3] && empty.vertical == [0])
  }

  @Test("around a point has it in the middle, and keeps the third coordinate")
  func around() {
    let grid = ManifoldGrid.around([1, 2, 3], step: 0.5, rows: 3, columns: 3, plane: .whole(3))
    #expect(grid.code(row: 1, column: 1) == [1, 2, 3])
    #expect(grid.code(row: 0, column: 2) == [1.5, 2.5, 3])
  }

  @Test("lies in a plane of a larger space")
  func plane() {
    let plane = WalkPlane.axes([3, 0], latentDimension: 5, origin: [0, 0, 9, 0, 0])
    let grid = ManifoldGrid(plane: plane, horizontal: [1, 2], vertical: [-1, 1])
    #expect(grid.codes == Matrix([[1, 0, 9, 1, 0], [1, 0, 9, 2, 0], [-1, 0, 9, 1, 0], [-1, 0, 9, 2, 0]]))
  }
}
