import LatentCore
import Screen
import Testing

@Suite("Braille canvases")
struct CanvasTests {
  /// One dot is one unit; the origin is the top left corner, y up.
  let view = Viewport(rows: 2, columns: 4, centerX: 4, centerY: -4, scale: 1)

  func points(_ values: [Float]) -> Matrix { Matrix(rows: values.count / 2, columns: 2, values: values) }

  @Test("each of the eight dots of a cell has its bit")
  func dots() {
    let expected = "⠁⠈⠂⠐⠄⠠⡀⢀"
    let found = (0..<8).map { index in
      picture(2, 4) { frame in
        var canvas = BrailleCanvas(view)
        canvas.plot(points([Float(index % 2) + 0.5, -Float(index / 2) - 0.5]), viewport: view)
        frame.draw(canvas, in: frame.bounds)
      }.prefix(1)
    }.joined()
    #expect(found == expected)
  }

  @Test("the most frequent class colours a cell, in any order")
  func majority() {
    let cloud = points([0.5, -0.5, 0.5, -1.5, 1.5, -2.5, 1.5, -3.5, 0.5, -2.5])
    for labels in [[3, 5, 5, 3, 5], [5, 5, 5, 3, 3], [3, 3, 5, 5, 5]] as [[UInt8]] {
      var canvas = BrailleCanvas(view)
      canvas.plot(cloud, inks: labels, viewport: view)
      #expect(canvas.ink(row: 0, column: 0) == 5)
      #expect(canvas.ink(row: 0, column: 0, emphasis: 3) == 3)
      #expect(canvas.ink(row: 0, column: 0, emphasis: 4) == 5)
    }
  }

  @Test("a tie goes to the lower class")
  func tie() {
    var canvas = BrailleCanvas(view)
    canvas.plot(points([0.5, -0.5, 1.5, -0.5]), inks: [7, 2], viewport: view)
    #expect(canvas.ink(row: 0, column: 0) == 2)
  }

  @Test("without colours points are the digits of their classes", arguments: [ColorMode.monochrome, .ascii])
  func glyphs(mode: ColorMode) {
    let text = picture(2, 4, mode: mode) { frame in
      var canvas = BrailleCanvas(view)
      canvas.plot(points([0.5, -0.5, 5, -5]), inks: [7, 13], viewport: view)
      frame.draw(canvas, in: frame.bounds, mode: mode)
    }
    #expect(text == "7\n  3")
  }

  @Test("points lie over rings and under paths")
  func layers() {
    var canvas = BrailleCanvas(view)
    canvas.line(from: (0, 0.5), to: (7, 0.5), ink: Ink(Theme.faint))
    canvas.plot(points([0.5, -1.5, 2.5, -1.5]), viewport: view)
    canvas.line(from: (2, 2.5), to: (3.5, 2.5), ink: Ink(Theme.cursor), layer: .over)
    var frame = Frame(rows: 2, columns: 4)
    frame.draw(canvas, in: frame.bounds)
    #expect(frame.lines == "⠂⠤⠉⠉\n")
    #expect(frame[0, 0].foreground == ClassPalette.color(0))
    #expect(frame[0, 1].foreground == Theme.cursor)
    #expect(frame[0, 2].foreground == Theme.faint)
  }

  @Test(
    "lines run through every column they cross",
    arguments: [
      ("⠑⢄\n  ⠑⢄", (0.5, 0.5), (7.5, 7.5)), ("⠉⠉⠉⠉\n", (0.5, 0.5), (7.5, 0.5)),
      ("⡇\n⡇", (0.5, 0.5), (0.5, 7.5)),
      ("⠉⠉⠉⠉\n", (-1000.5, 0.5), (1000, 0.5)), ("\n", (-5, 3), (-1, 9)), ("⠁\n", (0.2, 0.2), (0.2, 0.2)),
    ] as [(String, (Float, Float), (Float, Float))])
  func lines(expected: String, start: (Float, Float), end: (Float, Float)) {
    let text = picture(2, 4) { frame in
      var canvas = BrailleCanvas(view)
      canvas.line(from: (start.0, start.1), to: (end.0, end.1), ink: Ink(Theme.text))
      frame.draw(canvas, in: frame.bounds)
    }
    #expect(text == expected)
  }

