import Analysis
import LatentCore
import Testing

@Suite("Where codes lie")
struct CodeStatisticsTests {
  @Test("each class has its count, mean and median, by rising label")
  func classes() throws {
    let codes = Matrix([[9, 0], [1, 2], [2, 2], [6, 8]])
    let classes = ClassStatistics(codes: codes, labels: [7, 2, 2, 2])
    #expect(classes.entries.map(\.label) == [2, 7])
    let two = try #require(classes[2])
    #expect(two.count == 3 && two.mean == [3, 4] && two.median == [2, 2])
    #expect(classes[5] == nil)
    #expect(ClassStatistics(codes: codes, labels: []).entries.isEmpty)
  }

  @Test("quantiles lie between the values as numpy.quantile puts them")
  func quantiles() {
    let values: [Float] = [4, 1, 3, 2]
    #expect(values.quantile(0) == 1 && values.quantile(1) == 4 && values.quantile(0.5) == 2.5)
    #expect(abs(values.quantile(0.1)! - 1.3) < 1e-6)
    #expect(values.quantile(-1) == 1 && values.quantile(2) == 4)
    #expect([Float]().quantile(0.5) == nil)
  }

  @Test("each dimension has its range and spread, and numbers that are none do not count")
  func dimensions() {
    let codes = Matrix([[1, -5], [3, 5], [5, .nan]])
    let statistics = CodeStatistics(codes)
    #expect(statistics.range(of: 0) == 1...5 && statistics.range(of: 1) == -5...5)
    #expect(statistics.dimensions[0].mean == 3 && statistics.dimensions[0].standardDeviation == 2)
    #expect(statistics.dimensions[0].median == 3)
    #expect(CodeStatistics(Matrix(rows: 0, columns: 2)).dimensions.isEmpty)
  }
}
