import Analysis
import Engine
import LatentCore
import Screen

/// Every map with its measures, sorted by any of them, the best in bold.
enum MapTablePanel {
  static let entry = PanelEntry(
    id: .mapTable, title: "Table of maps",
    description: "every map with its measures, sorted by any of them, the best in bold"
  ) { state, area, frame in
    let measure = state.comparison.table.measure
    let panel = Panel(
      number: 7, title: "Maps by \(measure.longTitle)", detail: detail(state),
      footer: footer(state), isFocused: state.isFocused(.mapTable))
    let inner = frame.draw(panel, in: area).inset(by: 1)
    let parts = inner.split(rows: [.flexible(), .fixed(inner.rows >= 14 ? 3 : 0)])
    frame.draw(table(state, columns: parts[0].columns), in: parts[0])
    guard parts[1].rows > 1 else { return }
    frame.writeWrapped(
      measure.explanation,
      in: Rectangle(row: parts[1].row + 1, column: parts[1].column, rows: 2, columns: parts[1].columns),
      foreground: Theme.muted)
  }

  private static func detail(_ state: State) -> StyledText {
    let slots = state.tableSlots
    let left = slots.count { slot in
      guard let map = state.maps[slot] else { return false }
      return map.failure == nil && map.quality == nil
    }
    return left > 0 ? "\(left) of \(slots.count) to come" : StyledText("\(slots.count) maps")
  }

  private static func footer(_ state: State) -> StyledText {
    guard let snapshot = state.snapshot else { return "" }
    return "measured over \(NumberText.grouped(snapshot.probe.values.rows)) points of \(snapshot.data.title)"
  }

  private static func table(_ state: State, columns: Int) -> Table {
    let slots = state.tableSlots
    let rows = slots.map { row($0, state) }
    let nameWidth = rows.compactMap { $0.first?.text.count }.max() ?? 0
    let hidden = firstMeasure(state.comparison.table.measure, columns: columns - nameWidth)
    let measures = ComparisonMeasure.allCases.dropFirst(hidden)
    let titles =
      [Table.Column("map", .left)]
      + measures.map { measure in
        Table.Column(
          (measure == state.comparison.table.measure ? "▾" : "") + measure.title,
          best: measure.isBetterWhenLarger ? .highest : .lowest)
      } + [Table.Column("", .left)]
    return Table(
      titles, rows: rows.map { Array($0.prefix(1) + $0.dropFirst(1 + hidden)) },
      selection: min(state.comparison.table.row, max(0, slots.count - 1)))
  }

  /// How many measures must give way on the left so that the chosen one is within the width.
  private static func firstMeasure(_ chosen: ComparisonMeasure, columns: Int) -> Int {
    let all = ComparisonMeasure.allCases
    let last = all.firstIndex(of: chosen) ?? 0
    // A number, a mark beside the title, and the gap.
    let widths = all.map { max($0.title.count + 1, 5) + 2 }
    var (first, sum) = (last, widths[last])
    while first > 0, sum + widths[first - 1] <= columns {
      first -= 1
      sum += widths[first]
    }
    return first
  }

  private static func row(_ slot: Int, _ state: State) -> [Table.Value] {
    guard let map = state.maps[slot] else { return [] }
    let row = state.comparisonRow(slot, named: "")
    let place = slot < State.firstTableSlot ? "\(slot + 1) " : "  "
    return [Table.Value(place + state.mapTitle(map))]
      + ComparisonMeasure.allCases.map { value($0, row[$0]) } + [Table.Value(status(map))]
  }

  private static func value(_ measure: ComparisonMeasure, _ number: Double?) -> Table.Value {
    guard let number else { return Table.Value("–") }
    return Table.Value(measure == .seconds ? NumberText.digits(number, 2) : number.asShareText, number)
  }

  private static func status(_ map: MapSnapshot) -> String {
    if let failure = map.failure { return failure }
    if map.progress < 1 { return "fitting \(Int(map.progress * 100)) %" }
    return map.quality == nil ? "measuring …" : ""
  }
}

extension Double {
  /// A share as the literature prints it, or an ordinary number beyond 1.
  fileprivate var asShareText: String {
    self >= 1 ? NumberText.fixed(self, 2) : Optional(self).asShare
  }
}

extension ComparisonMeasure {
  /// The name in a sentence.
  var longTitle: String {
    switch self {
    case .seconds: "seconds to fit"
    case .trustworthiness: "trustworthiness"
    case .continuity: "continuity"
    case .knnAccuracy: "10-NN accuracy"
    case .neighborhoodHit: "neighbourhood hit"
    case .shepard: "Shepard's correlation"
    case .stress: "stress"
    case .localContinuity: "local continuity"
    case .coRankingArea: "area under the co-ranking curve"
    case .procrustes: "Procrustes distance"
    }
  }

  /// What the measure says, in a sentence.
  var explanation: String {
    switch self {
    case .seconds: "Seconds of work from the data to the map; codes were there before."
    case .trustworthiness:
      "Trustworthiness: how far the 12 nearest in the map are near in the data too; 1 is best."
    case .continuity: "Continuity: how far the 12 nearest in the data are near in the map too; 1 is best."
    case .knnAccuracy: "10-NN accuracy: how many points the ten nearest in the map name rightly."
    case .neighborhoodHit:
      "Neighbourhood hit: the share of the ten nearest in the map that have the point's label."
    case .shepard: "Shepard: the rank correlation of distances in data and map; 1 keeps their order."
    case .stress: "Normalised stress: how much the distances differ, without scaling the map; 0 is best."
    case .localContinuity:
      "Local continuity: the share of the 12 nearest that are kept, less that of a map by chance."
    case .coRankingArea:
      "Area: neighbours kept above chance at all sizes of neighbourhood; 1 keeps all, 0 is chance."
    case .procrustes:
      "Procrustes: what is left between this map and the first one after turning and scaling; 0 is the same."
    }
  }
}
