import LatentCore

extension Frame {
  /// Draws a plot with its axes into a rectangle; without a value only the title of the axis is shown.
  public mutating func draw(_ plot: LinePlot, in area: Rectangle, mode: ColorMode = .trueColor) {
    guard area.rows >= 2, area.columns >= 8, let x = plot.shownX, let y = plot.shownY else {
      if area.rows > 0 {
        write(
          StyledText(plot.xTitle, Theme.muted), row: area.row + area.rows - 1, column: area.column,
          columns: area.columns, alignment: .center)
      }
      return
    }
    let ticks = Ticks.nice(y, count: max(2, min(5, (area.rows - 1) / 2)))
    let labels = Ticks.labels(ticks)
    let gutter = min((labels.map(\.count).max() ?? 0) + 1, area.columns / 2)
    let canvas = Rectangle(
      row: area.row, column: area.column + gutter, rows: area.rows - 1, columns: area.columns - gutter)
    let scale = PlotScale(x: x, y: y, dotRows: canvas.rows * 4, dotColumns: canvas.columns * 2)
    for (tick, label) in zip(ticks, labels) {
      let row = min(canvas.rows - 1, max(0, Int(scale.row(tick)) / 4))
      write(
        StyledText(label, Theme.muted), row: canvas.row + row, column: area.column, columns: gutter - 1,
        alignment: .right)
    }
    drawAxis(plot, x, below: canvas)
    drawCurves(plot, scale, canvas, mode)
    drawDots(plot, scale, canvas)
  }

  private mutating func drawAxis(_ plot: LinePlot, _ x: ClosedRange<Double>, below canvas: Rectangle) {
    let row = canvas.row + canvas.rows
    let ends = [x.lowerBound, x.upperBound].map(NumberText.plain)
    let isSingle = ends[0] == ends[1]
    guard !isSingle else {
      // One value alone is told what it is a value of.
      write(
        StyledText("\(plot.xTitle) \(ends[0])", Theme.muted), row: row, column: canvas.column,
        columns: canvas.columns, alignment: .left)
      return
    }
    let first = write(
      ends[0], row: row, column: canvas.column, foreground: Theme.muted, maxColumns: canvas.columns)
    let last = ends[1].count
    let space = canvas.columns - first - last - 2
    if space >= -1 {
      write(ends[1], row: row, column: canvas.column + canvas.columns - last, foreground: Theme.muted)
    }
    if space >= plot.xTitle.count {
      write(
        StyledText(plot.xTitle, Theme.muted), row: row, column: canvas.column + first + 1, columns: space,
        alignment: .center)
    }
  }

  private mutating func drawCurves(_ plot: LinePlot, _ scale: PlotScale, _ area: Rectangle, _ mode: ColorMode)
  {
    var canvas = BrailleCanvas(rows: area.rows, columns: area.columns)
    let glyphs = Array("*+x~^".unicodeScalars)
    for (index, series) in plot.series.enumerated() where series.kind == .line {
      let ink = Ink(series.color, glyph: glyphs[index % glyphs.count])
      var previous: (index: Int, x: Double, y: Double)?
      for point in series.points {
        let end = scale.dot(point.x, point.y)
        // A gap in the values is a gap in the line.
        let start = previous.flatMap { $0.index == point.index - 1 ? scale.dot($0.x, $0.y) : nil } ?? end
        canvas.line(from: start, to: end, ink: ink, layer: .over)
        previous = point
      }
    }
    draw(canvas, in: area, mode: mode)
  }

  private mutating func drawDots(_ plot: LinePlot, _ scale: PlotScale, _ area: Rectangle) {
    // A line of one point would be a dot that nobody sees.
    for series in plot.series where series.kind == .dots || series.points.count == 1 {
      for point in series.points {
        let dot = scale.dot(point.x, point.y)
        guard dot.column >= 0, dot.row >= 0, dot.column < Float(area.columns * 2),
          dot.row < Float(area.rows * 4)
        else { continue }
        put(
          "•", row: area.row + Int(dot.row) / 4, column: area.column + Int(dot.column) / 2,
          foreground: series.color)
      }
    }
  }
}

/// Maps the values of a plot to dots; both ends of a range are dots of the canvas.
struct PlotScale {
  var x, y: ClosedRange<Double>
  var dotRows, dotColumns: Int

  /// The row of a value in dots from the top; a range without extent lies in the middle.
  func row(_ value: Double) -> Float {
    let extent = y.upperBound - y.lowerBound
    guard extent > 0 else { return Float(dotRows) / 2 }
    return Float((1 - (value - y.lowerBound) / extent) * (Double(dotRows) - 1) + 0.5)
  }

  /// The place of a point in dots from the top left.
  func dot(_ pointX: Double, _ pointY: Double) -> (column: Float, row: Float) {
    let extent = x.upperBound - x.lowerBound
    let column = extent > 0 ? (pointX - x.lowerBound) / extent * (Double(dotColumns) - 1) + 0.5 : 0.5
    return (Float(column), row(pointY))
  }
}
