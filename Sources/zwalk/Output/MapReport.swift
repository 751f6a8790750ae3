import Formats
import LatentCore
import Projections
import Screen

/// What is said of one map: `project`, `score` and `eval` print one, `compare` a row each.
struct MapLine {
  /// A number that a method adds.
  struct Fact {
    let key: String
    let value: Double?
  }

  /// A projection, or a run.
  var method: String
  var dimensions: Int
  /// What fitting took; nil where nothing was fitted.
  var seconds: Double?
  var quality: MapQuality
  var facts: [Fact] = []

  /// The line of JSON, keys as everywhere.
  var json: JSONValue {
    let members: [(String, JSONValue)] =
      [
        ("method", .text(method)), ("n", .integer(quality.points)), ("dims", .integer(dimensions)),
        ("seconds", JSONValue(seconds)),
      ] + measures.map { ($0.key, JSONValue($0.value)) } + facts.map { ($0.key, JSONValue($0.value)) }
    return .object(members.map { JSONValue.Member($0.0, $0.1) })
  }

  /// The measures by their keys.
  var measures: [Fact] {
    [
      Fact(key: "trustworthiness", value: quality.trustworthiness),
      Fact(key: "continuity", value: quality.continuity),
      Fact(key: "knn_accuracy", value: quality.knnAccuracy),
      Fact(key: "neighborhood_hit", value: quality.neighborhoodHit),
      Fact(key: "shepard", value: quality.shepard),
      Fact(key: "stress", value: quality.stress),
    ]
  }
}

/// Lines of maps, one below the other.
struct MapReport {
  let lines: [MapLine]

  init(_ lines: [MapLine]) { self.lines = lines }

  /// Writes a table for people, or a line of JSON each.
  func print(asJSON: Bool) throws {
    try StandardStreams.write(asJSON ? lines.map { "\($0.json)\n" }.joined() : table)
  }

  private var table: String {
    let measures = ["trust", "cont", "10-NN", "hit", "Shepard", "stress"]
    let facts = lines.flatMap(\.facts).reduce(into: [String]()) { keys, fact in
      if !keys.contains(fact.key) { keys.append(fact.key) }
    }
    var table = TextTable(["map", "points", "dims", "seconds"] + measures + facts, textColumns: 1)
    for line in lines {
      table.add(
        [
          line.method, NumberText.grouped(line.quality.points), "\(line.dimensions)",
          line.seconds.map { NumberText.fixed($0, 2) } ?? "-",
        ] + line.measures.map { $0.value.map { NumberText.fixed($0, 3) } ?? "-" }
          + facts.map { key in
            line.facts.first { $0.key == key }?.value.map { NumberText.digits($0, 4) } ?? "-"
          })
    }
    return table.text
  }
}
