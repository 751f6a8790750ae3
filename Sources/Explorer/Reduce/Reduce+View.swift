import Screen

/// Changes what is looked at and how.
func reduceView(_ state: inout State, _ action: Action) {
  switch action {
  case .focus(let panel): focus(&state, panel)
  case .focusNext: state.focus = neighbor(of: state.focus, distance: 1)
  case .focusPrevious: state.focus = neighbor(of: state.focus, distance: -1)
  case .toggleZoom: state.isZoomed.toggle()
  case .toggleGrid: state.showsGrid.toggle()
  case .turn(let yaw, let pitch):
    state.camera.yaw += yaw
    state.camera.pitch = min(max(state.camera.pitch + pitch, -1.5), 1.5)
  case .toggleTurning: state.isTurning.toggle()
  case .fit: fit(&state)
  case .cycleColoring: state.coloring = next(state.coloring)
  case .cycleThumbnails:
    state.chosenThumbnail = next(state.thumbnail)
    state.say("small images are drawn with \(state.thumbnail.rawValue)")
  case .escape: escape(&state)
  default: break
  }
}

/// Pressing 4 again goes to the other map.
private func focus(_ state: inout State, _ panel: PanelIdentifier) {
  state.focus = panel == .leftMap && state.focus == .leftMap ? .rightMap : panel
}

private func neighbor(of panel: PanelIdentifier, distance: Int) -> PanelIdentifier {
  let all = PanelIdentifier.allCases
  let index = all.firstIndex(of: panel) ?? 0
  return all[(index + distance + all.count) % all.count]
}

private func next<Value: CaseIterable & Equatable>(_ value: Value) -> Value {
  let all = Array(Value.allCases)
  let index = all.firstIndex(of: value) ?? 0
  return all[(index + 1) % all.count]
}

private func escape(_ state: inout State) {
  if state.isZoomed {
    state.isZoomed = false
  } else {
    state.selection = nil
    state.focus = .latent
  }
}

private func fit(_ state: inout State) {
  state.view = LatentView()
  if let snapshot = state.snapshot { refitPlane(&state, snapshot) }
}
