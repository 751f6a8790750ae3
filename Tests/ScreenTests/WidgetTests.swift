import Screen
import Testing

@Suite("Widgets")
struct WidgetTests {
  @Test(
    "progress is heavy, the rest light",
    arguments: [
      (0.6, "━━━━━━────"), (0, "──────────"), (1.5, "━━━━━━━━━━"), (.nan, "──────────"), (-1, "──────────"),
    ] as [(Double, String)])
  func progress(fraction: Double, expected: String) {
    #expect(picture(1, 10) { $0.drawProgress(fraction, row: 0, column: 0, columns: 10) } == expected)
  }

  @Test("a ramp has a legend", arguments: [(ColorMode.trueColor, "0 ████████ 1"), (.ascii, "0 .:-=+*#% 1")])
  func ramp(mode: ColorMode, expected: String) {
    let text = picture(1, 12, mode: mode) {
      $0.drawRampLegend(low: "0", high: "1", row: 0, column: 0, columns: 12, mode: mode)
    }
    #expect(text == expected)
  }

  @Test("a menu marks its selection and describes it, details in a column of their own")
  func menu() {
    let menu = Menu(
      [
        .init("PCA", detail: "pca"),
        .init("t-SNE", detail: "tsne", description: "neighbours stay neighbours"),
      ], selection: 1)
    let text = picture(6, 30) { $0.draw(menu, in: $0.bounds) }
    #expect(
      text == """
          PCA    pca
        ▸ t-SNE  tsne


         neighbours stay neighbours

        """)
  }

  @Test(
    "a long menu is scrolled to its selection",
    arguments: [(0, "▸ 0", "  3 ▾"), (9, "  6 ▴", "▸ 9"), (5, "  3 ▴", "  6 ▾")])
  func scrolling(selection: Int, first: String, last: String) {
    let menu = Menu((0..<10).map { .init("\($0)") }, selection: selection)
    let lines = picture(4, 5) { $0.draw(menu, in: $0.bounds) }.split(separator: "\n")
    #expect(lines[0] == first)
    #expect(lines[3] == last)
    #expect(lines.contains { $0.hasPrefix("▸ \(selection)") })
  }

  @Test("a form shows values, ranges and what is typed")
  func form() {
    var form = Form(
      [
        .init("latent", value: "2", range: "1 to 784", description: "Size of a code."),
        .init("lr", value: "7", range: "0 to 1", error: "lr is 7; it takes a number from 0 to 1"),
      ], selection: 0)
    #expect(
      picture(6, 32) { $0.draw(form, in: $0.bounds) }
        == """
        ▸ latent 2             1 to 784
          lr     7               0 to 1


         Size of a code.

        """)
    form.selection = 1
    form.editor = TextField("0.01")
    let lines = picture(6, 32) { $0.draw(form, in: $0.bounds) }.split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[1] == "▸ lr     0.01")
    #expect(lines[4] == " lr is 7; it takes a number")
  }

  @Test(
    "the cursor of a text field stays in sight",
    arguments: [(0, "abcde"), (4, "abcde"), (10, "ghij"), (99, "ghij"), (-3, "abcde")])
  func textField(cursor: Int, expected: String) {
    var frame = Frame(rows: 1, columns: 7)
    frame.draw(TextField("abcdefghij", cursor: cursor), prompt: "/ ", row: 0, column: 0, columns: 7)
    #expect(frame.lines == "/ " + expected)
    #expect(frame.cells.filter { $0.background == Theme.key }.count == 1)
  }

  @Test("a dialog stands in the middle of a dimmed frame")
  func dialog() {
    var frame = Frame(rows: 8, columns: 34, fill: Theme.blank)
    frame.write("behind", row: 0, column: 0, foreground: Theme.key, style: .bold)
    let area = frame.draw(
      Dialog(title: "Quit", message: "Save the run?", keys: [KeyHint("s", "save"), KeyHint("q", "quit")]))
    #expect(area.row == 1 && area.rows == 5)
    #expect(frame[0, 0].style == [] && frame[0, 0].background == Theme.ground)
    #expect((frame[0, 0].foreground.components?.red ?? 0) < 120)
    #expect(
      frame.lines
        == """
        behind
                ╭ Quit ──────────╮
                │ Save the run?  │
                │                │
                │ s save  q quit │
                ╰────────────────╯


        """)
  }

  @Test("a dimmed image keeps to the ramp of greys")
  func dimming() {
    var frame = Frame(rows: 1, columns: 1)
    frame[0, 0] = Cell("▀", foreground: Ramp.grey(60), background: Ramp.grey(0))
    frame.dim()
    #expect(frame[0, 0] == Cell("▀", foreground: Ramp.grey(20), background: Ramp.grey(0)))
  }

  @Test("a table aligns its columns and prints the best values bold")
  func table() {
    let table = Table(
      [.init("map", .left), .init("trust", best: .highest), .init("stress", best: .lowest)],
      rows: [
        [.init("pca"), .init(".745", 0.745), .init("0.31", 0.31)],
        [.init("vae-2"), .init(".892", 0.892), .init("-", nil)],
      ])
    var frame = Frame(rows: 3, columns: 24)
    frame.draw(table, in: frame.bounds)
    #expect(frame.lines == "map    trust  stress\npca     .745    0.31\nvae-2   .892       -")
    #expect(frame[2, 8].style == .bold && frame[1, 8].style == [])
    #expect(!table.isBest(row: 1, column: 2) && !table.isBest(row: 9, column: 1))
    // Alone in its column, nothing is better than anything.
    #expect(!table.isBest(row: 0, column: 2) && frame[1, 16].style == [])
  }

  @Test("no widget and no rectangle ends in a trap", arguments: awkwardRectangles)
  func robust(area: Rectangle) {
    var frame = Frame(rows: 12, columns: 40)
    let items = (0..<7).map { Menu.Item("item \($0)", detail: "détail", description: "a few words about it") }
    let fields = (0..<7).map {
      Form.Field("key \($0)", value: "1", range: "0 to 1", description: "a few words")
    }
    for selection in [-1, 0, 6, 99] {
      frame.draw(Menu(items, selection: selection), in: area)
      frame.draw(Form(fields, selection: selection, editor: TextField("x")), in: area)
      frame.draw(Table([.init("a")], rows: [[.init("1", 1)], []], selection: selection), in: area)
    }
    frame.drawRampLegend(low: "0", high: "1", row: area.row, column: area.column, columns: area.columns)
    frame.writeKeys(
      [KeyHint("q", "quit")], row: area.row, column: area.column, columns: area.columns, pinned: 3)
    frame.fill(area)
    frame.drawBorder(in: area)
    #expect(frame.isSingleWidth)
    var other = Frame(rows: area.rows, columns: area.columns)
    other.draw(Dialog(title: "t", message: "a long message of many words", keys: [KeyHint("q", "quit")]))
    #expect(other.isSingleWidth)
  }
}
