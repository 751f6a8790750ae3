import Analysis
import Engine
import LatentCore
import Projections
import Screen

/// How the table of maps is looked at.
public struct MapTableView: Equatable {
  /// What the maps are sorted by.
  public var measure = ComparisonMeasure.trustworthiness
  /// The chosen row of the sorted table.
  public var row = 0
  /// Whether all methods of the catalogue were asked for.
  public var showsAllMethods = false
}

extension State {
  /// Slots beyond those of the panels hold the maps that only the table shows.
  static let firstTableSlot = 16

  /// The slots of the table, in their own order.
  fileprivate var slotsOfTable: [Int] {
    maps.keys.sorted().filter { $0 < comparison.mapCount || $0 >= Self.firstTableSlot }
  }

  /// The slots of the table, best first by the chosen measure, with their maps as rows of the comparison.
  ///
  /// Maps are aligned for it, so a frame asks once.
  var tableRows: [(slot: Int, row: ComparisonRow)] {
    let slots = slotsOfTable
    // Titles may repeat, slots do not, so rows are named by them while they are sorted.
    var table = ComparisonTable(slots.map { comparisonRow($0) })
    table.sort(by: comparison.table.measure)
    return table.rows.compactMap { row in Int(row.method).map { ($0, row) } }
  }

  private func comparisonRow(_ slot: Int) -> ComparisonRow {
    let map = maps[slot]
    // What still unfolds competes with nothing.
    let isFitted = map.map { $0.progress >= 1 } ?? false
    return ComparisonRow(
      method: "\(slot)", n: map?.points?.rows ?? 0, dims: map?.request.dimensions ?? 2,
      seconds: isFitted ? map?.seconds : nil, quality: map?.quality ?? MapQuality(points: 0),
      procrustes: slot == 0 || !isFitted ? nil : distanceFromFirstMap(slot))
  }

  /// The Procrustes distance of a map from the first one; nil before both are there.
  private func distanceFromFirstMap(_ slot: Int) -> Double? {
    guard let first = maps[0]?.points, let points = maps[slot]?.points else { return nil }
    return (try? ProcrustesAlignment(of: points, to: first))?.distance
  }
}

/// Moves in the table: up and down between maps, left and right between measures.
func moveInTable(_ state: inout State, _ direction: Direction, steps: Int) {
  let change = Int(direction.sign) * steps
  switch direction.axis {
  case 0:
    let all = ComparisonMeasure.allCases
    let index = (all.firstIndex(of: state.comparison.table.measure) ?? 0) + change
    state.comparison.table.measure = all[min(max(index, 0), all.count - 1)]
  case 1:
    let last = max(0, state.slotsOfTable.count - 1)
    state.comparison.table.row = min(max(state.comparison.table.row - change, 0), last)
  default: break
  }
}

/// Asks for a map of every method of the catalogue that no slot shows, to be fitted in the background.
func fitAllMethods(_ state: inout State) -> [Effect] {
  state.comparison.table.showsAllMethods = true
  state.focus = .mapTable
  let shown = (0..<state.comparison.mapCount).compactMap { state.maps[$0]?.request }
  let wanted = ProjectionCatalog.all.map { MapRequest(method: $0.id, options: Options($0.options)) }
  return wanted.enumerated().compactMap { index, request in
    guard !shown.contains(where: { $0.method == request.method && $0.run == nil }) else { return nil }
    return .engine(.map(slot: State.firstTableSlot + index, request))
  }
}

/// Shows the chosen map of the table where the map is that was focused last.
func takeFromTable(_ state: inout State) -> [Effect] {
  let slots = state.tableRows.map(\.slot)
  guard slots.indices.contains(state.comparison.table.row),
    let map = state.maps[slots[state.comparison.table.row]]
  else { return [] }
  let slot = min(state.comparison.slot, state.comparison.mapCount - 1)
  state.focus = PanelIdentifier.maps[slot]
  state.isZoomed = true
  return [.engine(.map(slot: slot, map.request))]
}
