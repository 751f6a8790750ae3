import Analysis
import Engine
import LatentCore
import Screen

/// The real images whose codes are nearest to the cursor.
enum NearestPanel {
  static let entry = PanelEntry(
    id: .nearest, title: "Nearest real",
    description: "the training images with the nearest codes, their labels and distances"
  ) { state, area, frame in
    let panel = Panel(
      number: 3, title: "Nearest real", footer: searched(state), isFocused: state.isFocused(.nearest))
    let inner = frame.draw(panel, in: area)
    guard let snapshot = state.snapshot else { return }
    guard let index = state.sight.index else { return }
    for (match, place) in zip(state.sight.neighbors, places(in: inner)) {
      draw(match, of: index.imageIndex(match.row), snapshot, state, place, &frame)
    }
  }

  /// While training only the probe's codes are fresh, so only they are searched.
  private static func searched(_ state: State) -> StyledText {
    guard let snapshot = state.snapshot else { return "" }
    let count = NumberText.grouped(state.sight.searched)
    return snapshot.allCodes == nil ? "of \(count) probe codes" : "of \(count)"
  }

  /// Cells of about 14 x 7, or as many small ones as a low panel has room for.
  private static func places(in area: Rectangle) -> [Rectangle] {
    let rows = max(1, area.rows / 7)
    let height = area.rows / rows
    let columns = max(1, area.columns / max(8, min(14, height * 2 + 1)))
    return area.grid(rows: rows, columns: columns)
  }

  /// Columns beside an image for its label and, where there is room for a line of it, the distance.
  private static func textColumns(of place: Rectangle) -> Int { place.rows > 4 ? 5 : 1 }

  private static func draw(
    _ match: CodeIndex.Match, of index: Int, _ snapshot: Snapshot, _ state: State, _ place: Rectangle,
    _ frame: inout Frame
  ) {
    let image = snapshot.data.train.matrix(index..<index + 1)
    let picture = Rectangle(
      row: place.row, column: place.column, rows: place.rows, columns: place.columns - textColumns(of: place))
    frame.drawImage(
      image.values, shape: snapshot.data.shape, in: picture, mode: state.colorMode, thumbnail: state.thumbnail
    )
    let right = place.column + place.columns - 1
    if !snapshot.data.train.labels.isEmpty {
      let label = Int(snapshot.data.train.labels[index])
      frame.put(
        ClassPalette.glyph(label), row: place.row, column: right, foreground: ClassPalette.color(label),
        style: .bold)
    }
    guard place.rows > 4 else { return }
    let distance =
      match.distance < 9.995
      ? NumberText.fixed(match.distance, 3) : NumberText.digits(Double(match.distance), 2)
    frame.write(
      distance, row: place.row + place.rows - 1, column: right - distance.count + 1, foreground: Theme.muted)
  }
}
