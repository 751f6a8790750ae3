import Screen

/// Draws into an empty frame and returns its lines without trailing spaces.
func picture(_ rows: Int, _ columns: Int, mode: ColorMode = .trueColor, _ draw: (inout Frame) -> Void)
  -> String
{
  var frame = Frame(rows: rows, columns: columns, fill: Theme.blank)
  draw(&frame)
  return frame.resolved(for: mode).lines
}

extension Frame {
  /// The characters as lines without trailing spaces.
  var lines: String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      String(line.reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
  }

  /// Whether every cell holds a character that takes one column.
  var isSingleWidth: Bool { cells.allSatisfy(\.character.isSingleWidth) }
}

/// Rectangles that lie on, beside and across the edges of a frame, empty ones among them.
let awkwardRectangles: [Rectangle] = [-30, -3, -1, 0, 2, 9, 40].flatMap { place in
  [0, 1, 2, 3, 5, 12, 60].flatMap { rows in
    [0, 1, 2, 7, 30, 200].map { columns in
      Rectangle(row: place, column: place * 2, rows: rows, columns: columns)
    }
  }
}
