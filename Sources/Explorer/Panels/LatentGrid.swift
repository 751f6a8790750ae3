import Analysis
import Engine
import LatentCore
import Screen

/// Decoded images at the points of a lattice around the cursor, as many as fit.
struct LatentGrid {
  private let state: State
  private let snapshot: Snapshot
  private let grid: TileGrid
  private let places: [Rectangle]
  private var rows: Int { grid.lines }
  private var columns: Int { grid.columns }

  /// Images that are wanted before they become larger.
  private static let wanted = 50

  /// Divides an area into images with their labels.
  init(_ state: State, _ snapshot: Snapshot, _ area: Rectangle) {
    self.state = state
    self.snapshot = snapshot
    grid =
      TileGrid(
        fitting: Self.wanted, of: snapshot.specification.imageShape, in: area, caption: .above, isDense: true
      ).centered
    places = grid.places
  }

  /// Draws every image with what it reads as; the cursor's own stands in the middle, its label reversed.
  func draw(_ frame: inout Frame) {
    guard let decoder = state.sight.decoder else { return }
    let codes = lattice()
    let images = decoder.images(at: codes)
    for (index, place) in places.enumerated() {
      frame.drawTile(
        images.row(index), shape: snapshot.specification.imageShape, in: place, of: grid.tile,
        mode: state.colorMode, thumbnail: state.thumbnail)
      drawLabel(at: Array(codes.row(index)), isCursor: index == center, place, &frame)
    }
  }

  /// The index of the cell where the cursor is.
  private var center: Int { rows / 2 * columns + columns / 2 }

  /// The codes of all cells in reading order: the first axis to the right, the second upwards.
  private func lattice() -> Matrix {
    let spacing = state.walk.gridSpacing
    return Matrix(
      places.indices.map { index in
        var place = state.walk.coordinates
        place[0] += Float(index % columns - columns / 2) * spacing
        if place.count > 1 { place[1] += Float(rows / 2 - index / columns) * spacing }
        return state.walk.plane.point(at: place)
      })
  }

  private func drawLabel(at code: [Float], isCursor: Bool, _ place: Rectangle, _ frame: inout Frame) {
    if isCursor {
      frame.put("▸", row: place.row - 1, column: place.column, foreground: Theme.cursor, style: .bold)
    }
    guard let vote = state.sight.probeIndex?.vote(at: code, k: Sight.voters) else { return }
    let label = Int(vote.label)
    frame.put(
      ClassPalette.glyph(label), row: place.row - 1, column: place.column + 1,
      foreground: isCursor ? Theme.cursor : ClassPalette.color(label), style: isCursor ? .bold : [])
  }
}
