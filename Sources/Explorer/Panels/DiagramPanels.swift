import Engine
import LatentCore
import Projections
import RealModule
import Screen

/// True distances against those in each map.
enum ShepardPanel {
  static let entry = PanelEntry(
    id: .shepard, title: "Shepard diagrams",
    description: "all distances in the data against those in each map"
  ) { state, area, frame in
    drawDiagrams(state, area, number: 8, &frame) { slot, map, diagrams, frame in
      Diagram(
        title: state.mapTitle(map), counts: diagrams.shepard, showsMedians: true,
        footer: StyledText(
          "Shepard \((map.quality?.shepard).asShare)  stress \((map.quality?.stress).asShare)"),
        across: "true distance", up: "distance in the map",
        highest: NumberText.digits(diagrams.shepard.highestX, 3),
        highestUp: NumberText.digits(diagrams.shepard.highestY, 3))
    }
  }
}

/// Ranks of neighbours in the data against those in each map.
enum CoRankingPanel {
  static let entry = PanelEntry(
    id: .coRanking, title: "Co-ranking matrices",
    description: "all ranks in the data against those in each map, and how many neighbours are kept"
  ) { state, area, frame in
    drawDiagrams(state, area, number: 8, &frame) { slot, map, diagrams, frame in
      Diagram(
        title: state.mapTitle(map), counts: diagrams.coRanking, showsMedians: false,
        footer: StyledText("area under the curve \(Optional(diagrams.area).asShare)"),
        across: "true rank", up: "rank in the map",
        highest: NumberText.grouped(Int(diagrams.coRanking.highestX)),
        highestUp: NumberText.grouped(Int(diagrams.coRanking.highestY)),
        curve: diagrams.keptAboveChance)
    }
  }
}

/// One diagram with its words.
private struct Diagram {
  var title: String
  var counts: PairCounts
  var showsMedians: Bool
  var footer: StyledText
  /// What the two axes show, and where they end; both begin at 0.
  var across, up: String
  var highest, highestUp: String
  /// The share of kept neighbours above chance by size of the neighbourhood; empty for none.
  var curve: [Double] = []
}

/// Draws a diagram of each shown map, or how far it is.
private func drawDiagrams(
  _ state: State, _ area: Rectangle, number: Int, _ frame: inout Frame,
  _ diagram: (Int, MapSnapshot, MapDiagrams, inout Frame) -> Diagram
) {
  let places = ScreenLayout.places(state.comparison.mapCount, in: area)
  for (slot, place) in places.enumerated() {
    let map = state.maps[slot]
    guard let map, let diagrams = map.diagrams else {
      let panel = Panel(
        number: slot == 0 ? number : nil, title: map.map { state.mapTitle($0) } ?? "Map",
        isFocused: state.isFocused(state.focus))
      let inner = frame.draw(panel, in: place).inset()
      frame.writeWrapped(
        map?.failure ?? (map?.points == nil ? "there is no map yet" : "looking at all pairs …"), in: inner,
        foreground: Theme.muted)
      continue
    }
    draw(diagram(slot, map, diagrams, &frame), number: slot == 0 ? number : nil, state, place, &frame)
  }
}

private func draw(
  _ diagram: Diagram, number: Int?, _ state: State, _ place: Rectangle, _ frame: inout Frame
) {
  let room = place.columns - diagram.title.count - 10
  let details = ["\(diagram.up) ↑ to \(diagram.highestUp)", "↑ to \(diagram.highestUp)"]
  let panel = Panel(
    number: number, title: diagram.title,
    detail: StyledText(details.first { $0.count <= room } ?? ""), footer: diagram.footer,
    footerDetail: legend(diagram, state, columns: place.columns - diagram.footer.columns - 9),
    isFocused: state.isFocused(state.focus))
  let inner = frame.draw(panel, in: place)
  let curveRows = diagram.curve.isEmpty || inner.rows < 12 ? 0 : min(9, inner.rows / 3)
  let parts = inner.split(rows: [.flexible(), .fixed(1), .fixed(curveRows)])
  frame.drawCounts(diagram.counts, showsMedians: diagram.showsMedians, in: parts[0], mode: state.colorMode)
  for (text, alignment) in [
    ("0", .left), ("\(diagram.across) →", .center), (diagram.highest, .right),
  ] as [(String, TextAlignment)] {
    frame.write(
      StyledText(text, Theme.muted), row: parts[1].row, column: parts[1].column, columns: parts[1].columns,
      alignment: alignment)
  }
  guard curveRows > 0 else { return }
  let sizes = (1...diagram.curve.count).map { Double.log10(Double($0)) }
  let plot = LinePlot(
    [LinePlot.Series("kept", Theme.accent, x: sizes, y: diagram.curve)],
    xTitle: "neighbours kept above chance, log10 k",
    yRange: min(0, diagram.curve.min() ?? 0)...1)
  frame.draw(plot, in: parts[2], mode: state.colorMode)
}

