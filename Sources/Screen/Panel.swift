/// A box with round, thin borders that carry its title and what belongs to its contents.
///
///     ╭ 1 Latent space ─── step 0.10 ─╮
///     │                               │
///     ╰─ z = (+0.42, -1.10) ──────────╯
public struct Panel: Sendable, Hashable {
  /// The key that focuses the panel; nil for none.
  public var number: Int?
  /// What stands left in the top border.
  public var title: String
  /// What stands right in the top border.
  public var detail: StyledText
  /// What stands left in the bottom border.
  public var footer: StyledText
  /// What stands right in the bottom border.
  public var footerDetail: StyledText
  /// Whether keys go here.
  public var isFocused: Bool

  /// Creates a panel.
  public init(
    number: Int? = nil, title: String, detail: StyledText = "", footer: StyledText = "",
    footerDetail: StyledText = "", isFocused: Bool = false
  ) {
    self.number = number
    self.title = title
    self.detail = detail
    self.footer = footer
    self.footerDetail = footerDetail
    self.isFocused = isFocused
  }
}

extension Frame {
  /// Draws the border of a panel with its texts and returns the area inside; the area itself is left as it is.
  @discardableResult
  public mutating func draw(_ panel: Panel, in area: Rectangle) -> Rectangle {
    guard area.rows >= 2, area.columns >= 2 else {
      return Rectangle(row: area.row, column: area.column, rows: 0, columns: 0)
    }
    let color = panel.isFocused ? Theme.accent : Theme.border
    drawBorder(in: area, color: color)
    drawTopTexts(of: panel, in: area)
    drawBottomTexts(of: panel, in: area)
    return area.inset()
  }

  /// Draws a round, thin border along the edge of a rectangle.
  public mutating func drawBorder(in area: Rectangle, color: Color = Theme.border) {
    guard area.rows >= 2, area.columns >= 2 else { return }
    let bottom = area.row + area.rows - 1
    let right = area.column + area.columns - 1
    for column in area.column...right {
      put("─", row: area.row, column: column, foreground: color)
      put("─", row: bottom, column: column, foreground: color)
    }
    for row in area.row...bottom {
      put("│", row: row, column: area.column, foreground: color)
      put("│", row: row, column: right, foreground: color)
    }
    put("╭", row: area.row, column: area.column, foreground: color)
    put("╮", row: area.row, column: right, foreground: color)
    put("╰", row: bottom, column: area.column, foreground: color)
    put("╯", row: bottom, column: right, foreground: color)
  }

  private mutating func drawTopTexts(of panel: Panel, in area: Rectangle) {
    let space = area.columns - 2
    var title = StyledText(
      panel.title, panel.isFocused ? Theme.title : Theme.text, style: panel.isFocused ? .bold : [])
    if let number = panel.number { title = StyledText("\(number) ", Theme.key, style: .bold) + title }
    let taken = title.isEmpty ? 0 : min(title.columns + 2, space)
    writePadded(title, row: area.row, column: area.column + 1, columns: taken)
    writeRight(panel.detail, row: area.row, area: area, space: space - taken)
  }

  private mutating func drawBottomTexts(of panel: Panel, in area: Rectangle) {
    let row = area.row + area.rows - 1
    let space = area.columns - 3
    let taken = panel.footer.isEmpty ? 0 : min(panel.footer.columns + 2, space)
    writePadded(panel.footer, row: row, column: area.column + 2, columns: taken)
    writeRight(panel.footerDetail, row: row, area: area, space: space - taken)
  }

  /// Writes text right in a border with one line of border behind it, or nothing where it does not fit.
  private mutating func writeRight(_ text: StyledText, row: Int, area: Rectangle, space: Int) {
    let taken = text.columns + 2
    guard !text.isEmpty, taken + 2 <= space else { return }
    writePadded(text, row: row, column: area.column + area.columns - 2 - taken, columns: taken)
  }

  private mutating func writePadded(_ text: StyledText, row: Int, column: Int, columns: Int) {
    guard columns > 2 else { return }
    put(" ", row: row, column: column)
    let taken = write(text, row: row, column: column + 1, maxColumns: columns - 2)
    put(" ", row: row, column: column + 1 + taken)
  }
}
