import Engine
import LatentCore
import Screen

/// The points of a map with what lies over them: brush, walkers, markers.
struct MapPicture {
  private let slot: Int
  private let state: State
  private let snapshot: Snapshot
  private let area: Rectangle
  private let points: Matrix
  private let viewport: Viewport

  /// Looks at points in an area; the view holds both ends of a journey, so that it rests while they travel.
  init(_ slot: Int, _ points: Matrix, _ state: State, _ snapshot: Snapshot, _ area: Rectangle) {
    (self.slot, self.state, self.snapshot, self.area) = (slot, state, snapshot, area)
    self.points = points
    viewport = state.mapViewport(slot, in: area)
  }

  func draw(_ frame: inout Frame) {
    var scatter = Scatter(
      points, state, snapshot, camera: state.camera.around(points),
      values: state.pointValues(ofMap: slot)?.shares)
    frame.draw(scatter.canvas(viewport, coloring: state.coloring), in: area, mode: state.colorMode)
    if let brushed = scatter.brushedCanvas(viewport) { frame.draw(brushed, in: area, mode: state.colorMode) }
    if state.isZoomed, state.coloring == .label {
      frame.labelLonelyPoints(of: scatter, viewport, in: area)
      frame.labelClasses(of: scatter, viewport, in: area)
    }
    drawStrokes(&frame)
    drawMarkers(scatter, &frame)
  }

  /// The outline that the mouse draws, and where the walker came from.
  private func drawStrokes(_ frame: inout Frame) {
    var canvas = BrailleCanvas(viewport)
    if let stroke = state.comparison.brush.stroke, stroke.panel.mapSlot == slot {
      let corners = stroke.outline
      for (from, to) in zip(corners, corners.dropFirst() + corners.prefix(1)) {
        canvas.line(from: from, to: to, ink: Ink(Theme.accent, glyph: "+"), layer: .over)
      }
    }
    if let walker = state.comparison.walkers?.walkers[slot] {
      let places = (walker.trail + [walker.place]).map { seen($0) }
      for (from, to) in zip(places, places.dropFirst()) {
        canvas.line(
          from: from, to: to, viewport: viewport, ink: Ink(Theme.title, glyph: "+"), layer: .over)
      }
    }
    frame.draw(canvas, in: area, mode: state.colorMode)
  }

  private func drawMarkers(_ scatter: Scatter, _ frame: inout Frame) {
    if let walker = state.comparison.walkers?.walkers[slot] {
      let place = seen(walker.place)
      frame.mark(.cursor, at: viewport.cell(x: place.x, y: place.y), in: area)
    } else if state.comparison.morph?.from != slot, let cursor = state.cursor(inMap: slot) {
      frame.mark(.cursor, at: viewport.cell(x: cursor.x, y: cursor.y), in: area)
    }
    if let row = state.selection, row < scatter.points.rows {
      let cell = viewport.cell(x: scatter.points[row, 0], y: scatter.points[row, 1])
      frame.mark(.selection, at: cell, in: area)
    }
  }

  private func seen(_ place: [Float]) -> (x: Float, y: Float) {
    guard place.count == 3, let points = state.maps[slot]?.points else {
      return (place.first ?? 0, place.count > 1 ? place[1] : 0)
    }
    let seen = state.camera.around(points).project(x: place[0], y: place[1], z: place[2])
    return (seen.x, seen.y)
  }
}

extension State {
  /// The part of a map that an area shows.
  func mapViewport(_ slot: Int, in area: Rectangle) -> Viewport {
    let ends = morphEnds(ofMap: slot)
    let points = ends?.0 ?? planarPoints(ofMap: slot) ?? Matrix(rows: 0, columns: 2)
    let other = ends?.1.boundsWithoutOutliers
    return viewport(points, including: other.map { [$0] } ?? [], in: area, stretches: true)
  }

  /// What is said of a map whose axes have scales of their own: `y ×12`; empty for all others.
  func stretchText(ofMap slot: Int, in area: Rectangle) -> String {
    mapViewport(slot, in: area).stretchText
  }
}

extension Viewport {
  /// What is said of axes that have scales of their own: `y ×12`; empty where the aspect is kept.
  var stretchText: String {
    let stretch = Double(stretch)
    guard stretch != 1 else { return "" }
    return stretch > 1 ? "y ×\(NumberText.digits(stretch, 2))" : "x ×\(NumberText.digits(1 / stretch, 2))"
  }
}
