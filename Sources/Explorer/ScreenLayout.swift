import Screen

/// Where everything lies on the screen.
///
/// Panels that find no place are dropped in the order training, nearest, maps; a dropped panel takes the place of
/// the latent space while it is focused. What the model has of its own is shown while it is focused: in the place of
/// both maps where these lie side by side under the rest, of the latent space elsewhere.
public struct ScreenLayout: Equatable {
  /// The line at the top.
  public var header: Rectangle
  /// The line of keys at the bottom.
  public var footer: Rectangle
  /// The panels that are shown.
  public var panels: [PanelIdentifier: Rectangle] = [:]

  /// The smallest screen that zwalk draws on.
  public static let minimum = (rows: 20, columns: 60)

  /// Lays out a screen.
  /// - Parameters:
  ///   - showsGrid: whether latent space shows decoded images, which deserve more room than points.
  ///   - mapCount: how many maps stand side by side when they fill the screen, 2 to 4.
  ///   - stripBands: rows of images under those.
  public init(
    rows: Int, columns: Int, focus: PanelIdentifier = .latent, isZoomed: Bool = false,
    showsGrid: Bool = false,
    mapCount: Int = 2, stripBands: Int = 0
  ) {
    header = Rectangle(row: 0, column: 0, rows: 1, columns: columns)
    footer = Rectangle(row: rows - 1, column: 0, rows: 1, columns: columns)
    let body = Rectangle(row: 1, column: 0, rows: rows - 2, columns: columns)
    if isZoomed && focus.isOfComparison || focus.needsComparison {
      panels = Self.compared(focus, body, mapCount: mapCount, stripBands: stripBands)
    } else if isZoomed {
      panels = [focus: body]
    } else {
      panels = showsGrid ? Self.aroundGrid(body) : Self.arranged(body)
      showDropped(focus)
    }
  }

  private mutating func showDropped(_ focus: PanelIdentifier) {
    guard panels[focus] == nil else { return }
    if focus == .exhibit, let left = panels[.leftMap], let right = panels[.rightMap],
      panels[.training] != nil,
      left.row == right.row, panels[.training]?.row == left.row
    {
      panels[.leftMap] = nil
      panels[.rightMap] = nil
      panels[.exhibit] = Rectangle(
        row: left.row, column: left.column, rows: left.rows, columns: left.columns + right.columns)
      return
    }
    guard let place = panels.removeValue(forKey: .latent) else { return }
    if focus.isMap {
      let halves = place.split(rows: [.flexible(), .flexible()])
      panels[.leftMap] = halves[0]
      panels[.rightMap] = halves[1]
    } else {
      panels[focus] = place
    }
  }

  private static func arranged(_ body: Rectangle) -> [PanelIdentifier: Rectangle] {
    if body.rows >= 28 && body.columns >= 104 { return wide(body) }
    if body.rows >= 22 && body.columns >= 76 { return medium(body) }
    return small(body)
  }

  /// Somewhat less than half of the screen; where that leaves the image a few rows short of twice or three times
  /// its size, that much more.
  private static func topRows(of body: Rectangle) -> Int {
    let share = max(imageRows(1), body.rows * 47 / 100)
    return [2, 3, 4].map(imageRows).first { (share...share + 3).contains($0) } ?? share
  }

  /// Latent space, decoded and nearest over both maps and the curves.
  private static func wide(_ body: Rectangle) -> [PanelIdentifier: Rectangle] {
    let rows = body.split(rows: [.fixed(topRows(of: body)), .flexible()])
    let decodedColumns = imageColumns(forRows: rows[0].rows)
    let top = rows[0].split(columns: [.flexible(), .fixed(decodedColumns), .flexible(0.98)])
    let bottom = rows[1].split(columns: [.flexible(), .flexible(), .flexible()])
    return [
      .latent: top[0], .decoded: top[1], .nearest: top[2],
      .leftMap: bottom[0], .rightMap: bottom[1], .training: bottom[2],
    ]
  }

  /// Latent space over both maps on the left, decoded over what fits on the right.
  private static func medium(_ body: Rectangle) -> [PanelIdentifier: Rectangle] {
    let columns = body.split(columns: [.flexible(), .fixed(imageColumns(forRows: imageRows(1)))])
    let left = columns[0].split(rows: [.flexible(0.54), .flexible(0.46)])
    let maps = left[1].split(columns: [.flexible(), .flexible()])
    let right = columns[1].split(rows: [.fixed(imageRows(1)), .flexible()])
    var panels: [PanelIdentifier: Rectangle] = [
      .latent: left[0], .leftMap: maps[0], .rightMap: maps[1], .decoded: right[0],
    ]
    if right[1].rows >= 18 {
      let rest = right[1].split(rows: [.flexible(0.4), .flexible(0.6)])
      panels[.nearest] = rest[0]
      panels[.training] = rest[1]
    } else {
      panels[.nearest] = right[1]
    }
    return panels
  }

  /// The grid beside the decoded image, the codes under that where there is room.
  private static func aroundGrid(_ body: Rectangle) -> [PanelIdentifier: Rectangle] {
    guard body.rows >= 22, body.columns >= 76 else { return small(body) }
    let rows = topRows(of: body)
    let columns = body.split(columns: [.flexible(), .fixed(imageColumns(forRows: rows))])
    let right = columns[1].split(rows: [.fixed(rows), .flexible()])
    let under: PanelIdentifier = right[1].rows >= 10 ? .rightMap : .nearest
    return [.latent: columns[0], .decoded: right[0], under: right[1]]
  }

  /// Latent space beside the decoded image.
  private static func small(_ body: Rectangle) -> [PanelIdentifier: Rectangle] {
    let columns = body.split(columns: [.flexible(), .fixed(imageColumns(forRows: imageRows(1)))])
    return [.latent: columns[0], .decoded: columns[1]]
  }

  /// Rows of a panel with a 28 x 28 image at a magnification, two pixels a cell, with its border.
  private static func imageRows(_ magnification: Int) -> Int { 14 * magnification + 2 }

  /// Columns of a panel whose square image fills its rows.
  private static func imageColumns(forRows rows: Int) -> Int { max(30, (rows - 2) * 2 + 2) }
}

extension State {
  /// The layout of this state's screen.
  public var layout: ScreenLayout {
    ScreenLayout(
      rows: rows, columns: columns, focus: focus, isZoomed: isZoomed, showsGrid: showsGrid,
      mapCount: comparison.mapCount, stripBands: stripBands)
  }
}
