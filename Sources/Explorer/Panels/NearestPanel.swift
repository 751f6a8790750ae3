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
    let layout = NearestLayout(state.snapshot?.data.shape ?? .mnist, in: area.inset())
    let panel = Panel(
      number: 3, title: "Nearest real", footer: searched(state, layout, columns: area.columns - 6),
      isFocused: state.isFocused(.nearest))
    frame.draw(panel, in: area)
    guard let snapshot = state.snapshot, let index = state.sight.index else { return }
    for (match, place) in zip(state.sight.neighbors, layout.places) {
      draw(match, of: index.imageIndex(match.row), snapshot, state, place, layout, &frame)
    }
  }

  /// While training only the probe's codes are fresh, so only they are searched.
  private static func searched(_ state: State, _ layout: NearestLayout, columns: Int) -> StyledText {
    guard let snapshot = state.snapshot else { return "" }
    let count = NumberText.grouped(state.sight.searched)
    let whole = snapshot.allCodes == nil ? "of \(count) probe codes" : "of \(count)"
    guard layout.hasCaptions else { return StyledText(whole) }
    let texts = ["\(whole), distance in z", "of \(count), distance in z", whole]
    return StyledText(texts.first { $0.count <= columns } ?? whole)
  }

  private static func draw(
    _ match: CodeIndex.Match, of index: Int, _ snapshot: Snapshot, _ state: State, _ place: Rectangle,
    _ layout: NearestLayout, _ frame: inout Frame
  ) {
    let image = snapshot.data.train.matrix(index..<index + 1)
    frame.drawTile(
      image.values[...], shape: snapshot.data.shape, in: layout.picture(in: place), of: layout.grid.tile,
      mode: state.colorMode, thumbnail: state.thumbnail)
    let label = snapshot.data.train.labels.isEmpty ? nil : Int(snapshot.data.train.labels[index])
    guard layout.hasCaptions else {
      label.map {
        frame.put(
          ClassPalette.glyph($0), row: place.row, column: place.column + place.columns - 1,
          foreground: ClassPalette.color($0), style: .bold)
      }
      return
    }
    write(label, match.distance, snapshot, under: place, &frame)
  }

  /// The class, by name where that has room beside the distance, and the distance at the right.
  private static func write(
    _ label: Int?, _ distance: Float, _ snapshot: Snapshot, under place: Rectangle, _ frame: inout Frame
  ) {
    let row = place.row + place.rows
    let least = label == nil ? 0 : 2
    let number =
      (1...3).reversed().map { NumberText.digits(Double(distance), $0) }
      .first { $0.count + least <= place.columns } ?? ""
    if let label {
      let names = snapshot.data.classNames
      let name = names.indices.contains(label) ? names[label] : "\(label)"
      let isShort = name.count + 1 + number.count > place.columns
      frame.write(
        isShort ? String(Character(ClassPalette.glyph(label))) : name, row: row, column: place.column,
        foreground: ClassPalette.color(label), style: .bold)
    }
    frame.write(
      number, row: row, column: place.column + place.columns - number.count, foreground: Theme.muted)
  }
}

/// How the nearest images share the panel.
struct NearestLayout {
  /// How many of what size have room.
  let grid: TileGrid
  /// Where they lie, evenly spread, so that the words under two of them do not run together.
  let places: [Rectangle]
  /// Whether class and distance stand under each; a low panel has room for the class beside it only.
  let hasCaptions: Bool

  /// Images that are wanted, and those that a large panel shows.
  private static let wanted = (few: 6, many: 24)

  init(_ shape: ImageShape, in area: Rectangle) {
    hasCaptions = area.rows > TileSize.leastRows
    guard hasCaptions else {
      // A column at the right of each image holds the class.
      grid = TileGrid(
        fitting: Self.wanted.few,
        of: ImageShape(height: shape.height, width: shape.width + max(1, shape.width / 7)), in: area)
      places = grid.places
      return
    }
    // Pixels as large as they are, for a few images; then more images, then larger ones.
    let whole = shape.height / 2
    let many = TileGrid(fitting: Self.wanted.many, of: shape, in: area, caption: .below)
    grid =
      many.tile.rows >= whole
      ? many : TileGrid(fitting: Self.wanted.few, of: shape, in: area, caption: .below, largest: whole)
    let (lines, columns, tile) = (grid.lines, grid.columns, grid.tile)
    places = (0..<lines * columns).map { index in
      Rectangle(
        row: area.row + index / columns * max(tile.pitchRows, area.rows / lines),
        column: area.column + index % columns * max(tile.pitchColumns, (area.columns + 1) / columns),
        rows: tile.rows, columns: tile.columns)
    }
  }

  /// The cells of the image itself.
  func picture(in place: Rectangle) -> Rectangle {
    var picture = place
    if !hasCaptions { picture.columns = max(1, picture.columns - 1) }
    return picture
  }
}
