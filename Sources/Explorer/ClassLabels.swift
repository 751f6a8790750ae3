import Analysis
import Screen

/// What is written over the middle of each class: its name where there is room, else its digit alone.
struct ClassLabels {
  /// A word and where it begins, in cells of the area.
  struct Word: Equatable {
    var text: String
    var row, column: Int
    var label: Int

    fileprivate func overlaps(_ other: Word) -> Bool {
      row == other.row && column <= other.column + other.text.count
        && other.column <= column + text.count
    }
  }

  /// Narrower areas show points rather than words.
  private static let columnsForNames = 56
  private static let longestName = 12

  private(set) var words: [Word] = []

  /// Places a word for each class that the area shows: names as far as none touches another word.
  init(of scatter: Scatter, _ viewport: Viewport, in area: Rectangle) {
    for entry in ClassStatistics(codes: scatter.points, labels: scatter.labels).entries {
      guard let place = viewport.cell(x: entry.median[0], y: entry.median[1]),
        place.row >= 0, place.row < area.rows, place.column >= 0, place.column < area.columns
      else { continue }
      let label = Int(entry.label)
      let digit = String(Character(ClassPalette.glyph(label)))
      words.append(Word(text: digit, row: place.row, column: place.column, label: label))
    }
    for index in words.indices {
      guard let name = Self.name(words[index].label, of: scatter, around: words[index], in: area),
        !words.indices.contains(where: { $0 != index && words[$0].overlaps(name) })
      else { continue }
      words[index] = name
    }
  }

  private static func name(_ label: Int, of scatter: Scatter, around digit: Word, in area: Rectangle) -> Word?
  {
    guard area.columns >= columnsForNames, scatter.classNames.indices.contains(label) else { return nil }
    let text = String(scatter.classNames[label].prefix(longestName))
    let column = min(max(0, digit.column - text.count / 2), max(0, area.columns - text.count))
    return Word(text: text, row: digit.row, column: column, label: label)
  }
}

extension Frame {
  /// Writes the name or digit of each class at its median.
  mutating func labelClasses(of scatter: Scatter, _ viewport: Viewport, in area: Rectangle) {
    for word in ClassLabels(of: scatter, viewport, in: area).words {
      write(
        word.text, row: area.row + word.row, column: area.column + word.column,
        foreground: ClassPalette.color(word.label).mixed(with: Theme.title, 0.35), style: .bold,
        maxColumns: area.columns - word.column)
    }
  }
}
