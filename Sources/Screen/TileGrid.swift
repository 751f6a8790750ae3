import LatentCore

/// The size of one of several images side by side, with the gap that keeps it apart from the next on any ground.
public struct TileSize: Sendable, Hashable {
  /// Where a line of text belongs to every image.
  public enum Caption: Sendable, Hashable { case none, above, below }

  /// The cells of the image.
  public let rows, columns: Int
  /// Where its text stands.
  public let caption: Caption
  /// Whether the lowest pixels of its cells stay blank, as a small image has no whole row to spare.
  public let leavesLine: Bool
  /// Whether the rightmost pixels of its cells stay blank in place of a column between two images.
  public let leavesColumn: Bool

  /// Rows of the smallest image that says something: 28 pixels on 7 x 4 cells.
  public static let leastRows = 4
  /// Rows from which a blank row between two images costs little.
  private static let rowsWithGap = 7

  /// Creates the size of images of so many rows, their aspect kept; a cell counts as twice as high as wide.
  /// - Parameter isDense: whether small images are kept apart by a part of a cell only.
  public init(rows: Int, of shape: ImageShape, caption: Caption = .none, isDense: Bool = false) {
    self.rows = max(1, rows)
    self.caption = caption
    let isSmall = self.rows < Self.rowsWithGap
    leavesLine = caption == .none && isSmall && self.rows > 1
    leavesColumn = isDense && isSmall
    let lines = Double(self.rows * 2 - (leavesLine || self.rows <= Self.leastRows ? 1 : 0))
    columns = max(1, Int((lines * Double(shape.width) / Double(max(1, shape.height))).rounded()))
  }

  /// Rows from one image to the next under it.
  public var pitchRows: Int { rows + (leavesLine ? 0 : 1) }
  /// Columns from one image to the next beside it.
  public var pitchColumns: Int { columns + gap }
  private var gap: Int { leavesColumn ? 0 : 1 }

  /// How many lines of images have room; the last one needs no gap.
  public func lines(in rows: Int) -> Int {
    max(0, (rows + (caption == .none ? pitchRows - self.rows : 0)) / pitchRows)
  }

  /// How many images have room side by side.
  public func count(in columns: Int) -> Int { max(0, (columns + gap) / pitchColumns) }

  /// All sizes that fit into so many rows, the largest first, none smaller than is seen; one at least.
  ///
  /// Sizes little above a whole magnification are left out, for which all pixels are equally large.
  public static func all(
    of shape: ImageShape, upTo rows: Int, caption: Caption = .none, isDense: Bool = false
  ) -> [TileSize] {
    let room = rows - (caption == .none ? 0 : 1)
    let least = max(1, min(leastRows, room))
    let whole = shape.height / 2
    let usable = (least...max(least, min(room, shape.height))).filter { size in
      size <= whole || size < least + 1 || size * 10 > whole * 11
    }
    return usable.reversed().map { TileSize(rows: $0, of: shape, caption: caption, isDense: isDense) }
  }
}

/// Where equal images lie in lines: as large as they can be when so many are to be seen.
public struct TileGrid: Sendable, Hashable {
  /// The size of each image.
  public let tile: TileSize
  /// Lines, and images in each, that have room.
  public let lines, columns: Int
  private let area: Rectangle

  /// Creates the grid with the largest images of which `count` fit; smaller ones than are seen are never chosen, rather
  /// fewer have room.
  /// - Parameter largest: rows of an image above which rather more are shown than larger ones.
  public init(
    fitting count: Int, of shape: ImageShape, in area: Rectangle, caption: TileSize.Caption = .none,
    isDense: Bool = false, largest: Int = .max
  ) {
    let rows = min(area.rows, largest == .max ? .max : largest + (caption == .none ? 0 : 1))
    let sizes = TileSize.all(of: shape, upTo: rows, caption: caption, isDense: isDense)
    func room(_ tile: TileSize) -> Int { tile.lines(in: area.rows) * tile.count(in: area.columns) }
    let least = sizes[sizes.count - 1]
    tile = sizes.first { room($0) >= min(count, room(least)) } ?? least
    lines = tile.lines(in: area.rows)
    columns = tile.count(in: area.columns)
    self.area = area
  }

  /// The image at a place of the grid.
  public subscript(line: Int, column: Int) -> Rectangle {
    Rectangle(
      row: area.row + line * tile.pitchRows + (tile.caption == .above ? 1 : 0),
      column: area.column + column * tile.pitchColumns, rows: tile.rows, columns: tile.columns)
  }

  /// All images in reading order.
  public var places: [Rectangle] {
    (0..<lines * columns).map { self[$0 / columns, $0 % columns] }
  }

  /// The same grid in the middle of its area.
  public var centered: TileGrid {
    TileGrid(
      tile: tile, lines: lines, columns: columns,
      area: area.centered(
        rows: min(area.rows, lines * tile.pitchRows), columns: min(area.columns, columns * tile.pitchColumns))
    )
  }

  private init(tile: TileSize, lines: Int, columns: Int, area: Rectangle) {
    (self.tile, self.lines, self.columns, self.area) = (tile, lines, columns, area)
  }
}
