import LatentCore

extension Frame {
  /// Draws a figure as large as an area allows.
  /// - Parameters:
  ///   - thumbnail: how the pixels of images share cells.
  ///   - moment: which frame of a film is shown.
  public mutating func draw(
    _ figure: Figure, in area: Rectangle, mode: ColorMode = .trueColor, thumbnail: Thumbnail = .halfBlocks,
    moment: Int = 0
  ) {
    guard !area.isEmpty else { return }
    switch figure {
    case .images(let sheet): draw(sheet, in: area, mode: mode, thumbnail: thumbnail)
    case .bars(let chart): draw(chart, in: area)
    case .curves(let chart): draw(LinePlot(chart), in: area, mode: mode)
    case .table(let table): draw(table, in: area, mode: mode)
    case .film(let film):
      guard let sheet = film.frame(at: moment)?.sheet else { return }
      draw(sheet, in: area, mode: mode, thumbnail: thumbnail)
    }
  }

  private mutating func draw(
    _ sheet: ImageSheet, in area: Rectangle, mode: ColorMode, thumbnail: Thumbnail
  ) {
    let arrangement = ImageArrangement(sheet, in: area)
    for (row, images) in sheet.rows.enumerated() {
      if arrangement.captionColumns > 0 {
        let place = arrangement.place(row: row, column: 0, in: area)
        write(
          images.caption, row: place.row + place.rows / 2, column: area.column, foreground: Theme.muted,
          maxColumns: arrangement.captionColumns - 1)
      }
      for index in 0..<min(images.images.rows, arrangement.shown) {
        let (line, column) =
          sheet.isGallery ? (index / arrangement.columns, index % arrangement.columns) : (row, index)
        let place = arrangement.place(row: line, column: column, in: area)
        drawImage(
          images.images.row(index), shape: sheet.shape, in: place, mode: mode, thumbnail: thumbnail)
      }
    }
  }

  /// Horizontal bars, one a line, in as many columns as are needed and fit.
  private mutating func draw(_ chart: BarChart, in area: Rectangle) {
    let rows = max(1, area.rows - 1)
    let columns = max(1, min((chart.bars.count + rows - 1) / rows, area.columns / 24))
    write(
      chart.bars.count > rows * columns
        ? "\(chart.quantity), \(rows * columns) of \(chart.bars.count)" : chart.quantity,
      row: area.row, column: area.column, foreground: Theme.muted, maxColumns: area.columns)
    let body = Rectangle(
      row: area.row + 1, column: area.column, rows: area.rows - 1, columns: area.columns)
    let lines = min(rows, (chart.bars.count + columns - 1) / columns)
    let places = body.grid(rows: 1, columns: columns, gap: 2)
    let nameColumns = min(16, chart.bars.map(\.name.count).max() ?? 0)
    let limit = chart.limit ?? chart.bars.map(\.value).filter(\.isFinite).max() ?? 0
    for (index, bar) in chart.bars.prefix(lines * columns).enumerated() {
      let place = places[index / lines]
      let row = place.row + index % lines
      guard row < area.row + area.rows else { continue }
      draw(bar, limit: limit, nameColumns: nameColumns, row: row, column: place.column, place.columns)
    }
  }

  private mutating func draw(
    _ bar: BarChart.Bar, limit: Double, nameColumns: Int, row: Int, column: Int, _ columns: Int
  ) {
    let value = NumberText.digits(bar.value, 3)
    write(
      StyledText(bar.name, Theme.muted), row: row, column: column, columns: nameColumns, alignment: .right)
    let width = columns - nameColumns - 10
    guard width > 0 else { return }
    let share = limit > 0 && bar.value.isFinite ? bar.value / limit : 0
    drawProgress(share, row: row, column: column + nameColumns + 1, columns: width, color: Theme.accent)
    write(value, row: row, column: column + nameColumns + width + 2, maxColumns: 8)
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

/// Where the images of a sheet lie: as large as they fit, all of one size.
struct ImageArrangement {
  /// Images side by side, and how many of a row are shown at all.
  private(set) var columns = 0, shown = 0
  /// Columns at the left that captions take, 0 without captions.
  private(set) var captionColumns = 0
  private var height = 0, width = 0

  /// Rows below which an image of a gallery says nothing any more.
  private static let leastRows = 3

  init(_ sheet: ImageSheet, in area: Rectangle) {
    let count = sheet.rows.map(\.images.rows).max() ?? 0
    guard count > 0, sheet.shape.height > 0, sheet.shape.width > 0 else { return }
    // A cell is twice as high as wide.
    let aspect = 2 * Double(sheet.shape.width) / Double(sheet.shape.height)
    func columns(ofHeight height: Int) -> Int { max(1, Int((Double(height) * aspect).rounded())) }
    if sheet.isGallery {
      let largest = max(Self.leastRows, min(area.rows, sheet.shape.height / 2))
      let fitting = (Self.leastRows...largest).last { height in
        (area.columns / (columns(ofHeight: height) + 1)) * (area.rows / height) >= count
      }
      height = min(fitting ?? Self.leastRows, area.rows)
      width = columns(ofHeight: height) + 1
      self.columns = max(1, area.columns / width)
      shown = min(count, self.columns * max(1, area.rows / max(1, height)))
    } else {
      let longest = sheet.rows.map(\.caption.count).max() ?? 0
      captionColumns = longest > 0 ? min(longest + 1, area.columns / 3) : 0
      let room = area.columns - captionColumns
      let most = max(1, area.rows / max(1, sheet.rows.count))
      // Fewer images that can be seen are better than many that cannot.
      let wanted = max(Self.leastRows, min(most, sheet.shape.height / 2))
      let fitting = (min(Self.leastRows, wanted)...wanted).last {
        room / (columns(ofHeight: $0) + 1) >= min(count, 6)
      }
      height = min(most, fitting ?? Self.leastRows)
      width = columns(ofHeight: height) + 1
      self.columns = max(1, room / width)
      shown = min(count, self.columns)
    }
  }

  func place(row: Int, column: Int, in area: Rectangle) -> Rectangle {
    Rectangle(
      row: area.row + row * height, column: area.column + captionColumns + column * width, rows: height,
      columns: width - 1
    ).intersection(area)
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
