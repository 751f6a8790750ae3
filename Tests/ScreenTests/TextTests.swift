import LatentCore
import Screen
import Testing

@Suite("Text")
struct TextTests {
  @Test("text that is too long ends in an ellipsis")
  func truncation() {
    #expect(picture(1, 12) { $0.write("reconstruction", row: 0, column: 0, maxColumns: 8) } == "reconst…")
    #expect(picture(1, 12) { $0.write("four", row: 0, column: 0, maxColumns: 4) } == "four")
    #expect(picture(1, 12) { $0.write("four", row: 0, column: 0, maxColumns: 1) } == "…")
    #expect(picture(1, 12) { $0.write("four", row: 0, column: 0, maxColumns: 0) } == "")
  }

  @Test("text is clipped at the edges of the frame")
  func clipping() {
    #expect(picture(1, 4) { $0.write("abcdef", row: 0, column: -2) } == "cdef")
    #expect(picture(1, 4) { $0.write("abc", row: 1, column: 0) } == "")
  }

  @Test("writing returns the columns it took")
  func columns() {
    var frame = Frame(rows: 1, columns: 20)
    #expect(frame.write("loss", row: 0, column: 0) == 4)
    #expect(frame.write("loss" + StyledText(" 1", Theme.good), row: 0, column: 0) == 6)
    #expect(frame.write("reconstruction", row: 0, column: 0, maxColumns: 5) == 5)
  }

  @Test(
    "no character moves its neighbours",
    arguments: [
      ("e\u{301}x", "ex"), ("日本.png", "??.png"), ("a\tb\nc", "a b c"), ("👩‍👩‍👧!", "?!"), ("\u{1B}[31m", " [31m"),
      ("\u{202E}abc", "?abc"), ("\u{200B}x", "?x"), ("naïve ±²", "naïve ±²"), ("❤️x", "?x"),
    ])
  func singleWidth(text: String, expected: String) {
    #expect(picture(1, 20) { $0.write(text, row: 0, column: 0) } == expected)
  }

  @Test("every character that counts as single-width survives in every mode", arguments: ColorMode.allCases)
  func scalars(mode: ColorMode) {
    let scalars = (0..<0x20000).compactMap { Unicode.Scalar(UInt32($0)) }.filter(\.isSingleWidth)
    var frame = Frame(rows: 1, columns: scalars.count)
    for (column, scalar) in scalars.enumerated() { frame[0, column].character = scalar }
    let resolved = frame.resolved(for: mode)
    #expect(resolved.isSingleWidth)
    #expect(mode != .ascii || resolved.cells.allSatisfy { (0x20...0x7E).contains($0.character.value) })
  }

  @Test(
    "text stands left, centred or right",
    arguments: [
      (TextAlignment.left, "12"), (.center, "   12"), (.right, "      12"),
    ])
  func alignment(alignment: TextAlignment, expected: String) {
    #expect(picture(1, 8) { $0.write("12", row: 0, column: 0, columns: 8, alignment: alignment) } == expected)
  }

  @Test("a background is kept unless one is given")
  func background() {
    var frame = Frame(rows: 1, columns: 2, fill: Cell(" ", background: Theme.headerGround))
    frame.write("a", row: 0, column: 0)
    frame.write("b", row: 0, column: 1, background: Theme.ground)
    #expect(frame[0, 0].background == Theme.headerGround)
    #expect(frame[0, 1].background == Theme.ground)
  }

  @Test("paragraphs break between words, and long words break anywhere")
  func wrapping() {
    #expect("the nearest real images".wrapped(columns: 11) == ["the nearest", "real images"])
    #expect("ab abcdefgh".wrapped(columns: 3) == ["ab", "abc", "def", "gh"])
    #expect("one\n\ntwo".wrapped(columns: 9) == ["one", "", "two"])
    #expect("anything".wrapped(columns: 0) == [])
  }

  @Test("a paragraph that is cut off says so")
  func cutParagraph() {
    let text = picture(3, 6) {
      $0.writeWrapped("one two three four", in: Rectangle(row: 0, column: 0, rows: 2, columns: 6))
    }
    #expect(text == "one\ntwo…\n")
  }

  @Test("keys that do not fit are left out, pinned ones never")
  func keyHints() {
    let hints = [KeyHint("s", "step"), KeyHint("g", "class"), KeyHint("?", "help"), KeyHint("q", "quit")]
    func footer(_ columns: Int) -> String {
      picture(1, 60) { $0.writeKeys(hints, row: 0, column: 0, columns: columns, pinned: 1) }
    }
    #expect(footer(60) == "s step  g class  ? help  q quit")
    #expect(footer(24) == "s step  g class  q quit")
    #expect(footer(8) == "q quit")
    #expect(footer(4) == "q q…")
  }

  @Test(
    "numbers are printed alike everywhere",
    arguments: [
      (NumberText.fixed(-1.1, 2, signed: true), "-1.10"), (NumberText.fixed(0.42, 2, signed: true), "+0.42"),
      (NumberText.fixed(-0.001, 2), "0.00"), (NumberText.fixed(2.5, 0), "3"),
      (NumberText.fixed(Double.nan, 2), "nan"),
      (NumberText.fixed(1e300, 2), "1e+300"), (NumberText.fixed(0.999, 2), "1.00"),
      (NumberText.grouped(52300), "52,300"),
      (NumberText.grouped(-1_234_567), "-1,234,567"),
      (NumberText.grouped(.min), "-9,223,372,036,854,775,808"),
      (NumberText.digits(152.84), "153"), (NumberText.digits(0.01234), "0.0123"), (NumberText.digits(0), "0"),
      (NumberText.plain(2000), "2,000"), (NumberText.plain(37), "37"), (NumberText.plain(1234.5), "1,235"),
      (NumberText.plain(999.7), "1,000"), (NumberText.plain(43.635), "43.6"),
      (NumberText.plain(9.996), "10.0"),
      (NumberText.plain(0.0776), "0.0776"), (NumberText.plain(0.998), "0.998"),
      (NumberText.plain(-0.5), "-0.500"),
      (NumberText.plain(.nan), "nan"), (NumberText.plain(.infinity), "inf"), (NumberText.plain(0), "0"),
      (NumberText.time(1.8e-5), "18 µs"), (NumberText.time(0.00325), "3.25 ms"),
      (NumberText.time(43.635), "43.6 s"), (NumberText.time(0), "0 s"), (NumberText.time(3e-10), "0.300 ns"),
      (NumberText.digits(1.5e-5), "1.50e-5"), (NumberText.duration(48), "48 s"),
      (NumberText.duration(187), "3:07"),
      (NumberText.duration(3753), "1:02:33"), (NumberText.duration(.infinity), "-"),
    ])
  func numbers(found: String, expected: String) {
    #expect(found == expected)
  }
}
