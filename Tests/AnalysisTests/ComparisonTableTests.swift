import Analysis
import Projections
import Testing

@Suite("Table of maps")
struct ComparisonTableTests {
  static func row(_ method: String, trust: Double?, stress: Double? = nil, seconds: Double? = nil)
    -> ComparisonRow
  {
    ComparisonRow(
      method: method, n: 10, dims: 2, seconds: seconds,
      quality: MapQuality(points: 10, trustworthiness: trust, stress: stress))
  }
  let table = ComparisonTable([
    row("a", trust: 0.7, stress: 0.2, seconds: 3), row("b", trust: nil, stress: 0.9),
    row("c", trust: 0.9, stress: 0.1), row("d", trust: 0.7, stress: 0.3, seconds: 1),
  ])

  @Test("is sorted with the best first, what was not measured last, equals as they were")
  func sorting() {
    var sorted = table
    sorted.sort(by: .trustworthiness)
    #expect(sorted.rows.map(\.method) == ["c", "a", "d", "b"])
    sorted.sort(by: .stress)
    #expect(sorted.rows.map(\.method) == ["c", "a", "d", "b"])
    sorted.sort(by: .seconds)
    #expect(sorted.rows.map(\.method) == ["d", "a", "c", "b"])
  }

  @Test("marks the best, all of them when equal, none without a second to compare with")
  func best() {
    #expect(table.best(by: .trustworthiness) == [2])
    #expect(table.best(by: .stress) == [2])
    #expect(table.best(by: .seconds) == [3])
    #expect(table.best(by: .shepard).isEmpty)
    let equal = ComparisonTable([Self.row("a", trust: 0.5), Self.row("b", trust: 0.5)])
    #expect(equal.best(by: .trustworthiness) == [0, 1])
    #expect(ComparisonTable([Self.row("a", trust: 0.5)]).best(by: .trustworthiness).isEmpty)
  }
}
