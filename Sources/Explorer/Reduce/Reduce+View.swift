import Screen

/// Changes what is looked at and how.
func reduceView(_ state: inout State, _ action: Action) {
  switch action {
  case .focus(let panel): focus(&state, panel)
  case .focusNext: focusNeighbor(&state, distance: 1)
  case .focusPrevious: focusNeighbor(&state, distance: -1)
  case .toggleZoom:
    if state.focus.needsComparison { leaveComparison(&state) } else { state.isZoomed.toggle() }
  case .toggleGrid: state.showsGrid.toggle()
  case .turn(let yaw, let pitch):
    state.camera.yaw += yaw
    state.camera.pitch = min(max(state.camera.pitch + pitch, -1.5), 1.5)
  case .toggleTurning: state.isTurning.toggle()
  case .fit: fit(&state)
  case .cycleColoring:
    state.coloring = next(state.coloring, among: state.colorings)
    state.say("colours show \(state.coloring.title)")
  case .cycleThumbnails:
    state.chosenThumbnail = next(state.thumbnail)
    state.say("small images are drawn with \(state.thumbnail.rawValue)")
  case .escape: escape(&state)
  default: break
  }
}

/// Pressing the number of a focused panel goes to the next one of that number.
private func focus(_ state: inout State, _ panel: PanelIdentifier) {
  let kin = state.tabOrder.filter { $0.number == panel.number }
  let index = kin.firstIndex(of: state.focus).map { ($0 + 1) % kin.count } ?? 0
  state.focus = kin.isEmpty ? panel : kin[index]
  state.noteMap()
}

private func focusNeighbor(_ state: inout State, distance: Int) {
  let all = state.tabOrder
  let index = all.firstIndex(of: state.focus) ?? 0
  state.focus = all[(index + distance + all.count) % all.count]
  state.noteMap()
}

extension State {
  /// Remembers the focused map for what is shown in its place later.
  mutating func noteMap() {
    if let slot = focus.mapSlot { comparison.slot = slot }
  }
}

private func next<Value: CaseIterable & Equatable>(_ value: Value) -> Value {
  next(value, among: Array(Value.allCases))
}

private func next<Value: Equatable>(_ value: Value, among all: [Value]) -> Value {
  let index = all.firstIndex(of: value) ?? 0
  return all[(index + 1) % all.count]
}

private func escape(_ state: inout State) {
  if stepBack(&state.comparison) { return }
  if state.isZoomed || state.focus.needsComparison {
    leaveComparison(&state)
  } else {
    state.selection = nil
    state.focus = .latent
  }
}

private func fit(_ state: inout State) {
  state.view = LatentView()
  if let snapshot = state.snapshot { refitPlane(&state, snapshot) }
}
