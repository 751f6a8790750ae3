import LatentCore
import Screen
import Testing

@Suite("Viewports")
struct ViewportTests {
  @Test("the middle of a cell maps back to the cell", arguments: [(1, 1), (4, 9), (30, 80), (100, 300)])
  func roundTrip(rows: Int, columns: Int) {
    var view = Viewport(rows: rows, columns: columns, centerX: 3, centerY: -2, scale: 7.5)
    view.pan(rows: 2, columns: -5)
    view.zoom(by: 1.7)
    for row in 0..<rows {
      for column in 0..<columns {
        let point = view.data(at: Position(row: row, column: column))
        #expect(view.cell(x: point.x, y: point.y) == Position(row: row, column: column))
      }
    }
  }

  @Test("fitting shows every point and fills one side", arguments: [1, 2, 3] as [UInt64])
  func fitting(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let points = random.normal(rows: 200, columns: 2)
    let view = Viewport(fitting: DataBounds(points), rows: 12, columns: 50, margin: 0)
    let cells = (0..<200).map { view.cell(x: points[$0, 0], y: points[$0, 1]) }
    #expect(!cells.contains(nil))
    let rows = cells.compactMap { $0?.row }
    let columns = cells.compactMap { $0?.column }
    #expect((rows.min() == 0 && rows.max() == 11) || (columns.min() == 0 && columns.max() == 49))
  }

  @Test(
    "a stretched view fills both sides, and finds its points again", arguments: [0.01, 0.1, 30] as [Float])
  func stretching(flatness: Float) {
    let bounds = DataBounds(minimumX: -1, maximumX: 3, minimumY: 0, maximumY: 2 * flatness)
    var view = Viewport(fitting: bounds, rows: 12, columns: 50, margin: 0, isStretched: true)
    for (x, y) in [(bounds.minimumX, bounds.minimumY), (bounds.maximumX, bounds.maximumY)] {
      let cell = view.cell(x: x, y: y)
      #expect(cell?.row == 0 || cell?.row == 11)
      #expect(cell?.column == 0 || cell?.column == 49)
    }
    let cell = Position(row: 4, column: 33)
    for factor in [1, 2] as [Float] {
      view.zoom(by: factor)
      let point = view.data(at: cell)
      #expect(view.cell(x: point.x, y: point.y) == cell)
    }
  }

  @Test("a circle stays a circle: twice as many cells across as down")
  func aspect() {
    let view = Viewport(rows: 20, columns: 40, scale: 10)
    let right = view.dot(x: 1, y: 0)
    let top = view.dot(x: 0, y: 1)
    #expect(right.column - Float(view.dotColumns) / 2 == Float(view.dotRows) / 2 - top.row)
  }

  @Test("x runs to the right and y up")
  func directions() throws {
    let view = Viewport(rows: 11, columns: 21, scale: 4)
    let origin = try #require(view.cell(x: 0, y: 0))
    #expect(try #require(view.cell(x: 2, y: 0)).column > origin.column)
    #expect(try #require(view.cell(x: 0, y: 2)).row < origin.row)
  }

  @Test("panning right brings what lies right of the view into it")
  func panning() {
    var view = Viewport(rows: 10, columns: 20, scale: 4)
    view.pan(rows: 1, columns: 3)
    let point = view.data(at: Position(row: 4, column: 10))
    let moved = Viewport(rows: 10, columns: 20, scale: 4).data(at: Position(row: 5, column: 13))
    #expect(point == moved)
  }

  @Test("zooming keeps the place of its point", arguments: [0.5, 1.25, 3] as [Float])
  func zooming(factor: Float) {
    var view = Viewport(rows: 10, columns: 20, centerX: 1, scale: 4)
    let before = view.dot(x: 2.5, y: -0.75)
    view.zoom(by: factor, about: (2.5, -0.75))
    let after = view.dot(x: 2.5, y: -0.75)
    #expect(abs(before.column - after.column) < 1e-3 && abs(before.row - after.row) < 1e-3)
    #expect(view.scale == 4 * factor)
  }

  @Test("no number breaks a viewport", arguments: [Float.nan, .infinity, -.infinity, 0, -1, 1e38, 1e-38])
  func robust(value: Float) {
    var view = Viewport(rows: 5, columns: 5, centerX: value, centerY: value, scale: value)
    view.zoom(by: value, about: (value, value))
    view.center(x: value, y: value)
    view.pan(rows: 1 << 40, columns: -(1 << 40))
    #expect(view.scale.isFinite && view.scale > 0 && view.centerX.isFinite && view.centerY.isFinite)
    #expect(view.cell(x: .nan, y: .infinity) == nil)
    let fitted = Viewport(fitting: .disc(radius: value), rows: 5, columns: 5)
    #expect(fitted.scale.isFinite && fitted.scale > 0)
  }

  @Test("bounds leave out what is not finite")
  func bounds() {
    let points = Matrix(rows: 3, columns: 2, values: [1, 2, .nan, 50, -1, 5])
    #expect(DataBounds(points) == DataBounds(minimumX: -1, maximumX: 1, minimumY: 2, maximumY: 5))
    #expect(DataBounds(Matrix(rows: 1, columns: 2, repeating: .nan)) == nil)
    #expect(DataBounds(Matrix(rows: 3, columns: 1)) == nil)
  }
}
