import Kernels
import LatentCore
import Testing

@Suite("Rows")
struct RowsTests {
  @Test("gathering by indices turns bytes into numbers in [0, 1]", arguments: [1, 3, 28, 784, 785])
  func gather(rowLength: Int) {
    let bytes = (0..<200 * rowLength).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ $0 / 7) }
    let indices = (0..<150).map { ($0 * 53 + 11) % 200 }
    var matrix = Matrix(rows: 2, columns: rowLength)
    Kernels.gather(bytes: bytes, rowLength: rowLength, indices: indices, into: &matrix)
    let twin = Matrix(150, rowLength) { Double(bytes[indices[$0] * rowLength + $1]) / 255 }
    #expect(matrix.distance(to: twin) < 1e-6)
    #expect(matrix.values.max() ?? 0 <= 1)
  }

  @Test("a range is gathered like its indices", arguments: [0..<0, 0..<1, 3..<140, 199..<200])
  func gatherRange(range: Range<Int>) {
    let bytes = (0..<200 * 785).map { UInt8(truncatingIfNeeded: $0 &* 91) }
    var ofRange = Matrix(rows: 0, columns: 785)
    var ofIndices = ofRange
    Kernels.gather(bytes: bytes, rowLength: 785, range: range, into: &ofRange)
    Kernels.gather(bytes: bytes, rowLength: 785, indices: Array(range), into: &ofIndices)
    #expect(ofRange == ofIndices)
    #expect(ofRange.rows == range.count)
  }

  @Test("sums of rows, of columns and of squares agree with their twins", arguments: Shape.awkward)
  func sums(shape: Shape) {
    var random = RandomSource(seed: 4)
    let matrix = random.normal(shape)
    let (rows, columns) = (matrix.rows, matrix.columns)
    func sum(_ count: Int, _ term: (Int) -> Float) -> Double {
      (0..<count).reduce(0) { $0 + Double(term($1)) }
    }
    let rowSums = Matrix(1, rows) { _, row in sum(columns) { matrix[row, $0] } }
    let norms = Matrix(1, rows) { _, row in sum(columns) { matrix[row, $0] * matrix[row, $0] } }
    let columnSums = Matrix(1, columns) { _, column in sum(rows) { matrix[$0, column] } }
    #expect(Matrix(rows: 1, columns: rows, values: Kernels.rowSums(matrix)).distance(to: rowSums) < 1e-4)
    #expect(Matrix(rows: 1, columns: rows, values: Kernels.squaredNorms(matrix)).distance(to: norms) < 1e-4)
    #expect(
      Matrix(rows: 1, columns: columns, values: Kernels.columnSums(matrix)).distance(to: columnSums) < 1e-4)
    let view = Arena(count: columns).view(rows: 1, columns: columns)
    Kernels.columnSums(of: unaligned(matrix), into: view)
    #expect(view.matrix.distance(to: columnSums) < 1e-4)
  }

  @Test(
    "NaN and infinity are found wherever they are", arguments: [0, 7, 16, 99],
    [Float.nan, .infinity, -.infinity])
  func finiteness(place: Int, value: Float) {
    var matrix = Matrix(rows: 10, columns: 10, repeating: .greatestFiniteMagnitude)
    #expect(Kernels.isFinite(matrix))
    matrix.values[place] = value
    #expect(!Kernels.isFinite(matrix))
  }

  @Test("views copy in and out, row ranges and column ranges included", arguments: Shape.awkward)
  func views(shape: Shape) {
    var random = RandomSource(seed: 6)
    let matrix = random.normal(shape)
    let view = unaligned(matrix)
    #expect(view.matrix == matrix)
    let rows = matrix.rows / 3..<matrix.rows
    #expect(view.rows(rows).matrix == matrix.rows(in: rows))
    let columns = matrix.columns / 2..<matrix.columns
    #expect(
      view.columns(columns).matrix.values
        == (0..<matrix.rows).flatMap {
          Array(matrix.row($0)[(matrix.row($0).startIndex + columns.lowerBound)...])
        })
  }

  @Test("a matrix lent as a view is changed in place")
  func loan() {
    var matrix = Matrix(rows: 2, columns: 2)
    Kernels.withView(of: &matrix) { $0[1, 0] = 5 }
    #expect(matrix.values == [0, 0, 5, 0])
  }
}
