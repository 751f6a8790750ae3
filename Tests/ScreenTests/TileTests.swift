import LatentCore
import Screen
import Testing

@Suite("Images side by side")
struct TileTests {
  private static func area(_ rows: Int, _ columns: Int) -> Rectangle {
    Rectangle(row: 2, column: 3, rows: rows, columns: columns)
  }

  private static func sheet(rows: Int, images: Int, caption: String = "ab") -> ImageSheet {
    ImageSheet(
      (0..<rows).map { _ in .init(caption, Matrix(rows: images, columns: 784, repeating: 1)) }, shape: .mnist)
  }

  private static func gallery(_ images: Int) -> ImageSheet {
    ImageSheet(gallery: Matrix(rows: images, columns: 784, repeating: 1), shape: .mnist)
  }

  static let areas = [(11, 48), (15, 78), (34, 118), (58, 198), (88, 298), (4, 20), (3, 9), (1, 1)]

  @Test("the smallest image has 7 x 4 cells, and images of the same aspect become larger in order")
  func sizes() {
    let sizes = TileSize.all(of: .mnist, upTo: 30)
    #expect(sizes.last == TileSize(rows: 4, of: .mnist) && sizes.last?.columns == 7)
    for (larger, smaller) in zip(sizes, sizes.dropFirst()) {
      #expect(larger.rows > smaller.rows && larger.columns > smaller.columns)
      #expect(larger.pitchRows > smaller.pitchRows && larger.pitchColumns > smaller.pitchColumns)
    }
    #expect(sizes.contains { $0.rows == 14 && $0.columns == 28 } && !sizes.contains { $0.rows == 15 })
  }

  @Test("a grid holds as many images as are wanted wherever they fit, as large as can be", arguments: areas)
  func grid(rows: Int, columns: Int) {
    let area = Self.area(rows, columns)
    for count in [1, 6, 24, 64] {
      for caption in [TileSize.Caption.none, .above, .below] where rows > 4 {
        let grid = TileGrid(fitting: count, of: .mnist, in: area, caption: caption)
        let larger = TileSize(rows: grid.tile.rows + 1, of: .mnist, caption: caption)
        let isLargest =
          larger.lines(in: rows) * larger.count(in: columns) < count || grid.tile.rows == 14
          || grid.tile.rows == 28
        #expect(grid.lines * grid.columns >= count ? isLargest : grid.tile.rows == 4)
        #expect(grid.places.allSatisfy { $0.intersection(area) == $0 })
      }
    }
  }

  @Test("every image of a sheet lies within its area, apart from the others", arguments: areas)
  func apart(rows: Int, columns: Int) {
    let area = Self.area(rows, columns)
    for sheet in [
      Self.sheet(rows: 10, images: 11), Self.sheet(rows: 3, images: 30), Self.sheet(rows: 12, images: 3),
      Self.gallery(64), Self.gallery(400), Self.gallery(1),
    ] {
      let layout = SheetLayout(sheet, in: area)
      let places = layout.items.map(\.place)
      #expect(!places.isEmpty || columns < 7)
      for (index, place) in places.enumerated() where rows >= 4 {
        #expect(place.rows >= 4)
        for other in places[..<index] {
          let isBeside =
            place.row == other.row && abs(place.column - other.column) >= place.columns + 1
          let isUnder = abs(place.row - other.row) >= place.rows + (layout.tile.leavesLine ? 0 : 1)
          #expect(isBeside || isUnder)
        }
      }
    }
  }

  @Test("rows that have no room are scrolled, to the last and no further")
  func scrolling() {
    let sheet = Self.sheet(rows: 10, images: 9)
    let area = Self.area(15, 78)
    let layout = SheetLayout(sheet, in: area)
    #expect(layout.window == FigureWindow(from: 0, visible: 3, of: 10) && layout.remark == "rows 1-3 of 10")
    #expect(SheetLayout(sheet, in: area, from: 2).rows == 2..<5)
    #expect(SheetLayout(sheet, in: area, from: 99).remark == "rows 8-10 of 10")
    #expect(SheetLayout(Self.gallery(64), in: area).remark == "1-27 of 64")
    #expect(SheetLayout(Self.gallery(64), in: area, from: 99).items.last?.image == 63)
  }