/// What the colours and the dots say, as far as there is room.
private func legend(_ diagram: Diagram, _ state: State, columns: Int) -> StyledText {
  let ramp = state.pairsRamp
  let medians: StyledText = diagram.showsMedians ? StyledText("  • median", Theme.title) : ""
  return [ramp + medians, ramp].first { $0.columns <= columns } ?? ""
}

extension State {
  /// The ramp from few pairs to many, where there are colours.
  fileprivate var pairsRamp: StyledText {
    guard colorMode != .monochrome, colorMode != .ascii else { return "pairs: few . many #" }
    let swatches = stride(from: 2, to: Ramp.sequential.count, by: 4)
    return swatches.reduce(StyledText("few ")) { $0 + StyledText("■", Ramp.sequential[$1]) } + " many"
  }
}

extension Frame {
  /// Draws how many pairs lie where, two pixels a cell, on a logarithmic ramp; the medians as a line over them.
  fileprivate mutating func drawCounts(
    _ counts: PairCounts, showsMedians: Bool, in area: Rectangle, mode: ColorMode
  ) {
    guard !area.isEmpty else { return }
    let picture = PixelCounts(counts, rows: area.rows * 2, columns: area.columns)
    let isColored = mode != .monochrome && mode != .ascii
    for row in 0..<area.rows {
      for column in 0..<area.columns {
        let (top, bottom) = (picture[row * 2, column], picture[row * 2 + 1, column])
        if isColored {
          let colors = [top, bottom].map { $0.map { Ramp.sequential[$0] } ?? Theme.ground }
          if top == nil, bottom == nil { continue }
          put(
            "▀", row: area.row + row, column: area.column + column, foreground: colors[0],
            background: colors[1])
        } else if let level = [top, bottom].compactMap({ $0 }).max() {
          put(Ramp.sequentialInks[level].glyph, row: area.row + row, column: area.column + column)
        }
      }
    }
    guard showsMedians else { return }
    for (column, median) in counts.medians.enumerated() {
      guard let median else { continue }
      let row = area.rows - 1 - (median * area.rows / counts.size)
      put(
        "•", row: area.row + row, column: area.column + column * area.columns / counts.size,
        foreground: Theme.title, style: .bold)
    }
  }
}

/// Counts gathered into pixels, as levels of the ramp.
private struct PixelCounts {
  /// Means, not sums: pixels that gather one row of cells more than others would make stripes.
  private var means: [Float]
  private let columns: Int
  private let most: Float

  /// - Parameter rows: from the top.
  init(_ counts: PairCounts, rows: Int, columns: Int) {
    self.columns = columns
    means = [Float](repeating: 0, count: rows * columns)
    func range(_ index: Int, of count: Int) -> Range<Int> {
      let first = index * counts.size / count
      return first..<max(first + 1, (index + 1) * counts.size / count)
    }
    for row in 0..<rows {
      for column in 0..<columns {
        let (down, across) = (range(rows - 1 - row, of: rows), range(column, of: columns))
        let sum = down.reduce(0) { sum, y in sum + across.reduce(0) { $0 + counts[y, $1] } }
        means[row * columns + column] = Float(sum) / Float(down.count * across.count)
      }
    }
    most = Float.log(1 + (means.max() ?? 0))
  }

  /// The level of a pixel; nil without a pair.
  subscript(row: Int, column: Int) -> Int? {
    let mean = means[row * columns + column]
    return mean > 0 ? Ramp.sequentialLevel(Float.log(1 + mean) / most * 0.999) : nil
  }
}
