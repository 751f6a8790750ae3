import LatentCore
import Testing

@Suite("Matrix")
struct MatrixTests {
  private let matrix = Matrix([[1, 2, 3], [4, 5, 6]])

  @Test("elements lie row after row")
  func layout() {
    #expect(matrix.values == [1, 2, 3, 4, 5, 6])
    #expect(matrix[1, 0] == 4)
    #expect(Array(matrix.row(1)) == [4, 5, 6])
    #expect(matrix.column(2) == [3, 6])
  }

  @Test("rows are cut, gathered, repeated and appended")
  func rows() {
    #expect(matrix.rows(in: 1..<2) == Matrix([[4, 5, 6]]))
    #expect(matrix.rows(in: 1..<1).rows == 0)
    #expect(matrix.gatheringRows([1, 0, 1]) == Matrix([[4, 5, 6], [1, 2, 3], [4, 5, 6]]))
    var longer = matrix
    longer.append(rowsOf: Matrix([[7, 8, 9]]))
    #expect(longer.rows == 3)
    #expect(longer[2, 2] == 9)
  }

  @Test("transposing twice changes nothing", arguments: [(0, 3), (1, 1), (4, 7)])
  func transpose(rows: Int, columns: Int) {
    var random = RandomSource(seed: 3)
    let matrix = random.normal(rows: rows, columns: columns)
    #expect(matrix.transposed.transposed == matrix)
    #expect(matrix.transposed.rows == columns)
  }

  @Test("shrinking keeps the first rows, growing adds zeros")
  func resize() {
    var resized = matrix
    resized.resize(rows: 1)
    #expect(resized == Matrix([[1, 2, 3]]))
    resized.resize(rows: 2)
    #expect(resized == Matrix([[1, 2, 3], [0, 0, 0]]))
  }

  @Test("one bad number is enough to be not finite", arguments: [Float.nan, .infinity, -.infinity])
  func finite(bad: Float) {
    #expect(matrix.isFinite)
    var spoilt = matrix
    spoilt[1, 1] = bad
    #expect(!spoilt.isFinite)
  }

  @Test("blocks of a source cover every row once, in order", arguments: [1, 2, 3, 100])
  func blocks(size: Int) {
    let source = Matrix((0..<7).map { [Float($0)] })
    var seen: [Float] = []
    source.forEachBlock(of: size) { range, block in
      #expect(block.rows == range.count)
      seen += block.values
    }
    #expect(seen == (0..<7).map(Float.init))
    #expect(source.matrix() == source)
  }
}
