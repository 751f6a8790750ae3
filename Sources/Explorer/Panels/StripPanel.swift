import Analysis
import Engine
import LatentCore
import Screen

/// Images under the maps: those that were brushed with the number of each class, or what the walkers see.
enum StripPanel {
  static let entry = PanelEntry(
    id: .strip, title: "Selected images",
    description: "the brushed images with the number of each class, or what a walk in each map decodes to"
  ) { state, area, frame in
    guard let snapshot = state.snapshot else {
      _ = frame.draw(panel(state), in: area)
      return
    }
    if let walk = state.comparison.walkers {
      drawWalks(walk, state, snapshot, area, &frame)
    } else {
      drawBrushed(state, snapshot, area, &frame)
    }
  }

  private static func panel(_ state: State) -> Panel {
    Panel(title: "Selected images", isFocused: state.isFocused(.strip))
  }

  // MARK: Brushed images

  private static func drawBrushed(
    _ state: State, _ snapshot: Snapshot, _ area: Rectangle, _ frame: inout Frame
  ) {
    let rows = state.comparison.brush.rows.filter { $0 < snapshot.probe.values.rows }
    var panel = panel(state)
    panel.title += rows.isEmpty ? "" : " \(NumberText.grouped(rows.count))"
    panel.detail = "of \(NumberText.grouped(snapshot.probe.values.rows)) points"
    panel.footer = classCounts(rows, snapshot, columns: area.columns - 6)
    let inner = frame.draw(panel, in: area)
    guard !rows.isEmpty else {
      frame.writeWrapped(
        "Nothing is selected: drag over points of a map, or press x in one.", in: inner.inset(),
        foreground: Theme.muted)
      return
    }
    let places = places(count: rows.count, shape: snapshot.data.shape, in: inner)
    // Where not all fit, those that are shown stand evenly for the others.
    for (index, place) in places.enumerated() {
      let row = rows[places.count < rows.count ? index * rows.count / places.count : index]
      draw(snapshot.probe.imageIndex(row), state, snapshot, place, &frame)
    }
  }

  /// How many images of each class were brushed, the most frequent first.
  private static func classCounts(_ rows: [Int], _ snapshot: Snapshot, columns: Int) -> StyledText {
    let labels = snapshot.probe.labels(in: snapshot.data.train)
    guard !labels.isEmpty, !rows.isEmpty else { return "" }
    var counts: [Int: Int] = [:]
    for row in rows { counts[Int(labels[row]), default: 0] += 1 }
    let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    var text: StyledText = ""
    for (label, count) in sorted {
      let name =
        snapshot.data.classNames.indices.contains(label) ? snapshot.data.classNames[label] : "\(label)"
      let entry = StyledText("●", ClassPalette.color(label)) + StyledText("\(name) × \(count)  ")
      guard text.columns + entry.columns <= columns else { return text + "…" }
      text += entry
    }
    return text
  }

  /// Cells as high as the area for a few images, lower ones when that shows more.
  private static func places(count: Int, shape: ImageShape, in area: Rectangle) -> [Rectangle] {
    let aspect = Double(shape.width) / Double(max(shape.height, 1)) * 2
    let smallest = min(4, area.rows)
    for height in stride(from: area.rows, through: smallest, by: -1) {
      let width = max(2, Int((Double(height) * aspect).rounded()) + 2)
      let grid = (rows: area.rows / height, columns: max(1, area.columns / width))
      if grid.rows * grid.columns >= count || height == smallest {
        let places = (0..<grid.rows * grid.columns).map { index in
          Rectangle(
            row: area.row + index / grid.columns * height, column: area.column + index % grid.columns * width,
            rows: height, columns: width - 1)
        }
        return Array(places.prefix(count))
      }
    }
    return []
  }

  private static func draw(
    _ index: Int, _ state: State, _ snapshot: Snapshot, _ place: Rectangle, _ frame: inout Frame
  ) {
    let picture = Rectangle(
      row: place.row, column: place.column, rows: place.rows, columns: place.columns - 1)
    frame.drawImage(
      snapshot.data.train.image(index), shape: snapshot.data.shape, in: picture, mode: state.colorMode,
      thumbnail: state.thumbnail)
    guard !snapshot.data.train.labels.isEmpty else { return }
    let label = Int(snapshot.data.train.labels[index])
    frame.put(
      ClassPalette.glyph(label), row: place.row, column: place.column + place.columns - 1,
      foreground: ClassPalette.color(label), style: .bold)
  }

  // MARK: Walks

  private static func drawWalks(
    _ walk: MapWalk, _ state: State, _ snapshot: Snapshot, _ area: Rectangle, _ frame: inout Frame
  ) {
    let panel = Panel(
      title: "Walk in the maps", detail: "the latest right, a step is 1/25 of its map",
      footer: "each step goes the same way in every map", isFocused: state.isFocused(.strip))
    let inner = frame.draw(panel, in: area)
    let slots = walk.walkers.keys.sorted()
    let bands = inner.grid(rows: max(1, slots.count), columns: 1)
    let nameColumns = min(14, inner.columns / 5)
    for (slot, band) in zip(slots, bands) {
      guard let map = state.maps[slot], let walker = walk.walkers[slot] else { continue }
      frame.writeWrapped(
        state.mapTitle(map),
        in: Rectangle(row: band.row, column: band.column + 1, rows: band.rows, columns: nameColumns - 2),
        foreground: Theme.title)
      let images = Rectangle(
        row: band.row, column: band.column + nameColumns, rows: band.rows,
        columns: band.columns - nameColumns)
      draw(walker.images, snapshot.specification.imageShape, state, in: images, &frame)
    }
  }

  private static func draw(
    _ images: [[Float]], _ shape: ImageShape, _ state: State, in area: Rectangle, _ frame: inout Frame
  ) {
    let size = Thumbnail.cells(
      for: shape, within: Rectangle(row: 0, column: 0, rows: area.rows, columns: 200))
    let width = max(1, size.columns) + 1
    let shown = images.suffix(max(1, area.columns / width))
    for (index, image) in shown.enumerated() {
      let place = Rectangle(
        row: area.row, column: area.column + index * width, rows: area.rows, columns: width - 1)
      frame.drawImage(image, shape: shape, in: place, mode: state.colorMode, thumbnail: state.thumbnail)
    }
  }
}
