import Engine
import LatentCore
import Projections
import Screen

/// One of the two maps that are compared: the same points, colours and markers as in the other.
enum MapPanel {
  static let left = PanelEntry(
    id: .leftMap, title: "Left map", description: "a projection of the data, PCA unless another is chosen"
  ) { draw(.leftMap, $0, $1, &$2) }

  static let right = PanelEntry(
    id: .rightMap, title: "Right map", description: "the map beside it, the codes of the model unless chosen"
  ) { draw(.rightMap, $0, $1, &$2) }

  private static func draw(
    _ id: PanelIdentifier, _ state: State, _ area: Rectangle, _ frame: inout Frame
  ) {
    let slot = id.mapSlot ?? 0
    let map = state.maps[slot]
    let inner = frame.draw(panel(id, map, state, columns: area.columns), in: area)
    guard let map, let snapshot = state.snapshot, !inner.isEmpty else { return }
    if let failure = map.failure {
      frame.writeWrapped(failure, in: inner, foreground: Theme.error)
    } else if let points = map.points, points.rows == snapshot.probe.values.rows {
      drawPoints(points, slot, state, snapshot, inner, &frame)
    } else {
      drawProgress(map.progress, in: inner.inset(), &frame)
    }
  }

  private static func drawProgress(_ share: Double, in area: Rectangle, _ frame: inout Frame) {
    let taken = frame.write("fitting … \(Int(share * 100)) % ", row: area.row, column: area.column)
    frame.drawProgress(
      share, row: area.row, column: area.column + taken, columns: min(20, area.columns - taken))
  }

  private static func panel(
    _ id: PanelIdentifier, _ map: MapSnapshot?, _ state: State, columns: Int
  ) -> Panel {
    Panel(
      number: id == .leftMap ? 4 : nil, title: title(map, state),
      detail: id == .rightMap ? legend(state, columns: columns - title(map, state).count - 9) : "",
      footer: map.map { measures($0, columns: columns) } ?? "", isFocused: state.isFocused(id))
  }

  private static func title(_ map: MapSnapshot?, _ state: State) -> String {
    guard let map else { return "Map" }
    if let method = map.request.method {
      return (try? ProjectionCatalog.entry(method).title) ?? method
    }
    guard let specification = state.snapshot?.specification else { return "Codes" }
    let latent = specification.latentDimension
    let shown = map.points?.columns ?? 2
    return latent > shown
      ? "\(specification.model) codes, \(shown) axes of \(latent)" : "\(specification.model) codes"
  }

  /// Discs with names where there is room, else the digits alone in their colours.
  private static func legend(_ state: State, columns: Int) -> StyledText {
    guard state.coloring == .label, let names = state.snapshot?.data.classNames, !names.isEmpty else {
      return ""
    }
    let entries = names.enumerated().map { (name: $0.element, color: ClassPalette.color($0.offset)) }
    let whole = StyledText.legend(entries)
    if whole.columns <= columns { return whole }
    let gap = names.count * 2 <= columns ? " " : ""
    return names.indices.reduce(StyledText("")) { text, label in
      text + StyledText(String(Character(ClassPalette.glyph(label))) + gap, ClassPalette.color(label))
    }
  }

  /// How far the map can be trusted, as soon as it is known.
  private static func measures(_ map: MapSnapshot, columns: Int) -> StyledText {
    guard let quality = map.quality else {
      return map.failure == nil && map.points != nil ? "measuring …" : ""
    }
    let accuracy = quality.knnAccuracy.map { "\(Int(($0 * 100).rounded())) %" } ?? "–"
    let trust = share(quality.trustworthiness)
    let whole = "trust \(trust) cont \(share(quality.continuity)) 10-NN \(accuracy)"
    return StyledText(whole.count + 5 <= columns ? whole : "tr \(trust) 10-NN \(accuracy)")
  }

  /// A share as the literature prints it, `.745`.
  private static func share(_ value: Double?) -> String {
    value.map { $0 >= 0.9995 ? "1.00" : String(NumberText.fixed($0, 3).drop { $0 == "0" }) } ?? "–"
  }

  private static func drawPoints(
    _ points: Matrix, _ slot: Int, _ state: State, _ snapshot: Snapshot, _ area: Rectangle,
    _ frame: inout Frame
  ) {
    var scatter = Scatter(points, state, snapshot, camera: state.camera.around(points))
    let viewport = state.viewport(scatter.points, including: [], in: area)
    let canvas = scatter.canvas(viewport, coloring: state.coloring)
    frame.draw(canvas, in: area, mode: state.colorMode)
    if state.isZoomed, state.coloring == .label { frame.labelClasses(of: scatter, viewport, in: area) }
    if let cursor = state.cursor(inMap: slot) {
      frame.mark(.cursor, at: viewport.cell(x: cursor.x, y: cursor.y), in: area)
    }
    if let row = state.selection, row < scatter.points.rows {
      let cell = viewport.cell(x: scatter.points[row, 0], y: scatter.points[row, 1])
      frame.mark(.selection, at: cell, in: area)
    }
  }
}
