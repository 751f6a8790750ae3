import Engine
import LatentCore
import Screen

/// The codes of the data with the walk among them, or the grid of what they decode to.
enum LatentPanel {
  static let entry = PanelEntry(
    id: .latent, title: "Latent space",
    description: "codes of the data, rings of the prior, the walk; or a grid of decoded images"
  ) { state, area, frame in
    let space = state.showsGrid ? nil : state.snapshot.map { LatentSpaceView(state, $0, area.inset()) }
    let stretch = space?.viewport.stretchText ?? ""
    let inner = frame.draw(panel(state, stretch: stretch, columns: area.columns), in: area)
    if let space {
      drawPoints(state, space, inner, &frame)
    } else if let snapshot = state.snapshot {
      LatentGrid(state, snapshot, inner).draw(&frame)
    }
  }

  private static func panel(_ state: State, stretch: String, columns: Int) -> Panel {
    let length = state.showsGrid && state.focus == .latent ? state.walk.gridSpacing : state.walk.step
    let step = stretch + (stretch.isEmpty ? "" : "  ") + "step \(NumberText.fixed(length, 2))"
    return Panel(
      number: 1, title: title(state, columns: columns - step.count - 11), detail: StyledText(step),
      footer: coordinates(state, columns: columns - 5), footerDetail: pathText(state),
      isFocused: state.isFocused(.latent))
  }

  /// The longest title that leaves room for the length of a step.
  private static func title(_ state: State, columns: Int) -> String {
    let latent = state.walk.plane.latentDimension
    let titles =
      state.showsGrid
      ? ["Latent space · grid of decoded images", "Latent grid"]
      : latent > 3
        ? ["Latent space, main axes of \(latent)", "Latent space, axes of \(latent)", "\(latent) dimensions"]
        : ["Latent space"]
    return titles.first { $0.count <= columns } ?? titles[titles.count - 1]
  }

  /// The coordinates always; where there is room how far that is from the origin, or that no image has such a code.
  ///
  /// Beyond three dimensions coordinates are those of the plane, counted from the mean of the codes, so that the length
  /// of the whole code says something else.
  private static func coordinates(_ state: State, columns: Int) -> StyledText {
    let numbers = state.walk.coordinates.map { NumberText.fixed($0, 2, signed: true) }.joined(separator: ", ")
    let place = StyledText("z = (\(numbers))", Theme.title)
    let fitting = remarks(state).first { place.columns + $0.columns <= columns }
    return fitting.map { place + $0 } ?? place
  }

  /// What is said beside the coordinates, the longest first.
  private static func remarks(_ state: State) -> [StyledText] {
    if state.isFarFromCodes {
      return ["  far out, 0 leads back", "  far out, 0: back", "  far out"].map {
        StyledText($0, Theme.warning)
      }
    }
    let latent = state.walk.plane.latentDimension
    let length = "|z| \(NumberText.fixed(state.walk.norm, 2))"
    return latent > 3
      ? [StyledText(" in its plane  \(length) in all \(latent)"), " in its plane"]
      : [StyledText("  \(length)")]
  }

  private static func pathText(_ state: State) -> StyledText {
    guard let path = state.interpolation else { return "" }
    return path.path.map { StyledText("\($0.kind.rawValue) path") } ?? "A marked"
  }

  private static func drawPoints(
    _ state: State, _ space: LatentSpaceView, _ area: Rectangle, _ frame: inout Frame
  ) {
    let values = state.codesSlot.flatMap { state.pointValues(ofMap: $0) }
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
    if state.coloring == .label {
      if state.isZoomed { frame.labelLonelyPoints(of: scatter, space.viewport, in: area) }
      frame.labelClasses(of: scatter, space.viewport, in: area)
    }
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
