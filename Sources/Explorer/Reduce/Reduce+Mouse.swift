import LatentCore
import Screen

/// Clicks walk, select and focus; dragging brushes points of a map; the wheel zooms latent space.
func reduceMouse(_ state: inout State, _ event: MouseEvent) -> [Effect] {
  guard state.dialog == nil, !continueStroke(&state, event), let panel = state.panel(at: event.position)
  else {
    return []
  }
  switch event.kind {
  case .press where event.button == .left || event.button == .right && panel.isMap:
    click(&state, panel, event.position)
    beginStroke(&state, panel, event)
  case .drag where panel == .latent && state.focus == .latent: click(&state, panel, event.position)
  case .wheelUp where panel == .latent: zoom(&state, by: 1.25)
  case .wheelDown where panel == .latent: zoom(&state, by: 0.8)
  default: break
  }
  return []
}

private func click(_ state: inout State, _ panel: PanelIdentifier, _ position: Position) {
  state.focus = panel
  state.noteMap()
  guard let snapshot = state.snapshot, let area = state.layout.panels[panel]?.inset(), area.contains(position)
  else { return }
  let cell = Position(row: position.row - area.row, column: position.column - area.column)
  if panel.isMap {
    select(&state, panel, cell, area)
  } else if panel == .latent, !state.showsGrid, !state.isThreeDimensional {
    let place = LatentSpaceView(state, snapshot, area).viewport.data(at: cell)
    var target = state.walk.coordinates
    target[0] = place.x
    if target.count > 1 { target[1] = place.y }
    state.walk.move(to: target)
    look(&state)
  }
}

private func select(_ state: inout State, _ panel: PanelIdentifier, _ cell: Position, _ area: Rectangle) {
  guard let points = panel.mapSlot.flatMap({ state.planarPoints(ofMap: $0) }) else { return }
  let place = state.mapViewport(panel.mapSlot ?? 0, in: area).data(at: cell)
  state.selection = (0..<points.rows).min {
    points.squaredDistance(of: $0, to: place) < points.squaredDistance(of: $1, to: place)
  }
  if let row = state.selection { placeWalkers(&state, at: row) }
}

private func zoom(_ state: inout State, by factor: Float) {
  if state.showsGrid {
    state.walk.gridSpacing = min(max(state.walk.gridSpacing / factor, 0.01), 20)
  } else {
    state.view.magnification = min(max(state.view.magnification * factor, 0.25), 64)
  }
}

extension State {
  /// The panel that shows a place of the screen.
  func panel(at position: Position) -> PanelIdentifier? {
    layout.panels.first { $0.value.contains(position) }?.key
  }
}

extension Matrix {
  fileprivate func squaredDistance(of row: Int, to place: (x: Float, y: Float)) -> Float {
    let x = self[row, 0] - place.x
    let y = self[row, 1] - place.y
    return x * x + y * y
  }
}
