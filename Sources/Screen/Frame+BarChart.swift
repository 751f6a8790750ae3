import LatentCore

/// Where the bars of a chart lie: one a line, in as many columns as are needed and fit, from a bar on that can be chosen.
struct BarLayout {
  /// The bars that are seen.
  let window: FigureWindow
  /// Bars under each other.
  let lines: Int
  let places: [Rectangle]

  /// Columns that a bar with its name and number needs.
  private static let leastColumns = 24

  init(_ chart: BarChart, in area: Rectangle, from first: Int) {
    let rows = max(1, area.rows - 1)
    let count = chart.bars.count
    let columns = max(1, min((count + rows - 1) / rows, area.columns / Self.leastColumns))
    lines = max(1, min(rows, (count + columns - 1) / columns))
    window = FigureWindow(from: first, visible: lines * columns, of: count)
    let body = Rectangle(row: area.row + 1, column: area.column, rows: area.rows - 1, columns: area.columns)
    places = body.grid(rows: 1, columns: columns, gap: 2)
  }
}

extension Frame {
  /// Horizontal bars under what they measure.
  mutating func draw(_ chart: BarChart, in area: Rectangle, from first: Int) {
    let layout = BarLayout(chart, in: area, from: first)
    let window = layout.window
    let part =
      window.isPart
      ? ", \(window.first + 1)-\(window.first + window.visible) of \(NumberText.grouped(window.total))" : ""
    write(
      chart.quantity + part, row: area.row, column: area.column, foreground: Theme.muted,
      maxColumns: area.columns)
    let nameColumns = min(16, chart.bars.map(\.name.count).max() ?? 0)
    let limit = chart.limit ?? chart.bars.map(\.value).filter(\.isFinite).max() ?? 0
    for index in 0..<window.visible {
      let place = layout.places[index / layout.lines]
      let row = place.row + index % layout.lines
      guard row < area.row + area.rows else { continue }
      draw(
        chart.bars[window.first + index], limit: limit, nameColumns: nameColumns, row: row,
        column: place.column, place.columns)
    }
  }

  private mutating func draw(
    _ bar: BarChart.Bar, limit: Double, nameColumns: Int, row: Int, column: Int, _ columns: Int
  ) {
    write(
      StyledText(bar.name, Theme.muted), row: row, column: column, columns: nameColumns, alignment: .right)
    let width = columns - nameColumns - 10
    guard width > 0 else { return }
    let share = limit > 0 && bar.value.isFinite ? bar.value / limit : 0
    drawProgress(share, row: row, column: column + nameColumns + 1, columns: width, color: Theme.accent)
    write(
      NumberText.plain(bar.value), row: row, column: column + nameColumns + width + 2, maxColumns: 8)
  }
}
