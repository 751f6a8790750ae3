import Analysis
import Formats
import LatentCore
import Projections
import Screen

/// Maps and what is said of each: `project`, `score` and `eval` have one, `compare` several.
struct MapReport {
  /// A number beside the measures; nil where there is none.
  struct Extra {
    let key: String
    let value: Double?
  }

  private let table: ComparisonTable
  private let extras: [[Extra]]

  private let portraits: [MapPortrait]

  /// - Parameters:
  ///   - extras: numbers for each row beside its measures; what the methods say of themselves unless given.
  ///   - portraits: what the method of each row is like; none for no more than the rows.
  init(_ rows: [ComparisonRow], extras: [[Extra]]? = nil, portraits: [MapPortrait] = []) {
    table = ComparisonTable(rows)
    self.portraits = portraits
    self.extras = extras ?? rows.map { $0.facts.map { Extra(key: $0.key, value: $0.value) } }
  }

  /// Writes a table for people, or a line of JSON each.
  /// - Parameter outputIsTaken: whether a file goes to standard output; the report then goes to standard error.
  func print(asJSON: Bool, outputIsTaken: Bool = false) throws {
    try StandardStreams.report(
      asJSON ? lines : text + sampleText + portraitText, outputIsTaken: outputIsTaken)
  }

  private var lines: String {
    table.rows.indices.map { index in
      let portrait = portraits.indices.contains(index) ? portraits[index].extras : []
      return "\(json(table.rows[index], extras[index] + portrait))\n"
    }.joined()
  }

  private var portraitText: String {
    guard !portraits.isEmpty else { return "" }
    let measures = PortraitMeasure.allCases
    var lines = TextTable(["method"] + measures.map(\.title), textColumns: 1)
    for (row, portrait) in zip(table.rows, portraits) {
      let values = measures.map { measure in
        portrait[measure].map {
          measure == .secondsPerImage ? NumberText.digits($0, 2) : NumberText.fixed($0, 3)
        }
          ?? "-"
      }
      lines.add([row.method] + values)
    }
    return "\n" + lines.text
  }

  private func json(_ row: ComparisonRow, _ extras: [Extra]) -> JSONValue {
    let head: [JSONValue.Member] = [
      .init("method", .text(row.method)), .init("n", .integer(row.n)), .init("dims", .integer(row.dims)),
    ]
    let sample = row.quality.sampled.map { [JSONValue.Member("sampled", .integer($0))] } ?? []
    let measures = ComparisonMeasure.allCases.map { JSONValue.Member($0.rawValue, JSONValue(row[$0])) }
    return .object(
      head + sample + measures + errors(row.quality) + extras.map { .init($0.key, JSONValue($0.value)) })
  }

  /// How far measures of a sample may lie from those of all points.
  private func errors(_ quality: MapQuality) -> [JSONValue.Member] {
    guard let errors = quality.errors else { return [] }
    return [
      .init("trustworthiness_error", .number(errors.trustworthiness)),
      .init("continuity_error", .number(errors.continuity)),
      .init("co_ranking_area_error", .number(errors.coRankingArea)),
    ]
  }

  /// What the measures were taken over, where that is not all points.
  private var sampleText: String {
    let sampled = table.rows.compactMap { row in
      row.quality.sampled.map { (sampled: $0, points: row.n, errors: row.quality.errors) }
    }
    guard let first = sampled.first else { return "" }
    let worst = sampled.compactMap(\.errors).flatMap {
      [$0.trustworthiness, $0.continuity, $0.coRankingArea]
    }
    return "\ntrust, continuity and stress over \(NumberText.grouped(first.sampled)) of "
      + "\(NumberText.grouped(first.points)) points; standard errors up to \(NumberText.digits(worst.max() ?? 0, 2))\n"
  }

  private var text: String {
    let keys = extras.joined().reduce(into: [String]()) { keys, extra in
      if !keys.contains(extra.key) { keys.append(extra.key) }
    }
    let measures = ComparisonMeasure.allCases
    var lines = TextTable(["map", "points", "dims"] + measures.map(\.title) + keys, textColumns: 1)
    for (row, extras) in zip(table.rows, extras) {
      let values = measures.map { measure in
        row[measure].map { NumberText.fixed($0, measure == .seconds ? 2 : 3) } ?? "-"
      }
      let others = keys.map { key in
        extras.first { $0.key == key }?.value.map { NumberText.digits($0, 4) } ?? "-"
      }
      lines.add([row.method, NumberText.grouped(row.n), "\(row.dims)"] + values + others)
    }
    return lines.text
  }
}

extension MapPortrait {
  /// The measures as they stand in a line of JSON.
  fileprivate var extras: [MapReport.Extra] {
    PortraitMeasure.allCases.map { MapReport.Extra(key: $0.rawValue, value: self[$0]) }
  }
}
