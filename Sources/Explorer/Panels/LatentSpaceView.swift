import Analysis
import Engine
import LatentCore
import Screen

/// How latent space is seen in an area: which part of it, from where.
struct LatentSpaceView {
  let state: State
  let snapshot: Snapshot
  let area: Rectangle
  /// The codes as they are seen.
  let scatter: Scatter
  let viewport: Viewport
  private let camera: Camera

  /// Looks at the codes of a snapshot from where the state looks.
  init(_ state: State, _ snapshot: Snapshot, _ area: Rectangle) {
    self.state = state
    self.snapshot = snapshot
    self.area = area
    let cloud = Self.cloud(state, snapshot)
    camera = state.camera.around(cloud)
    scatter = Scatter(
      cloud, state, snapshot, camera: camera,
      values: state.codesSlot.flatMap { state.pointValues(ofMap: $0)?.shares })
    var seen: [DataBounds] = [Self.bounds(around: Self.seen(state.walk.coordinates, camera, cloud.columns))]
    if snapshot.prior == .standardNormal { seen.append(.disc(radius: 2)) }
    var viewport = state.viewport(
      scatter.points, including: seen, in: area, stretches: cloud.columns != 3)
    if let center = state.view.center, center.count == 2 { viewport.center(x: center[0], y: center[1]) }
    viewport.zoom(by: state.view.magnification)
    self.viewport = viewport
  }

  /// The codes in coordinates of the plane; the third axis is seen only where the space has just three.
  private static func cloud(_ state: State, _ snapshot: Snapshot) -> Matrix {
    let codes = snapshot.probe.values
    return codes.columns <= 3 ? codes : state.walk.plane.project(codes).firstColumns(2)
  }

  private static func seen(_ place: [Float], _ camera: Camera, _ columns: Int) -> (x: Float, y: Float) {
    guard columns == 3, place.count == 3 else { return (place.first ?? 0, place.count > 1 ? place[1] : 0) }
    let seen = camera.project(x: place[0], y: place[1], z: place[2])
    return (seen.x, seen.y)
  }

  /// Where a place of the plane is seen.
  func seen(_ place: [Float]) -> (x: Float, y: Float) {
    Self.seen(place, camera, scatter.points.columns)
  }

  private static func bounds(around point: (x: Float, y: Float)) -> DataBounds {
    DataBounds(minimumX: point.x, maximumX: point.x, minimumY: point.y, maximumY: point.y)
  }

  /// One, two and three standard deviations of the prior; in three dimensions spheres are seen as circles.
  func drawRings(on canvas: inout BrailleCanvas) {
    guard snapshot.prior == .standardNormal else { return }
    let center = seen([Float](repeating: 0, count: state.walk.coordinates.count))
    for (radius, color) in [(1, Theme.muted), (2, Theme.border), (3, Theme.border)] as [(Float, Color)] {
      canvas.ring(
        x: center.x, y: center.y, radius: radius, viewport: viewport, ink: Ink(color, glyph: "."), spacing: 3)
    }
  }

  /// The three axes of a space that is turned, from the origin to two standard deviations.
  func drawAxes(on canvas: inout BrailleCanvas) {
    guard let ends = axisEnds else { return }
    let origin = seen([0, 0, 0])
    for end in ends {
      canvas.line(from: origin, to: end, viewport: viewport, ink: Ink(Theme.muted, glyph: "."))
    }
  }

  /// The names of the axes at their ends.
  func drawAxisNames(on frame: inout Frame) {
    guard let ends = axisEnds else { return }
    for (name, end) in zip("xyz".unicodeScalars, ends) {
      frame.label(name, at: viewport.cell(x: end.x, y: end.y), in: area, color: Theme.text)
    }
  }

  private var axisEnds: [(x: Float, y: Float)]? {
    guard scatter.points.columns == 3, state.walk.coordinates.count == 3 else { return nil }
    let length = 2 * snapshot.probe.values.largestDeviation
    return (0..<3).map { axis in
      seen((0..<3).map { $0 == axis ? length : 0 })
    }
  }

  /// Where the walk came from.
  func drawTrail(on canvas: inout BrailleCanvas) {
    let places = (state.walk.trail + [state.walk.coordinates]).map(seen)
    for (from, to) in zip(places, places.dropFirst()) {
      canvas.line(from: from, to: to, viewport: viewport, ink: Ink(Theme.muted, glyph: "."), layer: .over)
    }
  }

  /// The path between the two marked points.
  func drawPath(on canvas: inout BrailleCanvas) {
    guard let path = state.interpolation?.path else { return }
    let codes = path.points(25)
    let places = (0..<codes.rows).map { seen(state.walk.plane.coordinates(of: Array(codes.row($0)))) }
    for (from, to) in zip(places, places.dropFirst()) {
      canvas.line(from: from, to: to, viewport: viewport, ink: Ink(Theme.accent, glyph: "."), layer: .over)
    }
  }

  /// The selection, the marked points and the cursor, which lies over all.
  func drawMarkers(on frame: inout Frame) {
    if let row = state.selection, row < scatter.points.rows {
      mark(.selection, (scatter.points[row, 0], scatter.points[row, 1]), &frame)
    }
    if let path = state.interpolation {
      mark(.start, seen(state.walk.plane.coordinates(of: path.start)), &frame, color: Theme.accent)
      path.end.map { mark(.end, seen(state.walk.plane.coordinates(of: $0)), &frame, color: Theme.accent) }
    }
    mark(.cursor, seen(state.walk.coordinates), &frame)
  }

  private func mark(
    _ marker: Marker, _ place: (x: Float, y: Float), _ frame: inout Frame, color: Color = Theme.cursor
  ) {
    frame.mark(marker, at: viewport.cell(x: place.x, y: place.y), in: area, color: color)
  }
}
