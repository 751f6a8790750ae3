import Analysis
import Engine
import LatentCore
import Screen

/// What the shown methods are like, measured side by side, over what their axes draw.
enum PortraitPanel {
  static let entry = PanelEntry(
    id: .portraits, title: "What the methods are like",
    description:
      "linearity, axes, what is kept and what it costs, measured side by side; basis images and traversals"
  ) { state, area, frame in
    let panel = Panel(
      number: 9, title: "What the methods are like", detail: detail(state), footer: footer(state),
      isFocused: state.isFocused(.portraits))
    let inner = frame.draw(panel, in: area)
    let tableRows = PortraitLine.all.count + 1
    let parts = inner.split(rows: [.fixed(tableRows), .flexible()])
    drawTable(state, parts[0], &frame)
    drawAxes(state, parts[1], &frame)
  }

  private static func detail(_ state: State) -> StyledText {
    let open = slots(state).count { state.maps[$0]?.portrait == nil && state.canBePortrayed($0) }
    return open > 0 ? "measuring \(open) …" : ""
  }

  private static func footer(_ state: State) -> StyledText {
    guard let snapshot = state.snapshot else { return "" }
    return "judged by test images of \(snapshot.data.title)"
  }

  private static func slots(_ state: State) -> [Int] {
    (0..<state.comparison.mapCount).filter { state.maps[$0] != nil }
  }

  // MARK: The table

  private static func drawTable(_ state: State, _ area: Rectangle, _ frame: inout Frame) {
    let slots = slots(state)
    let nameColumns = 17
    let valueColumns = max(8, min(18, (area.columns - nameColumns) / max(1, slots.count)))
    for (index, slot) in slots.enumerated() {
      guard let map = state.maps[slot] else { continue }
      frame.write(
        StyledText(String(state.mapTitle(map).prefix(valueColumns - 1)), Theme.title), row: area.row,
        column: area.column + nameColumns + index * valueColumns, columns: valueColumns, alignment: .right)
    }
    let remarkColumn = nameColumns + slots.count * valueColumns + 3
    let longest = PortraitLine.all.map(\.explanation.count).max() ?? 0
    let isExplained = remarkColumn + longest <= area.columns
    for (offset, line) in PortraitLine.all.enumerated() where offset + 1 < area.rows {
      let row = area.row + 1 + offset
      frame.write(line.title, row: row, column: area.column + 1)
      let values = slots.map { slot in state.maps[slot].flatMap { line.value($0) } }
      let best = line.best(values)
      for (index, value) in values.enumerated() {
        let isBest = value != nil && value == best
        frame.write(
          StyledText(value.map(line.text) ?? "–"), row: row,
          column: area.column + nameColumns + index * valueColumns, columns: valueColumns, alignment: .right,
          foreground: isBest ? Theme.good : Theme.title, style: isBest ? .bold : [])
      }
      if isExplained {
        frame.write(line.explanation, row: row, column: area.column + remarkColumn, foreground: Theme.muted)
      }
    }
  }

  // MARK: The axes

  private static func drawAxes(_ state: State, _ area: Rectangle, _ frame: inout Frame) {
    guard area.rows >= 4, let shape = state.snapshot?.specification.imageShape else { return }
    let all = slots(state)
    let shown = all.filter { !state.hasNoAxes($0) }
    let parts = area.split(rows: [.flexible(), .fixed(shown.count < all.count ? 1 : 0)])
    let others = all.filter(state.hasNoAxes).compactMap { state.maps[$0] }.map { state.mapTitle($0) }
    frame.write(
      StyledText("no way leads back to images: \(others.joined(separator: ", "))", Theme.muted),
      row: parts[1].row, column: parts[1].column + 1, columns: others.isEmpty ? 0 : parts[1].columns - 2,
      alignment: .left)
    let axes = shown.map { state.maps[$0]?.portrait?.traversals.count ?? 0 }.max() ?? 0
    let layout = PortraitLayout(maps: max(1, shown.count), axes: max(1, axes), shape: shape, in: parts[0])
    for (slot, place) in zip(shown, layout.places) {
      guard let map = state.maps[slot] else { continue }
      let title = StyledText(state.mapTitle(map), Theme.title)
      let captions = ["  change, then −2σ to +2σ along each axis", "  change, then −2σ to +2σ", ""]
      frame.write(
        title + StyledText(captions.first { title.columns + $0.count <= place.columns - 2 } ?? ""),
        row: place.row, column: place.column + 1, foreground: Theme.muted, maxColumns: place.columns - 2)
      let rest = Rectangle(
        row: place.row + 1, column: place.column + 1, rows: place.rows - 1, columns: place.columns - 2)
      if let portrait = map.portrait, !portrait.traversals.isEmpty {
        draw(portrait, shape, layout, state, rest, &frame)
      } else {
        let remark = state.canBePortrayed(slot) ? "measuring …" : "measured once training rests"
        frame.writeWrapped(remark, in: rest, foreground: Theme.muted)
      }
    }
  }

