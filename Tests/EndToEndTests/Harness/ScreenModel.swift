/// A colour as an emulator keeps it.
enum ScreenColor: Hashable {
  case standard
  case indexed(Int)
  case rgb(Int, Int, Int)
}

/// One cell of an emulated screen.
struct ScreenCell: Hashable {
  var character: Unicode.Scalar = " "
  var foreground = ScreenColor.standard
  var background = ScreenColor.standard
  var isBold = false
  var isUnderlined = false
  var isReversed = false
}

/// What a terminal of the family of xterm shows after the bytes that it was sent: enough of ECMA-48 for ncurses.
struct ScreenModel {
  private(set) var rows: Int
  private(set) var columns: Int
  private(set) var cells: [ScreenCell]
  private(set) var isAlternate = false
  private(set) var cursorIsVisible = true
  private(set) var reportsMouse = false
  private(set) var title: String?
  /// Sequences that this model does not know; a test that finds one here extends the model.
  private(set) var unknown: [String] = []

  var row = 0
  var column = 0
  var pen = ScreenCell()
  private var wrapsNext = false
  private var region = (top: 0, bottom: 0)
  private var saved = (row: 0, column: 0, pen: ScreenCell())
  private var primary: [ScreenCell] = []
  private var lastCharacter: Unicode.Scalar = " "
  private var drawsLines = false
  private var parser = SequenceParser()

