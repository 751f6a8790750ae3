import LatentCore

extension Frame {
  /// Draws a figure as large as an area allows.
  /// - Parameters:
  ///   - thumbnail: how the pixels of images share cells.
  ///   - moment: which frame of a film is shown.
  ///   - first: the line that is seen first of a figure that has no room as a whole.
  public mutating func draw(
    _ figure: Figure, in area: Rectangle, mode: ColorMode = .trueColor, thumbnail: Thumbnail = .halfBlocks,
    moment: Int = 0, from first: Int = 0
  ) {
    guard !area.isEmpty else { return }
    switch figure {
    case .images(let sheet): draw(sheet, in: area, mode: mode, thumbnail: thumbnail, from: first)
    case .bars(let chart): draw(chart, in: area, from: first)
    case .curves(let chart): draw(LinePlot(chart), in: area, mode: mode)
    case .table(let table): draw(table, in: area, mode: mode)
    case .film(let film):
      guard let sheet = film.frame(at: moment)?.sheet else { return }
      draw(sheet, in: area, mode: mode, thumbnail: thumbnail, from: first)
    }
  }

  private mutating func draw(
    _ sheet: ImageSheet, in area: Rectangle, mode: ColorMode, thumbnail: Thumbnail, from first: Int
  ) {
    let layout = SheetLayout(sheet, in: area, from: first)
    if layout.captionColumns > 0 {
      for row in layout.rows {
        let place = layout.place(row: row, image: 0)
        write(
          sheet.rows[row].caption, row: place.row + place.rows / 2,
          column: place.column - layout.captionColumns, foreground: Theme.muted,
          maxColumns: layout.captionColumns - 1)
      }
    }
    for item in layout.items {
      let row = sheet.rows[item.row]
      let place = item.place.intersection(area)
      if let kinds = row.kinds {
        drawKinds(kinds, of: item.image, in: place, of: layout.tile, mode: mode)
      } else {
        drawTile(
          row.images.row(item.image), shape: sheet.shape, in: place, of: layout.tile, mode: mode,
          thumbnail: thumbnail)
      }
    }
  }

  /// Numbers on grounds that are the brighter the larger they are.
  private mutating func draw(_ table: NumberTable, in area: Rectangle, mode: ColorMode) {
    let names = min(14, (table.rowNames.map(\.count).max() ?? 0) + 1)
    let texts = table.values.values.map { NumberText.fixed($0, table.decimals) }
    let width = max(texts.map(\.count).max() ?? 0, table.columnNames.map(\.count).max() ?? 0) + 2
    let shown = min(table.columnNames.count, max(0, (area.columns - names) / max(1, width)))
    let finite = table.values.values.filter(\.isFinite)
    let (low, high) = (finite.min() ?? 0, finite.max() ?? 0)
    for column in 0..<shown {
      write(
        StyledText(table.columnNames[column], Theme.muted), row: area.row,
        column: area.column + names + column * width, columns: width - 1, alignment: .right)
    }
    for row in 0..<min(table.rowNames.count, area.rows - 1) {
      let line = area.row + 1 + row
      write(
        table.rowNames[row], row: line, column: area.column, foreground: Theme.muted, maxColumns: names - 1)
      for column in 0..<shown {
        let value = table.values[row, column]
        let share = high > low ? (value - low) / (high - low) : 0
        write(
          StyledText(" " + texts[row * table.columnNames.count + column] + " "), row: line,
          column: area.column + names + column * width, columns: width, alignment: .right,
          foreground: Theme.title, background: Theme.ground.mixed(with: Theme.accent, share * 0.6))
      }
    }
  }
}

extension LinePlot {
  /// Creates the plot of a chart, its curves in the colours of classes.
  public init(_ chart: CurveChart) {
    self.init(
      chart.curves.enumerated().map {
        Series($0.element.name, ClassPalette.color($0.offset), x: $0.element.x, y: $0.element.y)
      }, xTitle: chart.xTitle, xRange: nil, cutsPeaks: false)
  }
}

extension Figure {
  /// Which lines are seen in an area when one of them is wished to be the first, and what that is in words, empty when
  /// all are seen.
  public func window(in area: Rectangle, from first: Int, moment: Int = 0) -> (FigureWindow, remark: String) {
    switch self {
    case .images(let sheet):
      let layout = SheetLayout(sheet, in: area, from: first)
      return (layout.window, layout.remark)
    case .film(let film):
      guard let sheet = film.frame(at: moment)?.sheet else { break }
      let layout = SheetLayout(sheet, in: area, from: first)
      return (layout.window, layout.remark)
    case .bars(let chart): return (BarLayout(chart, in: area, from: first).window, "")
    case .curves, .table: break
    }
    return (FigureWindow(from: 0, visible: 1, of: 1), "")
  }
}