  @Test("more room means larger images, and short rows stand side by side where that shows all of them")
  func filling() {
    let sheet = Self.sheet(rows: 10, images: 10)
    let heights = [(34, 118), (58, 198), (88, 298)].map {
      SheetLayout(sheet, in: Self.area($0.0, $0.1)).tile.rows
    }
    #expect(heights == heights.sorted() && heights[0] < heights[2])
    let low = SheetLayout(Self.sheet(rows: 12, images: 2), in: Self.area(16, 118))
    let top = low.place(row: 0, image: 0).row
    #expect(!low.window.isPart && (1..<12).contains { low.place(row: $0, image: 0).row == top })
    #expect(SheetLayout(Self.sheet(rows: 3, images: 30), in: Self.area(34, 118)).tile.rows >= 6)
  }

  @Test(
    "white images keep a blank column and a blank line of pixels between them",
    arguments: [ColorMode.trueColor, .ascii], [11, 34])
  func gaps(mode: ColorMode, rows: Int) {
    var frame = Frame(rows: rows, columns: 60, fill: Theme.blank)
    let sheet = Self.sheet(rows: 2, images: 3, caption: "")
    frame.draw(.images(sheet), in: frame.bounds, mode: mode, thumbnail: .sextants)
    let layout = SheetLayout(sheet, in: frame.bounds)
    let (first, under) = (layout.place(row: 0, image: 0), layout.place(row: 1, image: 0))
    for row in 0..<first.rows {
      #expect(frame[first.row + row, first.column + first.columns].character == " ")
      #expect(frame[first.row + row, first.column + first.columns].background == Theme.ground)
    }
    // The row above the second image is blank, or the lower part of its cells is.
    let gap = frame[under.row - 1, first.column]
    #expect(gap.background == Theme.ground)
  }

  @Test("kinds have inks of their own, and their names where these fit")
  func kinds() {
    let maps = KindMaps(height: 2, width: 2, cells: [[0, 1, 2, 0]], names: ["17", "3", "64"])
    let sheet = ImageSheet(
      [.init("", Matrix(rows: 1, columns: 784, repeating: 0), kinds: maps)], shape: .mnist)
    var frame = Frame(rows: 14, columns: 28, fill: Theme.blank)
    frame.draw(.images(sheet), in: frame.bounds)
    let inks = [frame[0, 0], frame[0, 27], frame[13, 0]].map(\.background)
    #expect(Set(inks).count == 3 && frame[13, 27].background == inks[0])
    #expect(["17", "3", "64"].allSatisfy(frame.text.contains))
    var plain = Frame(rows: 14, columns: 28, fill: Theme.blank)
    plain.draw(.images(sheet), in: plain.bounds, mode: .ascii)
    #expect(plain[0, 0].character != plain[0, 27].character)
  }

  @Test("bars that have no room are scrolled, and whole numbers are written as such")
  func bars() {
    let chart = BarChart((0..<100).map { .init("z\($0)", Double($0)) }, quantity: "count")
    var frame = Frame(rows: 11, columns: 40, fill: Theme.blank)
    frame.draw(.bars(chart), in: frame.bounds, from: 30)
    #expect(frame.text.contains("count, 31-40 of 100") && frame.text.contains("z39"))
    #expect(!frame.text.contains("z40") && !frame.text.contains("39.0"))
    frame = Frame(rows: 11, columns: 40, fill: Theme.blank)
    frame.draw(.bars(chart), in: frame.bounds, from: 1000)
    #expect(frame.text.contains("count, 91-100 of 100"))
  }

  @Test("no sheet and no rectangle ends in a trap", arguments: awkwardRectangles)
  func robust(area: Rectangle) {
    var frame = Frame(rows: 12, columns: 40)
    for sheet in [
      Self.gallery(5), Self.sheet(rows: 3, images: 4), Self.gallery(0), Self.sheet(rows: 2, images: 0),
      ImageSheet([], shape: .mnist), ImageSheet([], shape: ImageShape(height: 0, width: 0)),
    ] {
      frame.draw(.images(sheet), in: area, from: 3)
      frame.draw(.bars(BarChart([.init("a", .nan)], quantity: "b")), in: area, from: 3)
    }
    #expect(frame.isSingleWidth)
  }
}
