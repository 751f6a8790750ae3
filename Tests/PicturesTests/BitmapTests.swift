import LatentCore
import Pictures
import Screen
import Testing

@Suite("Bitmaps")
struct BitmapTests {
  let white = Color(0xFFFFFF)
  let black = Color(0x000000)

  @Test("a filled rectangle covers its pixels and no others")
  func fill() {
    var bitmap = Bitmap(width: 4, height: 3, fill: black)
    bitmap.fill(x: 1, y: 1, width: 2, height: 9, white)
    for y in 0..<3 {
      for x in 0..<4 { #expect(bitmap[x, y] == ((1...2).contains(x) && y >= 1 ? white : black)) }
    }
  }

  @Test("a disc has its area, smooth edges and its middle", arguments: [1.5, 3, 6.25] as [Float])
  func disc(radius: Float) {
    var bitmap = Bitmap(width: 20, height: 20, fill: black)
    bitmap.disc(at: Point(10, 10), radius: radius, white)
    let area = bitmap.pixels.reduce(Float(0)) { $0 + Float($1) } / 3 / 255
    #expect(abs(area - .pi * radius * radius) < 0.06 * .pi * radius * radius)
    #expect(bitmap[10, 10] == white && bitmap[0, 0] == black)
  }

  @Test("a line is as thick as it is said to be")
  func line() {
    var bitmap = Bitmap(width: 9, height: 9, fill: black)
    bitmap.line(from: Point(-20, 4.5), to: Point(40, 4.5), thickness: 3, white)
    for x in 0..<9 { #expect((0..<9).map { bitmap[x, $0] == white } == (0..<9).map { (3...5).contains($0) }) }
  }

  @Test("every printable ASCII character has a drawing of its own")
  func font() {
    var seen: [[UInt8]: Character] = [:]
    for code in UInt8(0x20)...0x7E {
      let character = Character(Unicode.Scalar(code))
      var bitmap = Bitmap(width: 18, height: 36, fill: black)
      bitmap.write(String(character), at: Point(0, 0), size: 2, color: white)
      #expect((bitmap.pixels.max() ?? 0 > 200) == (character != " "), "\(character)")
      #expect(seen[bitmap.pixels] == nil, "\(character) looks like \(seen[bitmap.pixels] ?? " ")")
      seen[bitmap.pixels] = character
    }
  }

  @Test("bold text has more ink, larger text more pixels")
  func weight() {
    func ink(_ size: Float, _ isBold: Bool) -> Int {
      var bitmap = Bitmap(width: 200, height: 80, fill: black)
      bitmap.write("zwalk", at: Point(4, 4), size: size, color: white, isBold: isBold)
      return bitmap.pixels.reduce(0) { $0 + Int($1) }
    }
    #expect(ink(2, true) > ink(2, false) && ink(2, false) > 3 * ink(1, false))
  }

  @Test(
    "drawing outside of a picture, or nowhere, leaves it alone",
    arguments: [-1e9, 1e9, .infinity, .nan] as [Float])
  func outside(place: Float) {
    var bitmap = Bitmap(width: 5, height: 5)
    let before = bitmap
    bitmap.disc(at: Point(place, 2), radius: 1, white)
    bitmap.ring(at: Point(2, place), radius: 1, white)
    bitmap.write("x", at: Point(place, place), color: white)
    bitmap.line(from: Point(place, 40), to: Point(place, 50), white)
    bitmap.fill(x: 9, y: -9, width: -3, height: 4, white)
    #expect(bitmap == before)
    #expect(Bitmap(width: -3, height: 7).pixels.isEmpty)
  }

  @Test("a picture becomes a PNG file; one without pixels is refused")
  func png() throws {
    let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    #expect(try Array(Bitmap(width: 3, height: 2).png().prefix(8)) == signature)
    #expect(throws: ZwalkError.self) { try Bitmap(width: 0, height: 2).png() }
  }

  @Test("pictures become an animation, whatever the number of their colours", arguments: [1, 40])
  func gif(side: Int) throws {
    var bitmap = Bitmap(width: side, height: side)
    for x in 0..<side {
      for y in 0..<side { bitmap.fill(x: x, y: y, width: 1, height: 1, .rgb(UInt8(x * 5), UInt8(y * 5), 90)) }
    }
    #expect(try Animation.gif([bitmap, bitmap]).prefix(6) == Array("GIF89a".utf8)[...])
    let images = Matrix(rows: 3, columns: 4, repeating: 0.5)
    #expect(
      try Animation.gif(images, shape: ImageShape(height: 2, width: 2)).prefix(6) == Array("GIF89a".utf8)[...]
    )
    #expect(throws: ZwalkError.self) { try Animation.gif(images, shape: .mnist) }
    #expect(throws: ZwalkError.self) { try Animation.gif([Bitmap]()) }
  }
}
