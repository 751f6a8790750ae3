import LatentCore
import Screen
import Testing

@Suite("Images")
struct ImageTests {
  /// An image from a drawing: `1` is white, `0` the ground.
  static func image(_ drawing: String) -> (pixels: [Float], shape: ImageShape) {
    let rows = drawing.split(separator: "\n")
    return (
      rows.flatMap { $0.map { $0 == "1" ? 1 : 0 } }, ImageShape(height: rows.count, width: rows[0].count)
    )
  }

  @Test("two pixels a cell", arguments: [("10\n01", "▀▀"), ("11\n11", "  "), ("00\n00", "  ")])
  func halfBlocks(drawing: String, expected: String) {
    let (pixels, shape) = Self.image(drawing)
    var frame = Frame(rows: 1, columns: 2, fill: Theme.blank)
    frame.drawImage(pixels, shape: shape, in: frame.bounds)
    #expect(frame.text == expected)
    for column in 0..<2 {
      let cell = frame[0, column]
      let top = cell.character == "▀" ? cell.foreground : cell.background
      #expect(top == Ramp.grey(Ramp.level(pixels[column])))
      #expect(cell.background == Ramp.grey(Ramp.level(pixels[2 + column])))
    }
  }

  @Test("a digit of 28 x 28 pixels takes 28 x 14 cells, in the middle")
  func digit() {
    var frame = Frame(rows: 16, columns: 30)
    let area = frame.drawImage([Float](repeating: 0.5, count: 784), shape: .mnist, in: frame.bounds)
    #expect(area == Rectangle(row: 1, column: 1, rows: 14, columns: 28))
  }

  @Test(
    "images keep their aspect, a cell being twice as high as wide",
    arguments: [
      (60, 200), (14, 28), (15, 29), (7, 40), (40, 14), (3, 5), (1, 1),
    ])
  func aspect(rows: Int, columns: Int) {
    let area = Rectangle(row: 0, column: 0, rows: rows, columns: columns)
    let size = Thumbnail.cells(for: .mnist, within: area)
    #expect(size.rows <= rows && size.columns <= columns && size.rows > 0 && size.columns > 0)
    #expect(abs(size.columns - 2 * size.rows) <= 1)
  }

  @Test("every pattern of a cell has its character")
  func characters() {
    #expect(Thumbnail.sextants.character(0b000001) == "🬀" && Thumbnail.sextants.character(0b111110) == "🬻")
    #expect(Thumbnail.sextants.character(0b010101) == "▌" && Thumbnail.sextants.character(0b101010) == "▐")
    #expect(Thumbnail.quadrants.character(0b0001) == "▘" && Thumbnail.quadrants.character(0b1110) == "▟")
    #expect(Set((0..<64).map(Thumbnail.sextants.character)).count == 64)
    #expect(Set((0..<16).map(Thumbnail.quadrants.character)).count == 16)
  }

  @Test(
    "quadrants show 2 x 2 and sextants 2 x 3 pixels a cell",
    arguments: [
      (Thumbnail.quadrants, "0110\n1001", "▞▚"), (.sextants, "0110\n1001\n1111", "🬳🬶"),
    ])
  func drawing(thumbnail: Thumbnail, drawing: String, expected: String) {
    // Each pixel of the drawing is 3 wide and 6 or 4 high, so that the image is as high as wide: two cells by one.
    let rows = drawing.split(separator: "\n")
    let pixels = rows.flatMap { row in
      (0..<12 / rows.count).flatMap { _ in row.flatMap { [Float](repeating: $0 == "1" ? 1 : 0, count: 3) } }
    }
    var frame = Frame(rows: 1, columns: 2, fill: Theme.blank)
    frame.drawImage(pixels, shape: ImageShape(height: 12, width: 12), in: frame.bounds, thumbnail: thumbnail)
    #expect(frame.text == expected)
  }

  @Test("a cell takes the two greys with the least error")
  func twoGreys() {
    // Three dark pixels of slightly different greys and a bright one: the bright one stands alone.
    let rows: [[Float]] = [[0.1, 0.2, 0, 0], [0.1, 0.2, 0, 0], [0.3, 0.9, 0, 0], [0.3, 0.9, 0, 0]]
    var frame = Frame(rows: 1, columns: 2, fill: Theme.blank)
    frame.drawImage(
      rows.flatMap { $0 }, shape: ImageShape(height: 4, width: 4), in: frame.bounds, thumbnail: .quadrants)
    #expect(frame[0, 0].character == "▗")
    #expect(frame[0, 0].foreground == Ramp.grey(Ramp.level(0.9)))
    #expect(frame[0, 0].background == Ramp.grey(Ramp.level(0.2)))
  }

  @Test("a flat image is blank cells of its grey", arguments: Thumbnail.allCases)
  func flat(thumbnail: Thumbnail) {
    var frame = Frame(rows: 4, columns: 8)
    frame.drawImage(
      [Float](repeating: 0.5, count: 784), shape: .mnist, in: frame.bounds, thumbnail: thumbnail)
    #expect(frame.cells.allSatisfy { $0.character == " " && $0.background == Ramp.grey(Ramp.level(0.5)) })
  }

  @Test("images use the greys of the ramp only", arguments: Thumbnail.allCases)
  func greys(thumbnail: Thumbnail) {
    var random = RandomSource(seed: 3)
    let pixels = (0..<784).map { _ in random.uniform() * 1.4 - 0.2 }
    var frame = Frame(rows: 17, columns: 31, fill: Theme.blank)
    frame.drawImage(pixels, shape: .mnist, in: frame.bounds, thumbnail: thumbnail)
    let allowed = Set(Ramp.greys).union([Theme.text])
    #expect(frame.cells.allSatisfy { allowed.contains($0.foreground) && allowed.contains($0.background) })
    #expect(Ramp.greys.count == 64 && Set(Ramp.greys).count == 64)
  }

  @Test(
    "shrinking by area keeps the mean brightness", arguments: [(3, 5), (14, 14), (28, 28), (29, 40), (1, 1)])
  func area(height: Int, width: Int) {
    var random = RandomSource(seed: 5)
    let pixels = (0..<784).map { _ in random.uniform() }
    let sampled = ImageSampler(from: .mnist, height: height, width: width).sample(pixels[...])
    let mean = pixels.reduce(0, +) / 784
    #expect(abs(sampled.reduce(0, +) / Float(height * width) - mean) < 1e-4)
  }

  @Test("without colours images are shades", arguments: [(ColorMode.monochrome, "██"), (.ascii, "@@")])
  func shades(mode: ColorMode, expected: String) {
    var frame = Frame(rows: 1, columns: 2)
    frame.drawImage([1, 1, 1, 1], shape: ImageShape(height: 2, width: 2), in: frame.bounds, mode: mode)
    #expect(frame.text == expected)
    frame.drawImage([0, 0, 0, 0], shape: ImageShape(height: 2, width: 2), in: frame.bounds, mode: mode)
    #expect(frame.text == "  ")
  }

  @Test("no image and no rectangle ends in a trap", arguments: awkwardRectangles)
  func robust(area: Rectangle) {
    var frame = Frame(rows: 12, columns: 40)
    for mode in [ColorMode.trueColor, .monochrome] {
      frame.drawImage(
        [Float.nan, .infinity, -1, 2], shape: ImageShape(height: 2, width: 2), in: area, mode: mode)
      frame.drawImage([0.5], shape: .mnist, in: area, mode: mode)
      frame.drawImage([], shape: ImageShape(height: 0, width: 0), in: area, mode: mode)
    }
    #expect(frame.isSingleWidth)
  }
}
