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
    let rows = state.tableRows
    let panel = Panel(
      number: 7, title: "Maps by \(measure.longTitle)", detail: detail(state, rows.map(\.slot)),
      footer: footer(state), isFocused: state.isFocused(.mapTable))
    let inner = frame.draw(panel, in: area).inset(by: 1)
    let parts = inner.split(rows: [.flexible(), .fixed(inner.rows >= 14 ? 3 : 0)])
    frame.draw(table(state, rows, columns: parts[0].columns), in: parts[0])
    guard parts[1].rows > 1 else { return }
    frame.writeWrapped(
      measure.explanation,
      in: Rectangle(row: parts[1].row + 1, column: parts[1].column, rows: 2, columns: parts[1].columns),
      foreground: Theme.muted)
  }

  private static func detail(_ state: State, _ slots: [Int]) -> StyledText {
    let left = slots.count { slot in
      guard let map = state.maps[slot] else { return false }
      return map.failure == nil && map.diagrams == nil
    }
    return left > 0 ? "\(left) of \(slots.count) to come" : StyledText("\(slots.count) maps")
  }

  private static func footer(_ state: State) -> StyledText {
    guard let snapshot = state.snapshot else { return "" }
    return "measured over \(NumberText.grouped(snapshot.probe.values.rows)) points of \(snapshot.data.title)"
  }

  private static func table(
    _ state: State, _ maps: [(slot: Int, row: ComparisonRow)], columns: Int
  ) -> Table {
    let names = maps.map { name($0.slot, state) }
    // What is still to come is said beside the name, where no measure can push it off the screen.
    let statuses = maps.map { state.maps[$0.slot].map(status) ?? "" }.map { String($0.prefix(columns / 3)) }
    let isStatusShown = statuses.contains { !$0.isEmpty }
    let taken = [names, isStatusShown ? statuses : []].reduce(0) { $0 + ($1.map(\.count).max() ?? 0) + 2 }
    let measures = measures(around: state.comparison.table.measure, columns: columns - taken)
    let titles =
      [Table.Column("map", .left)] + (isStatusShown ? [Table.Column("", .left)] : [])
      + measures.map { measure in
        Table.Column(
          (measure == state.comparison.table.measure ? "▾" : "") + measure.title,
          best: measure.isBetterWhenLarger ? .highest : .lowest)
      }
    let rows = maps.indices.map { index in
      [Table.Value(names[index])] + (isStatusShown ? [Table.Value(statuses[index])] : [])
        + measures.map { value($0, maps[index].row[$0]) }
    }
    return Table(titles, rows: rows, selection: min(state.comparison.table.row, max(0, maps.count - 1)))
  }

  /// The chosen measure with as many before it as the width allows, and then behind it.
  private static func measures(
    around chosen: ComparisonMeasure, columns: Int
  ) -> ArraySlice<ComparisonMeasure> {
    let all = ComparisonMeasure.allCases
    // A number, a mark beside the title of the chosen one, and the gap.
    let widths = all.map { max($0.title.count + ($0 == chosen ? 1 : 0), 5) + 2 }
    let place = all.firstIndex(of: chosen) ?? 0
    var (first, end, sum) = (place, place + 1, widths[place])
    while first > 0, sum + widths[first - 1] <= columns {
      first -= 1
      sum += widths[first]
    }
    while end < all.count, sum + widths[end] <= columns {
      sum += widths[end]
      end += 1
    }
    return all[first..<end]
  }

  private static func name(_ slot: Int, _ state: State) -> String {
    (slot < State.firstTableSlot ? "\(slot + 1) " : "  ")
      + (state.maps[slot].map { state.mapTitle($0) } ?? "")
  }

  private static func value(_ measure: ComparisonMeasure, _ number: Double?) -> Table.Value {
    guard let number else { return Table.Value("–") }
    return Table.Value(measure == .seconds ? NumberText.digits(number, 2) : number.asShareText, number)
  }

  private static func status(_ map: MapSnapshot) -> String {
    if let failure = map.failure { return failure }
    if map.progress < 1 { return "fitting \(Int(map.progress * 100)) %" }
    return map.diagrams == nil ? "measuring …" : ""
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
