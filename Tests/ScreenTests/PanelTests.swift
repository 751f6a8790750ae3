import Screen
import Testing

@Suite("Panels")
struct PanelTests {
  let panel = Panel(
    number: 1, title: "Latent space", detail: "step 0.10", footer: "z = (+0.42, -1.10)", footerDetail: "2-D",
    isFocused: true)

  @Test("a panel carries its texts in its border")
  func texts() {
    let text = picture(3, 36) { $0.draw(panel, in: $0.bounds) }
    #expect(
      text
        == """
        ╭ 1 Latent space ────── step 0.10 ─╮
        │                                  │
        ╰─ z = (+0.42, -1.10) ─────── 2-D ─╯
        """)
  }

  @Test("without Unicode the border is ASCII")
  func ascii() {
    let text = picture(3, 20, mode: .ascii) { $0.draw(Panel(number: 2, title: "PCA"), in: $0.bounds) }
    #expect(
      text == """
        + 2 PCA -----------+
        |                  |
        +------------------+
        """)
  }

  @Test("a narrow panel keeps its title and drops what is right of it")
  func narrow() {
    let text = picture(2, 17) { $0.draw(panel, in: $0.bounds) }
    #expect(text == "╭ 1 Latent spa… ╮\n╰─ z = (+0.42,… ╯")
  }

  @Test("only the focused panel has the accent colour")
  func focus() {
    var frame = Frame(rows: 3, columns: 20)
    frame.draw(Panel(title: "a", isFocused: true), in: frame.bounds)
    #expect(frame[0, 0].foreground == Theme.accent)
    #expect(frame.resolved(for: .monochrome)[0, 0].style.contains(.bold))
    frame.draw(Panel(title: "a"), in: frame.bounds)
    #expect(frame[0, 0].foreground == Theme.border)
    #expect(!frame.resolved(for: .monochrome)[0, 0].style.contains(.bold))
  }

  @Test("the area inside is returned", arguments: awkwardRectangles)
  func inside(area: Rectangle) {
    var frame = Frame(rows: 12, columns: 40)
    let inner = frame.draw(panel, in: area)
    #expect(inner.rows == (area.columns < 2 ? 0 : max(0, area.rows - 2)))
    #expect(frame.isSingleWidth)
  }
}