  @Test("a ring is closed and round")
  func ring() {
    let view = Viewport(rows: 4, columns: 8, scale: 1)
    let text = picture(4, 8) { frame in
      var canvas = BrailleCanvas(view)
      canvas.ring(radius: 6.9, viewport: view)
      frame.draw(canvas, in: frame.bounds)
    }
    #expect(
      text == """
         ⣠⠔⠒⠒⠢⣄
        ⢰⠁    ⠈⡆
        ⠸⡀    ⢀⠇
         ⠙⠢⠤⠤⠔⠋
        """)
  }

  @Test("points outside of the view and points that are no numbers are left out")
  func outside() {
    var canvas = BrailleCanvas(view)
    let odd: [Float] = [
      .nan, 0, 0, .nan, .infinity, 0, 0, -.infinity, -0.5, -1, 8, -1, 1, 0.5, 1, -8.5, 1e38, 1e38,
    ]
    canvas.plot(points(odd), viewport: view)
    for row in 0..<2 { for column in 0..<4 { #expect(canvas.ink(row: row, column: column) == nil) } }
  }

  @Test("matrices of any width can be plotted", arguments: [0, 1, 2, 3])
  func widths(columns: Int) {
    var canvas = BrailleCanvas(view)
    canvas.plot(Matrix(rows: 4, columns: columns, repeating: 1), inks: [1], viewport: view)
    canvas.curve(Matrix(rows: 4, columns: columns, repeating: 1), viewport: view, ink: Ink(Theme.text))
    #expect(columns != 2 || canvas.ink(row: 0, column: 0) == nil)
  }

  @Test("no size of canvas and no place of its area ends in a trap", arguments: awkwardRectangles)
  func robust(area: Rectangle) {
    var random = RandomSource(seed: 1)
    let cloud = random.normal(rows: 50, columns: 2)
    let view = Viewport(fitting: DataBounds(cloud), rows: area.rows, columns: area.columns)
    var canvas = BrailleCanvas(view, inks: [])
    canvas.plot(cloud, inks: [200], viewport: view)
    canvas.ring(radius: 2, viewport: view)
    canvas.curve(cloud, viewport: view, ink: Ink(Theme.accent))
    var frame = Frame(rows: 12, columns: 40)
    frame.draw(canvas, in: area)
    frame.mark(.cursor, at: view.cell(x: 0, y: 0), in: area)
    #expect(frame.isSingleWidth)
  }
}

@Suite("Cameras")
struct CameraTests {
  @Test("without angles a camera drops the depth")
  func identity() {
    let seen = Camera().project(x: 1, y: 2, z: 3)
    #expect(seen == (1, 2, 3))
  }

  @Test("turning keeps distances", arguments: [(0.3, 0.2), (2, -1), (-3, 1.5)] as [(Float, Float)])
  func rotation(yaw: Float, pitch: Float) {
    let camera = Camera(yaw: yaw, pitch: pitch)
    var random = RandomSource(seed: 2)
    let points = random.normal(rows: 20, columns: 3)
    let seen = camera.project(points)
    for row in 0..<20 {
      let before = points.row(row).reduce(0) { $0 + $1 * $1 }
      let after = seen.row(row).reduce(0) { $0 + $1 * $1 }
      #expect(abs(before - after) < 1e-4)
      let single = camera.project(x: points[row, 0], y: points[row, 1], z: points[row, 2])
      #expect(Array(seen.row(row)) == [single.x, single.y, single.depth])
    }
  }

  @Test("a quarter turn to the right shows the far side at the right")
  func quarterTurn() {
    let seen = Camera(yaw: .pi / 2).project(x: 0, y: 0, z: 1)
    #expect(abs(seen.x - 1) < 1e-6 && abs(seen.depth) < 1e-6)
  }

  @Test("the pitch stops at the poles and the yaw stays small")
  func limits() {
    var camera = Camera()
    for _ in 0..<100 { camera.turn(yaw: 1, pitch: 1) }
    #expect(camera.pitch == .pi / 2 && abs(camera.yaw) <= .pi)
  }

  @Test("nearer points are brighter")
  func depth() {
    let projected = Matrix(rows: 3, columns: 3, values: [0, 0, 1, 0, 0, 0, 0, 0, -1])
    #expect(Camera.depthInks(projected, labels: [0, 0, 4], levels: 3) == [0, 1, 14])
    #expect(ClassPalette.inks(depthLevels: 3).count == 30)
    #expect(ClassPalette.inks(depthLevels: 3)[12].color == ClassPalette.color(4))
  }
}
