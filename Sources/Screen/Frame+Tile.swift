import LatentCore

extension Frame {
  /// Draws an image that fills the place of a tile.
  /// - Parameters:
  ///   - tile: its size, which says what stays blank as a gap to the next.
  ///   - mode: without colours the image is made of shades or of ASCII characters.
  public mutating func drawTile(
    _ pixels: ArraySlice<Float>, shape: ImageShape, in place: Rectangle, of tile: TileSize,
    mode: ColorMode = .trueColor, thumbnail: Thumbnail = .halfBlocks
  ) {
    guard !place.isEmpty, !place.intersection(bounds).isEmpty else { return }
    draw(
      pixels, shape: shape, filling: place,
      blank: (tile.leavesLine ? 1 : 0, tile.leavesColumn ? 1 : 0), mode: mode, thumbnail: thumbnail)
  }

  /// Draws a map of kinds into the place of a tile: an ink for each kind, its name where the cells have room for it.
  public mutating func drawKinds(
    _ maps: KindMaps, of index: Int, in place: Rectangle, of tile: TileSize, mode: ColorMode = .trueColor
  ) {
    guard maps.cells.indices.contains(index), maps.height > 0, maps.width > 0, !place.isEmpty else { return }
    let cells = maps.cells[index]
    let lines = place.rows * 2 - (tile.leavesLine ? 1 : 0)
    func kind(_ line: Int, _ column: Int) -> Int? {
      line < lines
        ? cells[line * maps.height / lines * maps.width + column * maps.width / place.columns] : nil
    }
    for row in 0..<place.rows {
      for column in 0..<place.columns {
        let (upper, lower) = (kind(row * 2, column), kind(row * 2 + 1, column))
        put(upper, lower, row: place.row + row, column: place.column + column, mode)
      }
    }
    writeNames(maps, cells, in: place, lines: lines)
  }

  /// Two kinds over each other; without colours a character for the upper one.
  private mutating func put(_ upper: Int?, _ lower: Int?, row: Int, column: Int, _ mode: ColorMode) {
    guard mode != .monochrome, mode != .ascii else {
      return put(upper.map(KindPalette.glyph) ?? " ", row: row, column: column)
    }
    let (top, bottom) = (upper.map(KindPalette.color), lower.map(KindPalette.color) ?? Theme.ground)
    if top == bottom || top == nil {
      put(" ", row: row, column: column, background: bottom)
    } else {
      put("▀", row: row, column: column, foreground: top ?? Theme.ground, background: bottom)
    }
  }

  /// The names of kinds in the middle of their cells, when all of them fit; where nothing would be between two names,
  /// the first cell of several alike has it alone.
  private mutating func writeNames(_ maps: KindMaps, _ cells: [Int], in place: Rectangle, lines: Int) {
    let longest = cells.map { maps.names[$0].count }.max() ?? 0
    let height = lines / maps.height
    let width = place.columns / maps.width
    guard longest <= width, height >= 2 else { return }
    for (index, kind) in cells.enumerated() {
      let isRepeated = index % maps.width > 0 && cells[index - 1] == kind
      if longest == width, isRepeated { continue }
      let top = index / maps.width * lines / maps.height
      // A row whose two halves belong to one cell, or else the names would stand on two colours.
      let row = (top + 1) / 2 + max(0, height / 2 - 1) / 2
      let (left, right) = (
        index % maps.width * place.columns / maps.width, (index % maps.width + 1) * place.columns / maps.width
      )
      write(
        StyledText(maps.names[kind]), row: place.row + row, column: place.column + left,
        columns: right - left, alignment: .center, foreground: Theme.ground, style: .bold)
    }
  }
}

/// Colours and characters of kinds that have no order, the first of them as different as can be.
enum KindPalette {
  /// The colour of a kind: hues a golden angle apart, every other round lighter.
  static func color(_ kind: Int) -> Color {
    let hue = (Double(kind) * 0.618_033_988_75 + 0.58).truncatingRemainder(dividingBy: 1) * 6
    let (saturation, value) = [(0.55, 0.92), (0.75, 0.62), (0.3, 0.98), (0.5, 0.45)][kind / 5 % 4]
    func channel(_ offset: Double) -> UInt8 {
      let place = (offset + hue).truncatingRemainder(dividingBy: 6)
      let share = max(0, min(place, 4 - place, 1))
      return UInt8((value * (1 - saturation * share) * 255).rounded())
    }
    return .rgb(channel(5), channel(3), channel(1))
  }

  /// The character of a kind where there are no colours.
  static func glyph(_ kind: Int) -> Unicode.Scalar { glyphs[kind % glyphs.count] }

  private static let glyphs = Array(
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".unicodeScalars)
}
