import LatentCore
import Screen

/// A screen as SVG: text as text, grounds as rectangles, blocks, braille and borders as shapes.
public enum FrameSVG {
  /// Returns the document; one cell is 9 x 18 units.
  public static func document(_ frame: Frame) -> String {
    let (width, height) = (frame.columns * 9, frame.rows * 18)
    var lines = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(width)\" height=\"\(height)\""
        + " viewBox=\"0 0 \(width) \(height)\" font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\""
        + " font-size=\"15\" xml:space=\"preserve\">",
      "<rect width=\"\(width)\" height=\"\(height)\" fill=\"\(Theme.ground.hexadecimal(default: Theme.ground))\"/>",
    ]
    for row in 0..<frame.rows {
      lines += grounds(frame, row)
      lines += characters(frame, row)
    }
    return lines.joined(separator: "\n") + "\n</svg>\n"
  }

  /// The grounds of a row, one rectangle for neighbours of the same colour.
  private static func grounds(_ frame: Frame, _ row: Int) -> [String] {
    runs(frame, row) { $0.background == $1.background }.compactMap { columns, cell in
      guard cell.background != Theme.ground else { return nil }
      return
        "<rect x=\"\(columns.lowerBound * 9)\" y=\"\(row * 18)\" width=\"\(columns.count * 9)\" height=\"18\""
        + " fill=\"\(cell.background.hexadecimal(default: Theme.ground))\" shape-rendering=\"crispEdges\"/>"
    }
  }

  private static func characters(_ frame: Frame, _ row: Int) -> [String] {
    runs(frame, row) { first, next in
      first.foreground == next.foreground && first.style == next.style && isText(first) == isText(next)
    }.compactMap { columns, cell in
      let color = cell.foreground.hexadecimal(default: Theme.text)
      let cells = columns.map { frame[row, $0] }
      if cells.allSatisfy({ $0.character == " " && !$0.style.contains(.underline) }) { return nil }
      if isText(cell) { return text(cells, columns.lowerBound, row, color) }
      let shapes = zip(columns, cells).flatMap { column, cell in
        (CellShapes.drawn(cell.character) ?? []).map {
          element($0.placed(scale: 1, x: Float(column * 9), y: Float(row * 18)))
        }
      }
      return "<g fill=\"\(color)\" stroke=\"none\" color=\"\(color)\">" + shapes.joined() + "</g>"
    }
  }

  private static func isText(_ cell: Cell) -> Bool { CellShapes.drawn(cell.character) == nil }

  /// A run of text, stretched to its cells whatever font the viewer has.
  private static func text(_ cells: [Cell], _ column: Int, _ row: Int, _ color: String) -> String {
    let style = cells[0].style
    let escaped = cells.map { cell in
      switch cell.character {
      case "<": "&lt;"
      case ">": "&gt;"
      case "&": "&amp;"
      case " ": "\u{A0}"
      default: String(Character(cell.character))
      }
    }.joined()
    return "<text x=\"\(column * 9)\" y=\"\(row * 18 + 14)\" textLength=\"\(cells.count * 9)\""
      + " lengthAdjust=\"spacingAndGlyphs\" fill=\"\(color)\""
      + (style.contains(.bold) ? " font-weight=\"bold\"" : "")
      + (style.contains(.underline) ? " text-decoration=\"underline\"" : "") + ">\(escaped)</text>"
  }

  private static func element(_ shape: Shape) -> String {
    switch shape {
    case .rectangle(let x, let y, let width, let height, let opacity):
      "<rect x=\"\(number(x))\" y=\"\(number(y))\" width=\"\(number(width))\" height=\"\(number(height))\""
        + (opacity < 1 ? " opacity=\"\(number(opacity))\"" : "") + " shape-rendering=\"crispEdges\"/>"
    case .disc(let x, let y, let radius):
      "<circle cx=\"\(number(x))\" cy=\"\(number(y))\" r=\"\(number(radius))\"/>"
    case .ring(let x, let y, let radius, let thickness):
      "<circle cx=\"\(number(x))\" cy=\"\(number(y))\" r=\"\(number(radius))\" fill=\"none\""
        + " stroke=\"currentColor\" stroke-width=\"\(number(thickness))\"/>"
    case .line(let points, let thickness):
      "<polyline points=\"\(list(points))\" fill=\"none\" stroke=\"currentColor\""
        + " stroke-width=\"\(number(thickness))\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>"
    case .polygon(let points): "<polygon points=\"\(list(points))\"/>"
    }
  }

  private static func list(_ points: [Point]) -> String {
    points.map { number($0.x) + "," + number($0.y) }.joined(separator: " ")
  }

  private static func number(_ value: Float) -> String { NumberText.fixed(value, 2) }

  /// Neighbouring cells of a row that are alike, with the first of them.
  private static func runs(
    _ frame: Frame, _ row: Int, alike: (Cell, Cell) -> Bool
  ) -> [(columns: Range<Int>, cell: Cell)] {
    var runs: [(columns: Range<Int>, cell: Cell)] = []
    for column in 0..<frame.columns {
      let cell = frame[row, column].inPlainColors
      if let last = runs.last, alike(last.cell, cell) {
        runs[runs.count - 1].columns = last.columns.lowerBound..<column + 1
      } else {
        runs.append((column..<column + 1, cell))
      }
    }
    return runs
  }
}
