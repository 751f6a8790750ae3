import Pictures
import Screen
import Testing

@Suite("Pictures of a screen")
struct ScreenPictureTests {
  func cell(_ scalar: Unicode.Scalar, style: CellStyle = [], scale: Int = 1) -> Bitmap {
    var frame = Frame(rows: 1, columns: 1)
    frame[0, 0] = Cell(scalar, foreground: Color(0xFFFFFF), background: Color(0x000000), style: style)
    return Bitmap(frame, scale: scale)
  }

  func lit(_ bitmap: Bitmap, _ x: Int, _ y: Int) -> Bool { bitmap[x, y] == Color(0xFFFFFF) }

  @Test("a cell is 9 x 18 pixels times the scale", arguments: [1, 2, 3])
  func size(scale: Int) {
    let bitmap = Bitmap(Frame(rows: 2, columns: 5), scale: scale)
    #expect(bitmap.width == 45 * scale && bitmap.height == 36 * scale)
  }

  @Test(
    "blocks fill their part of the cell to the pixel",
    arguments: [
      ("▀", 81), ("▄", 81), ("█", 162), ("▌", 90), ("▐", 72), ("▁", 18), ("🬂", 54), ("🬋", 54), ("▙", 126),
    ] as [(Unicode.Scalar, Int)])
  func blocks(scalar: Unicode.Scalar, area: Int) {
    let bitmap = cell(scalar)
    let count = (0..<18).reduce(0) { sum, y in sum + (0..<9).filter { lit(bitmap, $0, y) }.count }
    #expect(count == area)
  }

  @Test("halves of a cell leave no seam and no overlap", arguments: [1, 2, 3])
  func seam(scale: Int) {
    let (upper, lower) = (cell("▀", scale: scale), cell("▄", scale: scale))
    for y in 0..<18 * scale { for x in 0..<9 * scale { #expect(lit(upper, x, y) != lit(lower, x, y)) } }
  }

  @Test(
    "borders meet at the edges of their cells",
    arguments: [
      ("╭", [false, true, true, false]), ("╯", [true, false, false, true]),
      ("─", [false, true, false, true]), ("│", [true, false, true, false]),
    ] as [(Unicode.Scalar, [Bool])])
  func borders(scalar: Unicode.Scalar, expected: [Bool]) {
    let bitmap = cell(scalar)
    func isInked(_ x: Int, _ y: Int) -> Bool { (bitmap[x, y]?.components?.red ?? 0) > 100 }
    #expect([isInked(4, 0), isInked(8, 9), isInked(4, 17), isInked(0, 9)] == expected)
  }

  @Test("each braille dot is one spot")
  func braille() {
    let sums = (0..<8).map { bit -> Int in
      cell(Unicode.Scalar(UInt32(0x2800 + 1 << bit)) ?? " ").pixels.reduce(0) { $0 + Int($1) }
    }
    #expect(sums.allSatisfy { $0 > 0 })
    let all = cell("⣿").pixels.reduce(0) { $0 + Int($1) }
    #expect(abs(all - sums.reduce(0, +)) < all / 10)
  }

  @Test("reversed cells exchange their colours and underlined ones have a line")
  func styles() {
    #expect(lit(cell(" ", style: .reverse), 4, 4))
    #expect(lit(cell(" ", style: .underline), 4, 16) && !lit(cell(" "), 4, 16))
  }

  @Test("indexed and standard colours have their usual looks")
  func colors() {
    var frame = Frame(rows: 1, columns: 2)
    frame[0, 0].background = .indexed(196)
    let bitmap = Bitmap(frame, scale: 1)
    #expect(bitmap[0, 0] == Color(0xFF0000) && bitmap[10, 0] == Theme.ground)
  }

  @Test("SVG has text as text, grounds and dots as shapes, and no unescaped character")
  func svg() {
    var frame = Frame(rows: 2, columns: 12, fill: Theme.blank)
    frame.write("a<b & c>d", row: 0, column: 0, foreground: Theme.key, style: .bold)
    frame.put("⠃", row: 1, column: 0)
    frame.put("▀", row: 1, column: 1, background: Theme.headerGround)
    let svg = FrameSVG.document(frame)
    #expect(svg.hasPrefix("<svg ") && svg.hasSuffix("</svg>\n"))
    #expect(svg.contains(">a&lt;b\u{A0}&amp;\u{A0}c&gt;d</text>") && svg.contains("font-weight=\"bold\""))
    #expect(svg.contains("#e5c07b") && svg.contains("#181a22"))
    #expect(svg.split(separator: "<circle").count == 3)
  }
}