  private static func draw(
    _ portrait: MapPortrait, _ shape: ImageShape, _ layout: PortraitLayout, _ state: State,
    _ area: Rectangle, _ frame: inout Frame
  ) {
    let tile = layout.tile
    for axis in portrait.traversals.indices {
      let change = portrait.changes.rows > axis ? Array(portrait.changes.row(axis)).aroundGrey : []
      let last = portrait.traversals[axis].rows - 1
      let shown = layout.steps(of: last + 1).map { Array(portrait.traversals[axis].row($0)) }
      for (index, image) in ([change] + shown).enumerated() where image.count == shape.pixels {
        let place = Rectangle(
          row: area.row + axis * tile.pitchRows, column: area.column + index * tile.pitchColumns,
          rows: tile.rows, columns: tile.columns
        ).intersection(area)
        frame.drawTile(
          image[...], shape: shape, in: place, of: tile, mode: state.colorMode, thumbnail: state.thumbnail)
      }
    }
  }
}

/// How the axes of several maps share an area: the maps side by side or over each other, whichever leaves larger images.
struct PortraitLayout {
  /// The size of all images.
  let tile: TileSize
  /// Images of a traversal, an odd number so that the mean is among them.
  let count: Int
  /// Where each map has its title and its axes.
  let places: [Rectangle]

  /// Images of a traversal that must be seen, and rows of images above which more of them win over larger ones.
  private static let good = (count: 5, rows: 7)

  init(maps: Int, axes: Int, shape: ImageShape, in area: Rectangle) {
    let maps = max(1, maps)
    var best: (tile: TileSize, count: Int, places: [Rectangle])?
    for bands in 1...maps {
      let side = (maps + bands - 1) / bands
      let places = area.grid(rows: bands, columns: side, gap: 1)
      let inner = (rows: places[0].rows - 1, columns: places[0].columns - 2)
      for count in [9, 7, 5, 3, 1] {
        let sizes = TileSize.all(of: shape, upTo: inner.rows)
        let fitting = sizes.first { $0.lines(in: inner.rows) >= axes && $0.count(in: inner.columns) > count }
        guard let tile = fitting ?? (count == 1 ? sizes.last : nil) else { continue }
        if best.map({ Self.isBetter((tile, count), than: ($0.tile, $0.count)) }) ?? true {
          best = (tile, count, Array(places.prefix(maps)))
        }
      }
    }
    tile = best?.tile ?? TileSize(rows: 1, of: shape)
    count = best?.count ?? 1
    places = best?.places ?? []
  }

  private static func isBetter(
    _ first: (tile: TileSize, count: Int), than second: (tile: TileSize, count: Int)
  ) -> Bool {
    func merits(_ choice: (tile: TileSize, count: Int)) -> (Int, Int, Int, Int) {
      let rows = choice.tile.rows
      return (min(choice.count, good.count), min(rows, good.rows), choice.count, rows)
    }
    return merits(first) > merits(second)
  }

  /// Which images of a traversal of so many are shown, evenly spaced with both ends.
  func steps(of total: Int) -> [Int] {
    count == 1 ? [total / 2] : (0..<min(count, total)).map { $0 * (total - 1) / (count - 1) }
  }
}

/// A line of the table: a measure of the portrait, or the seconds of the fit.
private struct PortraitLine: Sendable {
  var title: String
  var explanation: String
  /// Whether a smaller number is the better one; nil where neither is.
  var isBetterWhenSmaller: Bool?
  var value: @Sendable (MapSnapshot) -> Double?
  var text: @Sendable (Double) -> String

  static let all: [PortraitLine] =
    PortraitMeasure.allCases.map { measure in
      PortraitLine(
        title: measure.title, explanation: measure.explanation,
        isBetterWhenSmaller: measure.isBetterWhenSmaller,
        value: { $0.portrait?[measure] },
        text: { measure == .secondsPerImage ? NumberText.time($0) : NumberText.plain($0) })
    } + [
      PortraitLine(
        title: "time to fit", explanation: "training included, where it is known",
        isBetterWhenSmaller: true,
        value: { $0.seconds }, text: { NumberText.time($0) })
    ]

  func best(_ values: [Double?]) -> Double? {
    let known = values.compactMap { $0 }
    guard known.count > 1, let isBetterWhenSmaller else { return nil }
    return isBetterWhenSmaller ? known.min() : known.max()
  }
}

extension PortraitMeasure {
  /// Whether a smaller number is the better one; nil where neither is.
  fileprivate var isBetterWhenSmaller: Bool? {
    switch self {
    case .linearity: nil
    case .axisCosine, .axisCorrelation, .reconstructionError, .secondsPerImage: true
    case .varianceKept: false
    }
  }
}

extension [Float] {
  /// Signed values as greys: none is the middle, the largest is white or black.
  fileprivate var aroundGrey: [Float] {
    let largest = self.reduce(0) { Swift.max($0, abs($1)) }
    return map { largest > 0 ? 0.5 + $0 / largest / 2 : 0.5 }
  }
}

extension State {
  /// Whether no axes of a map can be drawn: nothing leads back from it to images, or it is no method's.
  fileprivate func hasNoAxes(_ slot: Int) -> Bool {
    guard let map = maps[slot] else { return true }
    return map.portrait?.traversals.isEmpty ?? (map.failure != nil || map.request.file != nil)
  }

  /// Whether a map has a method that places images, so that something can be measured of it.
  fileprivate func canBePortrayed(_ slot: Int) -> Bool {
    guard let map = maps[slot], map.failure == nil, map.request.file == nil else { return false }
    return !map.request.showsCodes || !isTraining
  }
}
