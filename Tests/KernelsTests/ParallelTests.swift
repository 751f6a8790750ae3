import Kernels
import LatentCore
import Testing

@Suite("The pool")
struct ParallelTests {
  @Test("map returns the results in order", arguments: [0, 1, 2, 3, 100, 70_000])
  func map(count: Int) {
    #expect(Kernels.map(count) { $0 * $0 } == (0..<count).map { $0 * $0 })
  }

  @Test("a part may use the pool itself")
  func nested() {
    let sums = Kernels.map(20) { outer in Kernels.map(20) { $0 + outer }.reduce(0, +) }
    #expect(sums == (0..<20).map { 190 + 20 * $0 })
  }

  @Test("many callers at once all get their own results")
  func concurrentCallers() async {
    await withTaskGroup(of: Bool.self) { group in
      for caller in 0..<8 {
        group.addTask {
          (0..<300).allSatisfy { round in
            Kernels.map(7) { $0 + caller * round } == (0..<7).map { $0 + caller * round }
          }
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }

  @Test("fillRows gives every block its own rows", arguments: [1, 3, 64, 1000])
  func fillRows(blockSize: Int) {
    var matrix = Matrix(rows: 131, columns: 3)
    Kernels.fillRows(of: &matrix, blockSize: blockSize) { range, span in
      for index in 0..<range.count * 3 { span[index] = Float(range.lowerBound * 3 + index) }
    }
    #expect(matrix.values == (0..<393).map(Float.init))
  }

  @Test("shares cover everything once, in order", arguments: [0, 1, 5, 16, 17, 100], [1, 2, 3, 8])
  func shares(count: Int, parts: Int) {
    for granularity in [1, 16] {
      let ranges = (0..<parts).map { Kernels.share($0, of: parts, count: count, granularity: granularity) }
      #expect(ranges.flatMap { Array($0) } == Array(0..<count))
    }
  }

  @Test("parts add up their sums in a fixed order")
  func partSums() {
    let sums = PartSums(parts: 3)
    for part in 0..<3 { sums.add(Double(part + 1), part: part, term: 1) }
    #expect(sums.total(1) == 6 && sums.total(0) == 0)
    sums.reset()
    #expect(sums.total(1) == 0)
  }
}
