import Engine
import LatentCore
import Screen

/// A cloud of points to be drawn: where they are seen, and in which inks.
struct Scatter {
  /// `[points, 2 or 3]`; the third column is the depth.
  var points: Matrix
  var inks: [Ink]
  /// The ink of each point.
  var indices: [UInt8]
  /// The classes of the points, or empty.
  var labels: [UInt8]
  var classNames: [String]
  /// The rows that are brought out among the others, ascending; empty when none is.
  var brushed: [Int] = []

  /// Steps of brightness from the front to the back of a three-dimensional cloud.
  private static let depthLevels = 4

  private var classCount: Int { max(1, classNames.count) }

  /// Chooses inks as the state says; three columns are seen through the camera.
  /// - Parameter values: of each point in [0, 1], for colourings that show a number; nil where it is not known.
  init(
    _ cloud: Matrix, _ state: State, _ snapshot: Snapshot, camera: Camera, values: [Float]? = nil
  ) {
    labels = snapshot.probe.labels(in: snapshot.data.train)
    classNames = snapshot.data.classNames
    points = cloud.columns == 3 ? camera.project(cloud) : cloud.planar
    inks = []
    indices = []
    brushed = state.comparison.brush.rows.filter { $0 < cloud.rows }
    switch state.coloring {
    case .label: colorByLabel(highlighting: brushed.isEmpty ? state.selectedClass : nil)
    case .component: colorByComponent(snapshot.probe.responsibilities)
    case .density: break
    case .error, .falseNeighbors, .missingNeighbors, .distance: colorByValue(values)
    case .single: inks = [Ink(Theme.text, glyph: ".")]
    }
  }

  private mutating func colorByLabel(highlighting selected: Int?) {
    guard points.columns == 3 else {
      inks = ClassPalette.inks(count: classCount, highlighting: selected)
      indices = labels
      return
    }
    inks = ClassPalette.inks(count: classCount, depthLevels: Self.depthLevels, highlighting: selected)
    indices = Camera.depthInks(points, labels: labels, levels: Self.depthLevels)
  }

  private mutating func colorByComponent(_ responsibilities: Matrix?) {
    guard let responsibilities, responsibilities.rows == points.rows else {
      inks = [Ink(Theme.muted, glyph: ".")]
      return
    }
    let chosen = ComponentInks(responsibilities)
    (inks, indices) = (chosen.inks, chosen.indices)
  }

  private mutating func colorByValue(_ values: [Float]?) {
    guard let values, values.count == points.rows else {
      inks = [Ink(Theme.muted, glyph: ".")]
      return
    }
    inks = PointValues.inks
    indices = values.map(PointValues.ink)
  }

  /// Colours points by how many others share their cell; depends on the view, so it comes last.
  private mutating func colorByDensity(_ viewport: Viewport) {
    var counts = [Int](repeating: 0, count: viewport.rows * viewport.columns)
    let cells = (0..<points.rows).map { row in
      viewport.cell(x: points[row, 0], y: points[row, 1]).map { $0.row * viewport.columns + $0.column }
    }
    for case let cell? in cells { counts[cell] += 1 }
    let most = Float(max(1, counts.max() ?? 1))
    inks = Ramp.sequentialInks
    indices = cells.map { cell in
      cell.map { UInt8(Ramp.sequentialLevel((Float(counts[$0]) / most).squareRoot() * 0.99)) } ?? 0
    }
  }

  /// A canvas with the points on it, faint where others are brought out.
  mutating func canvas(_ viewport: Viewport, coloring: Coloring) -> BrailleCanvas {
    if coloring == .density { colorByDensity(viewport) }
    var canvas = BrailleCanvas(viewport, inks: brushed.isEmpty ? inks : inks.map(\.faint))
    canvas.plot(points, inks: indices, viewport: viewport)
    return canvas
  }

  /// A canvas with the points that are brought out, to be drawn over the others; nil without any.
  ///
  /// Comes after `canvas`, which chooses the inks.
  func brushedCanvas(_ viewport: Viewport) -> BrailleCanvas? {
    guard !brushed.isEmpty else { return nil }
    var canvas = BrailleCanvas(viewport, inks: inks)
    let inked = indices.isEmpty ? [] : brushed.map { indices[$0] }
    canvas.plot(points.gatheringRows(brushed), inks: inked, viewport: viewport)
    return canvas
  }
}

extension Ink {
  /// The same ink in the background.
  fileprivate var faint: Ink { Ink(color.mixed(with: Theme.ground, 0.75), glyph: glyph) }
}
