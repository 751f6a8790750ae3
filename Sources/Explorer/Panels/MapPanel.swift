import Engine
import LatentCore
import Screen

/// One of the maps that are compared: the same points, colours and markers as in the others.
enum MapPanel {
  static let left = entry(.leftMap, "Left map", "a projection of the data, PCA unless another is chosen")
  static let right = entry(
    .rightMap, "Right map", "the map beside it, the codes of the model unless chosen")
  static let third = entry(
    .thirdMap, "Third map", "another map of the same points, when maps fill the screen")
  static let fourth = entry(.fourthMap, "Fourth map", "a fourth map of the same points")

  private static func entry(_ id: PanelIdentifier, _ title: String, _ description: String) -> PanelEntry {
    PanelEntry(id: id, title: title, description: description) { draw(id, $0, $1, &$2) }
  }

  private static func draw(
    _ id: PanelIdentifier, _ state: State, _ area: Rectangle, _ frame: inout Frame
  ) {
    let slot = id.mapSlot ?? 0
    let map = state.maps[slot]
    let inner = frame.draw(panel(id, map, state, area), in: area)
    guard let map, let snapshot = state.snapshot, !inner.isEmpty else {
      if state.snapshot != nil { drawInvitation(inner.inset(), &frame) }
      return
    }
    if let failure = map.failure {
      frame.writeWrapped(failure, in: inner, foreground: Theme.error)
    } else if let points = state.drawnPoints(ofMap: slot), points.rows == snapshot.probe.values.rows {
      let parts = inner.split(rows: [.flexible(), .fixed(LiveCurve.rows(map, in: inner))])
      MapPicture(slot, points, state, snapshot, parts[0]).draw(&frame)
      LiveCurve.draw(map, in: parts[1], state, &frame)
    } else {
      drawProgress(map.progress, in: inner.inset(), &frame)
    }
  }

  private static func drawInvitation(_ area: Rectangle, _ frame: inout Frame) {
    frame.writeWrapped("p chooses a map for this place", in: area, foreground: Theme.muted)
  }

  private static func drawProgress(_ share: Double, in area: Rectangle, _ frame: inout Frame) {
    let taken = frame.write("fitting … \(Int(share * 100)) % ", row: area.row, column: area.column)
    frame.drawProgress(
      share, row: area.row, column: area.column + taken, columns: min(20, area.columns - taken))
  }

  private static func panel(
    _ id: PanelIdentifier, _ map: MapSnapshot?, _ state: State, _ area: Rectangle
  ) -> Panel {
    let columns = area.columns
    let stretch = id.mapSlot.map { state.stretchText(ofMap: $0, in: area.inset()) } ?? ""
    let title = (map.map { state.mapTitle($0) } ?? "Map") + (stretch.isEmpty ? "" : ", \(stretch)")
    return Panel(
      number: id == .leftMap ? 4 : nil, title: title,
      detail: detail(id, state, columns: columns - title.count - 9),
      footer: state.comparison.morph?.from == id.mapSlot
        ? "points on their way" : map.map { measures($0, columns: columns) } ?? "",
      footerDetail: footerDetail(id, state, columns: columns), isFocused: state.isFocused(id))
  }

  /// The legend stands in the second map, so that the first has room for a journey.
  private static func detail(_ id: PanelIdentifier, _ state: State, columns: Int) -> StyledText {
    if let morph = state.comparison.morph, morph.from == id.mapSlot, let target = state.maps[morph.to] {
      let way = "\(Int(morph.position * 100)) % on the way to \(state.mapTitle(target))"
      let whole = way + ", turned and scaled to match"
      return StyledText(whole.count <= columns ? whole : way, Theme.title)
    }
    if let slot = id.mapSlot, let live = state.maps[slot]?.live, (state.maps[slot]?.progress ?? 1) < 1 {
      return LiveCurve.stage(live, columns: columns)
    }
    guard id == .rightMap else { return id == .leftMap ? legendOfBoth(state, columns: columns) : "" }
    if state.coloring == .label { return legend(state, columns: columns) }
    if state.coloring == .component {
      return StyledText(
        ["components of the prior, dim where unsure", "components"].first { $0.count <= columns } ?? "")
    }
    let ramp = state.rampLegend(ofMap: 1)
    return ramp.columns <= columns ? ramp : ""
  }

