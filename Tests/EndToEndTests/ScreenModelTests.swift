import Testing

@Suite("The emulated screen")
struct ScreenModelTests {
  private func screen(_ text: String, rows: Int = 4, columns: Int = 6) -> ScreenModel {
    var screen = ScreenModel(rows: rows, columns: columns)
    screen.feed(Array(text.utf8))
    return screen
  }

  @Test(
    "moving and erasing",
    arguments: [
      ("abc\r\nde", "abc\nde\n\n"), ("\u{1b}[2;3Hx", "\n  x\n\n"), ("abcdef\u{1b}[1;3H\u{1b}[K", "ab\n\n\n"),
      ("abcdef\u{1b}[1;3H\u{1b}[1K", "   def\n\n\n"), ("a\u{1b}[4bc", "aaaaac\n\n\n"),
      ("abcdef\u{1b}[1;2H\u{1b}[2P", "adef\n\n\n"), ("abcd\u{1b}[1;2H\u{1b}[2@", "a  bcd\n\n\n"),
      ("abcdef\u{1b}[1;2H\u{1b}[3X", "a   ef\n\n\n"), ("a\u{1b}[3Gb\u{1b}[2dc", "a b\n   c\n\n"),
      ("a\r\nb\r\nc\r\nd\u{1b}[2J", "\n\n\n"), ("abc\u{8}\u{8}x", "axc\n\n\n"),
    ])
  func erasing(text: String, expected: String) {
    #expect(screen(text).text == expected)
  }

  @Test("the last column wraps with the next character, not before")
  func wrapping() {
    #expect(screen("abcdef\r\ng").text == "abcdef\ng\n\n")
    #expect(screen("abcdefg").text == "abcdef\ng\n\n")
  }

  @Test("lines scroll within their region only")
  func scrolling() {
    let filled = "a\r\nb\r\nc\r\nd"
    #expect(screen(filled + "\n").text == "b\nc\nd\n")
    #expect(screen(filled + "\u{1b}[2;3r\u{1b}[3;1H\n").text == "a\nc\n\nd")
    #expect(screen(filled + "\u{1b}[2;3r\u{1b}[2;1H\u{1b}M").text == "a\n\nb\nd")
    #expect(screen(filled + "\u{1b}[2;1H\u{1b}[L").text == "a\n\nb\nc")
    #expect(screen(filled + "\u{1b}[2;1H\u{1b}[M").text == "a\nc\nd\n")
  }

  @Test("colours in all forms, and back")
  func colors() {
    let shown = screen("\u{1b}[38;2;1;2;3;48;5;9;1;7ma\u{1b}[0;31;102mb\u{1b}[39;49mc")
    #expect(shown[0, 0].foreground == .rgb(1, 2, 3))
    #expect(shown[0, 0].background == .indexed(9))
    #expect(shown[0, 0].isBold && shown[0, 0].isReversed)
    #expect(shown[0, 1].foreground == .indexed(1) && shown[0, 1].background == .indexed(10))
    #expect(!shown[0, 1].isBold)
    #expect(shown[0, 2].foreground == .standard && shown[0, 2].background == .standard)
  }

  @Test("UTF-8 in pieces, line drawing, titles, unknown private modes")
  func others() {
    var pieces = ScreenModel(rows: 1, columns: 4)
    for byte in "⣿é".utf8 { pieces.feed([byte]) }
    #expect(pieces.text == "⣿é")
    #expect(screen("\u{1b}(0qx\u{1b}(Bq").text == "─│q\n\n\n")
    #expect(screen("\u{1b}]0;name\u{7}a").title == "name")
    #expect(screen("\u{1b}[38;2;\u{1b}[2;1Ha").text == "\na\n\n")
    #expect(screen("\u{1b}[?2026ha\u{1b}[?2026l").text == "a\n\n\n")
  }

  @Test("the alternate screen gives the first one back")
  func alternate() {
    let during = screen("ab\u{1b}[?1049hxyz")
    #expect(during.isAlternate && !during.text.contains("ab"))
    let after = screen("ab\u{1b}[?1049hxyz\u{1b}[?1049lc")
    #expect(!after.isAlternate && after.text == "abc\n\n\n")
  }
}
