import Screen
import TerminalUI
import Testing

@Suite("What changes between two frames")
struct FrameDifferenceTests {
  @Test("equal frames have no changes")
  func equal() {
    #expect(Frame(rows: 4, columns: 7).changes(since: Frame(rows: 4, columns: 7)).isEmpty)
  }

  @Test("neighbouring changes are one run, a run ends with its row")
  func runs() {
    let old = Frame(rows: 3, columns: 5)
    var new = old
    for (row, column) in [(0, 4), (1, 0), (1, 1), (1, 4)] { new[row, column] = Cell("x") }
    #expect(
      new.changes(since: old) == [
        CellRun(row: 0, column: 4, count: 1), CellRun(row: 1, column: 0, count: 2),
        CellRun(row: 1, column: 4, count: 1),
      ])
  }

  @Test("colour and style are changes too")
  func attributes() {
    let old = Frame(rows: 1, columns: 3)
    var new = old
    new[0, 0].foreground = .indexed(1)
    new[0, 2].style = .bold
    #expect(new.changes(since: old).map(\.column) == [0, 2])
  }

  @Test("a first frame, and one of another size, is written whole")
  func whole() {
    let frame = Frame(rows: 2, columns: 3)
    let rows = [CellRun(row: 0, column: 0, count: 3), CellRun(row: 1, column: 0, count: 3)]
    #expect(frame.changes(since: nil) == rows)
    #expect(frame.changes(since: Frame(rows: 3, columns: 2)) == rows)
    #expect(Frame(rows: 0, columns: 0).changes(since: nil).isEmpty)
  }
}