  /// The legend where the other map's title leaves none of it.
  private static func legendOfBoth(_ state: State, columns: Int) -> StyledText {
    guard state.coloring == .label, let left = state.maps[0], let right = state.maps[1] else { return "" }
    let roomBeside = columns + state.mapTitle(left).count - state.mapTitle(right).count
    return legend(state, columns: roomBeside).isEmpty ? legend(state, columns: columns) : ""
  }

  private static func footerDetail(_ id: PanelIdentifier, _ state: State, columns: Int) -> StyledText {
    if let map = id.mapSlot.flatMap({ state.maps[$0] }), map.progress < 1, let live = map.live {
      return LiveCurve.options(live, state, isFocused: state.focus == id, columns: columns - 6)
    }
    guard let slot = id.mapSlot, let walker = state.comparison.walkers?.walkers[slot], columns >= 56 else {
      return ""
    }
    let numbers = walker.place.map { NumberText.fixed($0, 2, signed: true) }.joined(separator: ", ")
    return StyledText("(\(numbers))", Theme.title)
  }

  /// Discs with names where there is room, else the digits alone in their colours.
  private static func legend(_ state: State, columns: Int) -> StyledText {
    guard let names = state.snapshot?.data.classNames, !names.isEmpty else { return "" }
    let entries = names.enumerated().map { (name: $0.element, color: ClassPalette.color($0.offset)) }
    let whole = StyledText.legend(entries)
    if whole.columns <= columns { return whole }
    guard names.count <= columns else { return "" }
    let gap = names.count * 2 <= columns ? " " : ""
    return names.indices.reduce(StyledText("")) { text, label in
      text + StyledText(String(Character(ClassPalette.glyph(label))) + gap, ClassPalette.color(label))
    }
  }

  /// How far the map can be trusted, as soon as it is known; more of it where there is room.
  private static func measures(_ map: MapSnapshot, columns: Int) -> StyledText {
    if map.progress < 1, map.live != nil { return "" }
    guard let quality = map.quality else {
      return map.failure == nil && map.points != nil ? "measuring …" : ""
    }
    let accuracy = quality.knnAccuracy.map { "\(Int(($0 * 100).rounded())) %" } ?? "–"
    let trust = quality.trustworthiness.asShare
    let short = "trust \(trust) cont \(quality.continuity.asShare) 10-NN \(accuracy)"
    let long = short + " Shepard \(quality.shepard.asShare) stress \(quality.stress.asShare)"
    let fitting = [long, short].first { $0.count + 5 <= columns }
    return StyledText(fitting ?? "tr \(trust) 10-NN \(accuracy)")
  }
}

extension Double? {
  /// A share as the literature prints it, `.745`, and `5.27` for what may exceed 1.
  var asShare: String {
    map { $0 >= 0.9995 ? NumberText.fixed($0, 2) : String(NumberText.fixed($0, 3).drop { $0 == "0" }) } ?? "–"
  }
}

extension State {
  /// What a map is called: its method, or whose codes it shows.
  func mapTitle(_ map: MapSnapshot) -> String {
    if let file = map.request.file { return file.split(separator: "/").last.map(String.init) ?? file }
    let second = map.request.secondTitle.map { ", \($0)" } ?? ""
    if let run = map.request.run { return (run.split(separator: "/").last.map(String.init) ?? run) + second }
    if let method = map.request.method { return map.request.title(of: method) }
    guard let specification = snapshot?.specification else { return "Codes" }
    let latent = specification.latentDimension
    let shown = map.points?.columns ?? 2
    guard latent > shown else { return "\(specification.model) codes" }
    return "\(specification.model) codes" + (second.isEmpty ? ", \(shown) axes of \(latent)" : second)
  }
}
