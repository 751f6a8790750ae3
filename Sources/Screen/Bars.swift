extension Frame {
  /// Draws a progress bar of one row: heavy for what is done, light for the rest.
  /// - Parameter fraction: 0...1; whatever lies outside is clamped, NaN is 0.
  public mutating func drawProgress(
    _ fraction: Double, row: Int, column: Int, columns: Int, color: Color = Theme.good
  ) {
    let share = fraction > 0 ? min(fraction, 1) : 0
    let done = Int((share * Double(max(0, columns))).rounded())
    for offset in 0..<max(0, columns) {
      let isDone = offset < done
      put(isDone ? "━" : "─", row: row, column: column + offset, foreground: isDone ? color : Theme.border)
    }
  }

  /// Draws a horizontal bar that ends between cells, in eighths.
  /// - Parameter fraction: the share of `columns` that is filled, 0...1.
  public mutating func drawBar(
    _ fraction: Double, row: Int, column: Int, columns: Int, color: Color = Theme.accent
  ) {
    let share = fraction > 0 ? min(fraction, 1) : 0
    let eighths = Int((share * Double(max(0, columns) * 8)).rounded())
    let parts = Array("▏▎▍▌▋▊▉".unicodeScalars)
    for offset in 0..<eighths / 8 { put("█", row: row, column: column + offset, foreground: color) }
    if eighths % 8 > 0 {
      put(parts[eighths % 8 - 1], row: row, column: column + eighths / 8, foreground: color)
    }
  }

  /// Draws labelled bars, a row each: label, bar, value.
  /// - Parameter entries: the fraction 0...1 of the longest possible bar, and the number as it is printed.
  public mutating func drawBars(
    _ entries: [(label: String, fraction: Double, value: String, color: Color)], in area: Rectangle
  ) {
    let labels = min(entries.map(\.label.count).max() ?? 0, area.columns / 3)
    let values = min(entries.map(\.value.count).max() ?? 0, area.columns / 3)
    let width = area.columns - labels - values - 2
    for (offset, entry) in entries.prefix(area.rows).enumerated() {
      let row = area.row + offset
      write(entry.label, row: row, column: area.column, maxColumns: labels)
      if width > 0 {
        drawBar(
          entry.fraction, row: row, column: area.column + labels + 1, columns: width, color: entry.color)
      }
      write(
        StyledText(entry.value, Theme.title), row: row, column: area.column + area.columns - values,
        columns: values, alignment: .right)
    }
  }

  /// Draws the legend of a ramp in one row: the lowest value, the colours, the highest value.
  public mutating func drawRampLegend(
    low: String, high: String, inks: [Ink] = Ramp.sequentialInks, row: Int, column: Int, columns: Int,
    mode: ColorMode = .trueColor
  ) {
    let first = write(low, row: row, column: column, foreground: Theme.muted, maxColumns: columns)
    let width = columns - first - high.count - 2
    guard width > 0, !inks.isEmpty else { return }
    let isColored = mode != .monochrome && mode != .ascii
    for offset in 0..<width {
      let ink = inks[offset * inks.count / width]
      put(isColored ? "█" : ink.glyph, row: row, column: column + first + 1 + offset, foreground: ink.color)
    }
    write(high, row: row, column: column + first + 2 + width, foreground: Theme.muted)
  }
}