  init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    cells = Array(repeating: ScreenCell(), count: rows * columns)
    region = (0, rows - 1)
  }

  /// The characters, a line for each row, trailing spaces removed.
  var text: String { lines.joined(separator: "\n") }

  /// The rows as text without trailing spaces.
  var lines: [String] {
    (0..<rows).map { row in
      var scalars = String.UnicodeScalarView(cells[row * columns..<(row + 1) * columns].map(\.character))
      while scalars.last == " " { scalars.removeLast() }
      return String(scalars)
    }
  }

  subscript(row: Int, column: Int) -> ScreenCell { cells[row * columns + column] }

  /// Cuts or fills at the right and at the bottom, as a terminal does when its window changes.
  mutating func resize(rows newRows: Int, columns newColumns: Int) {
    var resized = [ScreenCell](repeating: ScreenCell(), count: newRows * newColumns)
    for row in 0..<min(rows, newRows) {
      for column in 0..<min(columns, newColumns) {
        resized[row * newColumns + column] = cells[row * columns + column]
      }
    }
    (rows, columns, cells) = (newRows, newColumns, resized)
    primary = Array(repeating: ScreenCell(), count: rows * columns)
    region = (0, rows - 1)
    row = min(row, rows - 1)
    column = min(column, columns - 1)
    wrapsNext = false
  }

  mutating func feed(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      guard let item = parser.next(byte) else { continue }
      switch item {
      case .character(let scalar): put(scalar)
      case .control(let byte): control(byte)
      case .escape(let text): escape(text)
      case .sequence(let sequence): perform(sequence)
      case .title(let text): title = text
      }
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    if wrapsNext {
      column = 0
      lineFeed()
    }
    var cell = pen
    cell.character = drawsLines ? Self.lineDrawing[scalar] ?? scalar : scalar
    cells[row * columns + column] = cell
    lastCharacter = cell.character
    wrapsNext = column == columns - 1
    column = min(column + 1, columns - 1)
  }

  private static let lineDrawing: [Unicode.Scalar: Unicode.Scalar] = [
    "j": "┘", "k": "┐", "l": "┌", "m": "└", "n": "┼", "q": "─", "t": "├", "u": "┤", "v": "┴", "w": "┬",
    "x": "│",
  ]

  private mutating func control(_ byte: UInt8) {
    if byte != 14 && byte != 15 { wrapsNext = false }
    switch byte {
    case 8: column = max(0, column - 1)
    case 9: column = min(columns - 1, (column / 8 + 1) * 8)
    case 10, 11, 12: lineFeed()
    case 13: column = 0
    case 14: drawsLines = true
    case 15: drawsLines = false
    default: break
    }
  }

  private mutating func lineFeed() {
    wrapsNext = false
    if row == region.bottom {
      scroll(from: region.top, by: 1)
    } else {
      row = min(row + 1, rows - 1)
    }
  }

  private mutating func reverseLineFeed() {
    if row == region.top {
      scroll(from: region.top, by: -1)
    } else {
      row = max(0, row - 1)
    }
  }

  private mutating func escape(_ text: String) {
    switch text {
    case "7": saved = (row, column, pen)
    case "8": restoreCursor()
    case "M": reverseLineFeed()
    case "D": lineFeed()
    case "(0": drawsLines = true
    case "(B": drawsLines = false
    case "=", ">", ")B", ")0": break
    default: unknown.append("ESC " + text)
    }
  }

  private mutating func restoreCursor() {
    (row, column, pen) = (min(saved.row, rows - 1), min(saved.column, columns - 1), saved.pen)
    wrapsNext = false
  }

  private mutating func perform(_ sequence: SequenceParser.Control) {
    if sequence.prefix == "?" { return setPrivateModes(sequence) }
    guard sequence.prefix.isEmpty else { return }
    if sequence.final != "m" { wrapsNext = false }
    let count = max(1, sequence.number(0, default: 1))
    switch sequence.final {
    case "A": row = max(0, row - count)
    case "B": row = min(rows - 1, row + count)
    case "C": column = min(columns - 1, column + count)
    case "D": column = max(0, column - count)
    case "G": column = min(columns, count) - 1
    case "d": row = min(rows, count) - 1
    case "H", "f":
      row = min(rows, count) - 1
      column = min(columns, max(1, sequence.number(1, default: 1))) - 1
    case "J": eraseDisplay(sequence.number(0, default: 0))
    case "K": eraseLine(sequence.number(0, default: 0))
    case "X": erase(row, column..<min(columns, column + count))
    case "P": shiftLine(by: -count)
    case "@": shiftLine(by: count)
    case "L": if row <= region.bottom { scroll(from: row, by: -count) }
    case "M": if row <= region.bottom { scroll(from: row, by: count) }
    case "S": scroll(from: region.top, by: count)
    case "T": scroll(from: region.top, by: -count)
    case "b": for _ in 0..<count { put(lastCharacter) }
    case "r": setRegion(sequence)
    case "m": GraphicRendition.apply(sequence.numbers, to: &pen)
    case "s": saved = (row, column, pen)
    case "u": restoreCursor()
    case "l", "h", "t", "c", "n": break
    default: unknown.append("CSI \(sequence.numbers) \(sequence.final)")
    }
  }

  private mutating func setRegion(_ sequence: SequenceParser.Control) {
    let top = max(1, sequence.number(0, default: 1)) - 1
    let bottom = min(rows, max(1, sequence.number(1, default: rows))) - 1
    region = top < bottom ? (top, bottom) : (0, rows - 1)
    (row, column) = (0, 0)
  }

  private mutating func setPrivateModes(_ sequence: SequenceParser.Control) {
    let isOn = sequence.final == "h"
    guard isOn || sequence.final == "l" else { return }
    for mode in sequence.numbers {
      switch mode {
      case 25: cursorIsVisible = isOn
      case 47, 1047, 1049: setAlternate(isOn)
      case 1000, 1002, 1003: reportsMouse = isOn
      default: break
      }
    }
  }

  private mutating func setAlternate(_ isOn: Bool) {
    guard isOn != isAlternate else { return }
    isAlternate = isOn
    if isOn {
      saved = (row, column, pen)
      primary = cells
      cells = Array(repeating: ScreenCell(), count: rows * columns)
    } else {
      cells = primary
      restoreCursor()
    }
  }

  // MARK: Erasing and moving

  private var blank: ScreenCell { ScreenCell(background: pen.background) }

  private mutating func erase(_ row: Int, _ range: Range<Int>) {
    for column in range { cells[row * columns + column] = blank }
  }

  private mutating func eraseLine(_ kind: Int) {
    erase(row, kind == 0 ? column..<columns : kind == 1 ? 0..<column + 1 : 0..<columns)
  }

  private mutating func eraseDisplay(_ kind: Int) {
    if kind < 2 { eraseLine(kind) }
    let erased = kind == 0 ? row + 1..<rows : kind == 1 ? 0..<row : 0..<rows
    for row in erased { erase(row, 0..<columns) }
  }

  private mutating func shiftLine(by count: Int) {
    let start = row * columns + column
    let width = columns - column
    let old = Array(cells[start..<start + width])
    for index in 0..<width {
      let source = index - count
      cells[start + index] = old.indices.contains(source) ? old[source] : blank
    }
  }

  /// Moves the lines from `top` to the end of the scroll region up by `count`, or down where that is negative.
  private mutating func scroll(from top: Int, by count: Int) {
    let old = cells
    for row in top...region.bottom {
      let source = row + count
      for column in 0..<columns {
        let isInside = (top...region.bottom).contains(source)
        cells[row * columns + column] = isInside ? old[source * columns + column] : blank
      }
    }
  }
}
