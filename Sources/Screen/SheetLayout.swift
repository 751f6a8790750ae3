import LatentCore

/// Where the images of a sheet lie: the largest size at which all are seen, or as many lines as fit of the smallest
/// that says something, from a line on that can be chosen.
public struct SheetLayout: Sendable, Equatable {
  /// An image of the sheet and where it lies.
  public struct Item: Sendable, Equatable {
    /// The row of the sheet and the image in it.
    public let row, image: Int
    /// Its cells.
    public let place: Rectangle
  }

  /// The size of all images.
  public let tile: TileSize
  /// What is seen, in lines of a gallery or rows of a sheet.
  public let window: FigureWindow
  /// Columns at the left of each row that its caption takes, 0 without captions.
  public let captionColumns: Int
  /// Images of a line, and rows under each other before the next ones stand beside them.
  private let columns, stack: Int
  private let area: Rectangle
  private let counts: [Int]
  private let isGallery: Bool

  /// Images of a long row that must be seen whatever their size.
  private static let wanted = 8
  /// Images of a row that is short enough to be seen as a whole.
  private static let short = 12
  /// Columns between rows beside each other.
  private static let gap = 3

  /// Lays out a sheet from a line on; a line that leaves the end empty is moved back.
  public init(_ sheet: ImageSheet, in area: Rectangle, from first: Int = 0) {
    self.area = area
    counts = sheet.rows.map(\.images.rows)
    isGallery = sheet.isGallery
    let most = counts.max() ?? 0
    if sheet.isGallery {
      let grid = TileGrid(fitting: most, of: sheet.shape, in: area)
      tile = grid.tile
      columns = max(1, min(grid.columns, most))
      captionColumns = 0
      stack = max(1, grid.lines)
      let lines = (most + columns - 1) / columns
      window = FigureWindow(from: first, visible: grid.lines, of: lines)
      return
    }
    let longest = sheet.rows.map(\.caption.count).max() ?? 0
    captionColumns = longest > 0 ? min(longest + 1, max(2, area.columns / 3)) : 0
    let best = Choice.best(
      rows: counts.count, images: most <= Self.short ? most : Self.wanted, captions: captionColumns,
      shape: sheet.shape, area, gap: Self.gap)
    tile = best.tile
    let room = tile.count(in: area.columns - captionColumns)
    columns = best.bands > 1 ? best.shown.images : min(most, room)
    let visible = min(counts.count, best.lines * best.bands)
    stack = max(1, min(best.lines, (visible + best.bands - 1) / best.bands))
    window = FigureWindow(from: first, visible: visible, of: counts.count)
  }

  /// The images that are seen.
  public var items: [Item] {
    guard !isGallery else {
      let first = window.first * columns
      let last = min(counts.first ?? 0, first + window.visible * columns)
      return (first..<max(first, last)).map { image in
        Item(
          row: 0, image: image,
          place: place(line: (image - first) / columns, column: (image - first) % columns))
      }
    }
    return (window.first..<window.first + window.visible).flatMap { row in
      (0..<min(columns, counts[row])).map { Item(row: row, image: $0, place: place(row: row, image: $0)) }
    }
  }

  /// The rows that are seen.
  public var rows: Range<Int> { isGallery ? 0..<0 : window.first..<window.first + window.visible }

  /// The place of an image of a row that is seen, also of one that the row does not have.
  public func place(row: Int, image: Int) -> Rectangle {
    let line = row - window.first
    let band = captionColumns + columns * tile.pitchColumns - 1 + Self.gap
    var place = place(line: line % stack, column: image)
    place.column += line / stack * band + captionColumns
    return place
  }

  /// What is seen of what there is, in words; empty when that is all.
  public var remark: String {
    if isGallery {
      guard window.isPart, let count = counts.first else { return "" }
      let first = window.first * columns
      let last = min(count, first + window.visible * columns)
      return "\(NumberText.grouped(first + 1))-\(NumberText.grouped(last)) of \(NumberText.grouped(count))"
    }
    let most = counts.max() ?? 0
    let images = columns < most ? "\(columns) of \(most) images" : ""
    let rows =
      window.isPart ? "rows \(window.first + 1)-\(window.first + window.visible) of \(window.total)" : ""
    return [rows, images].filter { !$0.isEmpty }.joined(separator: ", ")
  }

  private func place(line: Int, column: Int) -> Rectangle {
    Rectangle(
      row: area.row + line * tile.pitchRows, column: area.column + column * tile.pitchColumns,
      rows: tile.rows, columns: tile.columns)
  }
}

/// A size of images with the room that it leaves.
private struct Choice {
  let tile: TileSize
  /// Lines under each other, and how often they have room side by side.
  let lines, bands: Int
  /// Rows and images of each that are seen.
  let shown: (rows: Int, images: Int)

  init(_ tile: TileSize, rows: Int, images: Int, captions: Int, _ area: Rectangle, gap: Int) {
    self.tile = tile
    lines = tile.lines(in: area.rows)
    let band = captions + images * tile.pitchColumns - 1
    // No more side by side than are needed.
    let needed = (rows + lines - 1) / max(1, lines)
    bands = max(1, min(needed, (area.columns + gap) / max(1, band + gap)))
    shown = (
      min(rows, lines * bands), min(images, tile.count(in: area.columns - captions))
    )
  }

  /// The largest size at which all is seen; where rows must be scrolled anyway, larger images may cost a third of those
  /// that the smallest size shows, but none beside each other.
  static func best(
    rows: Int, images: Int, captions: Int, shape: ImageShape, _ area: Rectangle, gap: Int
  ) -> Choice {
    let choices = TileSize.all(of: shape, upTo: area.rows).map {
      Choice($0, rows: rows, images: images, captions: captions, area, gap: gap)
    }
    let least = choices[choices.count - 1]
    let isScrolled = least.shown.rows < rows
    return choices.first {
      $0.shown.images == least.shown.images
        && $0.shown.rows * 3 >= least.shown.rows * (isScrolled ? 2 : 3)
    } ?? least
  }
}

/// Which part of a figure is seen, in lines.
public struct FigureWindow: Sendable, Equatable {
  /// The first line that is seen.
  public let first: Int
  /// Lines that are seen, and that there are.
  public let visible, total: Int

  /// Creates a window; one that would leave its end empty is moved back.
  public init(from first: Int, visible: Int, of total: Int) {
    self.total = max(0, total)
    self.visible = min(max(0, visible), self.total)
    self.first = min(max(0, first), self.total - self.visible)
  }

  /// Whether there is more than is seen.
  public var isPart: Bool { visible < total }
}
