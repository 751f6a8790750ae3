import Screen

extension ScreenLayout {
  /// The maps side by side with images under them, or the one panel that takes the whole screen.
  static func compared(
    _ focus: PanelIdentifier, _ body: Rectangle, mapCount: Int, stripBands: Int
  ) -> [PanelIdentifier: Rectangle] {
    guard !focus.isPage else { return [focus: body] }
    let count = max(mapCount, (focus.mapSlot ?? 0) + 1)
    let bands = focus == .strip ? max(1, stripBands) : stripBands
    let parts = body.split(rows: [.flexible(), .fixed(stripRows(bands, in: body))])
    var panels = Dictionary(uniqueKeysWithValues: zip(PanelIdentifier.maps, places(count, in: parts[0])))
    if !parts[1].isEmpty { panels[.strip] = parts[1] }
    return panels
  }

  /// Side by side or in two rows, whichever lets maps be larger; a cell is twice as high as wide.
  static func places(_ count: Int, in area: Rectangle) -> [Rectangle] {
    let (across, inRows) = (min(area.columns / count, 2 * area.rows), min(area.columns / 2, area.rows))
    let isWide = count == 2 || across >= inRows
    let rows = isWide ? [count] : [2, count - 2]
    let bands = area.split(rows: rows.map { _ in .flexible() })
    return zip(rows, bands).flatMap { across, band in
      band.split(columns: (0..<across).map { _ in .flexible() })
    }
  }

  /// Images as high as the screen allows, while maps keep most of it.
  private static func stripRows(_ bands: Int, in body: Rectangle) -> Int {
    guard bands > 0 else { return 0 }
    let height = min(body.rows >= 44 ? 10 : body.rows >= 30 ? 8 : 5, max(3, (body.rows / 2 - 2) / bands))
    return bands * height + 2
  }
}
