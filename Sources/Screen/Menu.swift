/// A list of which one item is selected.
public struct Menu: Sendable, Hashable {
  /// One line of the list.
  public struct Item: Sendable, Hashable {
    /// What the item is called.
    public var title: String
    /// What stands beside the titles in a column of its own, such as a sentence or a state.
    public var detail: String
    /// One or two lines about the item, shown while it is selected.
    public var description: String
    /// Whether it can be chosen now.
    public var isEnabled: Bool

    /// Creates an item.
    public init(_ title: String, detail: String = "", description: String = "", isEnabled: Bool = true) {
      self.title = title
      self.detail = detail
      self.description = description
      self.isEnabled = isEnabled
    }
  }

  /// The items from top to bottom.
  public var items: [Item]
  /// The index of the selected item; outside of the items none is.
  public var selection: Int

  /// Creates a menu.
  public init(_ items: [Item], selection: Int = 0) {
    self.items = items
    self.selection = selection
  }

  /// The first item shown in `rows` rows, so that the selected one is near the middle and no row is wasted.
  public static func firstShown(count: Int, selection: Int, rows: Int) -> Int {
    max(0, min(selection - rows / 2, count - rows))
  }
}

extension Frame {
  /// Draws a menu: its items, scrolled to the selected one, and under them the description of that.
  public mutating func draw(_ menu: Menu, in area: Rectangle) {
    let hasDescriptions = menu.items.contains { !$0.description.isEmpty }
    let parts = area.split(rows: [
      .flexible(minimum: 1), .fixed(!hasDescriptions || area.rows < 6 ? 0 : area.rows < 12 ? 3 : 4),
    ])
    let list = parts[0]
    let first = Menu.firstShown(count: menu.items.count, selection: menu.selection, rows: list.rows)
    let titleColumns = menu.items.map(\.title.count).max() ?? 0
    for row in 0..<list.rows where first + row < menu.items.count {
      drawItem(
        menu.items[first + row], isSelected: first + row == menu.selection, titleColumns: titleColumns,
        in: Rectangle(row: list.row + row, column: list.column, rows: 1, columns: list.columns))
    }
    drawScrollHints(first: first, count: menu.items.count, in: list)
    if parts[1].rows > 1, menu.items.indices.contains(menu.selection) {
      let text = Rectangle(
        row: parts[1].row + 1, column: area.column + 1, rows: parts[1].rows - 1, columns: area.columns - 2)
      writeWrapped(menu.items[menu.selection].description, in: text, foreground: Theme.muted)
    }
  }

  private mutating func drawItem(
    _ item: Menu.Item, isSelected: Bool, titleColumns: Int, in area: Rectangle
  ) {
    let background = drawSelection(isSelected, in: area)
    let color = !item.isEnabled ? Theme.muted : isSelected ? Theme.title : Theme.text
    let title = min(titleColumns, max(item.detail.isEmpty ? area.columns - 3 : area.columns / 2, 0))
    write(
      item.title, row: area.row, column: area.column + 2, foreground: color, background: background,
      style: isSelected ? .bold : [], maxColumns: title)
    write(
      StyledText(item.detail, isSelected ? Theme.text : Theme.muted), row: area.row,
      column: area.column + title + 4, columns: max(0, area.columns - title - 5),
      alignment: .left, background: background)
  }

  /// Marks a selected row with a ground of its own and an arrow, and returns the ground to write on.
  mutating func drawSelection(_ isSelected: Bool, in area: Rectangle) -> Color? {
    guard isSelected else { return nil }
    fill(area, with: Cell(" ", foreground: Theme.title, background: Theme.selectionGround))
    if area.columns > 1 {
      put("▸", row: area.row, column: area.column, foreground: Theme.key, background: Theme.selectionGround)
    }
    return Theme.selectionGround
  }

  /// Arrows at the right edge that say that the list goes on.
  mutating func drawScrollHints(first: Int, count: Int, in list: Rectangle) {
    guard list.rows > 0, list.columns > 0 else { return }
    let column = list.column + list.columns - 1
    if first > 0 { put("▴", row: list.row, column: column, foreground: Theme.muted) }
    if first + list.rows < count {
      put("▾", row: list.row + list.rows - 1, column: column, foreground: Theme.muted)
    }
  }
}
