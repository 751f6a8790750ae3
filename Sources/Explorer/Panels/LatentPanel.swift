import Engine
import LatentCore
import Screen

/// The codes of the data with the walk among them, or the grid of what they decode to.
enum LatentPanel {
  static let entry = PanelEntry(
    id: .latent, title: "Latent space",
    description: "codes of the data, rings of the prior, the walk; or a grid of decoded images"
  ) { state, area, frame in
    let inner = frame.draw(panel(state, columns: area.columns), in: area)
    guard let snapshot = state.snapshot else { return }
    if state.showsGrid {
      LatentGrid(state, snapshot, inner).draw(&frame)
    } else {
      drawPoints(state, snapshot, inner, &frame)
    }
  }

  private static func panel(_ state: State, columns: Int) -> Panel {
    let length = state.showsGrid && state.focus == .latent ? state.walk.gridSpacing : state.walk.step
    return Panel(
      number: 1, title: title(state), detail: StyledText("step \(NumberText.fixed(length, 2))"),
      footer: coordinates(state.walk, columns: columns - 5), footerDetail: pathText(state),
      isFocused: state.isFocused(.latent))
  }

  private static func title(_ state: State) -> String {
    let latent = state.walk.plane.latentDimension
    let base = latent > 3 ? "Latent space, main axes of \(latent)" : "Latent space"
    return state.showsGrid ? "Latent space · grid of decoded images" : base
  }

  /// The coordinates always, the distance from the origin where there is room.
  private static func coordinates(_ walk: Walk, columns: Int) -> StyledText {
    let numbers = walk.coordinates.map { NumberText.fixed($0, 2, signed: true) }.joined(separator: ", ")
    let place = StyledText("z = (\(numbers))", Theme.title)
    let norm = StyledText("  |z| \(NumberText.fixed(walk.norm, 2))")
    return place.columns + norm.columns <= columns ? place + norm : place
  }

  private static func pathText(_ state: State) -> StyledText {
    guard let path = state.interpolation else { return "" }
    return path.path.map { StyledText("\($0.kind.rawValue) path") } ?? "A marked"
  }

  private static func drawPoints(
    _ state: State, _ snapshot: Snapshot, _ area: Rectangle, _ frame: inout Frame
  ) {
    let values = state.codesSlot.flatMap { state.pointValues(ofMap: $0) }
    let space = LatentSpaceView(state, snapshot, area)
    var scatter = space.scatter
    var canvas = scatter.canvas(space.viewport, coloring: state.coloring)
    space.drawRings(on: &canvas)
    space.drawAxes(on: &canvas)
    space.drawTrail(on: &canvas)
    space.drawPath(on: &canvas)
    frame.draw(canvas, in: area, mode: state.colorMode, emphasis: nil)
    if let brushed = scatter.brushedCanvas(space.viewport) {
      frame.draw(brushed, in: area, mode: state.colorMode)
    }
    if state.coloring == .label { frame.labelClasses(of: scatter, space.viewport, in: area) }
    space.drawAxisNames(on: &frame)
    if let legend = state.coloring.legend(highest: values?.highest ?? 0) {
      drawRamp(legend, state, area, &frame)
    }
    space.drawMarkers(on: &frame)
  }

  /// What the colours of a ramp mean, in the lowest line.
  private static func drawRamp(
    _ legend: (title: String, low: String, high: String), _ state: State, _ area: Rectangle,
    _ frame: inout Frame
  ) {
    frame.drawRampLegend(
      low: "\(legend.title) \(legend.low)", high: legend.high, row: area.row + area.rows - 1,
      column: area.column + 1, columns: min(area.columns - 2, 40), mode: state.colorMode)
  }
}
