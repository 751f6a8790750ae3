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
