import Analysis
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
  var classCount: Int

  /// Steps of brightness from the front to the back of a three-dimensional cloud.
  private static let depthLevels = 4

  /// Chooses inks as the state says; three columns are seen through the camera.
  init(_ cloud: Matrix, _ state: State, _ snapshot: Snapshot, camera: Camera) {
    labels = snapshot.probe.labels(in: snapshot.data.train)
    classCount = max(1, snapshot.data.classNames.count)
    points = cloud.columns == 3 ? camera.project(cloud) : cloud.planar
    inks = []
    indices = []
    switch state.coloring {
    case .label: colorByLabel(highlighting: state.selectedClass)
    case .density: break
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

  /// A canvas with the points on it.
  mutating func canvas(_ viewport: Viewport, coloring: Coloring) -> BrailleCanvas {
    if coloring == .density { colorByDensity(viewport) }
    var canvas = BrailleCanvas(viewport, inks: inks)
    canvas.plot(points, inks: indices, viewport: viewport)
    return canvas
  }
}

extension Frame {
  /// Writes the digit of each class at its median.
  mutating func labelClasses(of scatter: Scatter, _ viewport: Viewport, in area: Rectangle) {
    for entry in ClassStatistics(codes: scatter.points, labels: scatter.labels).entries {
      let label = Int(entry.label)
      self.label(
        ClassPalette.glyph(label), at: viewport.cell(x: entry.median[0], y: entry.median[1]), in: area,
        color: ClassPalette.color(label).mixed(with: Theme.title, 0.35))
    }
  }
}
