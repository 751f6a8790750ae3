import Engine
import Screen

/// Changes the state as an action says and returns what the runtime must do.
///
/// It is a pure function: no clock, chance, file or queue but what actions bring.
public func reduce(_ state: inout State, _ action: Action) -> [Effect] {
  reduce(&state, all: [action])
}

/// Carries out several actions that came in together; what is to be seen at the cursor is decoded once, at the end,
/// so that a held key costs no more than a single press.
public func reduce(_ state: inout State, all actions: [Action]) -> [Effect] {
  let examination = state.examination
  var effects = actions.flatMap { reduceOne(&state, $0) }
  if state.examination != examination { effects.append(.engine(.examine(state.examination))) }
  if state.sight.isStale { state.sight.look(at: state.walk.code) }
  lookAround(&state)
  return effects + state.requestExhibit()
}

func reduceOne(_ state: inout State, _ action: Action) -> [Effect] {
  switch action {
  case .key(let key): return reduceKey(&state, key)
  case .mouse(let event): return reduceMouse(&state, event)
  case .resized(let rows, let columns):
    state.rows = rows
    state.columns = columns
  case .arrived(let update): reduceArrival(&state, update)
  case .clock(let seconds): reduceClock(&state, seconds)
  case .runsListed(let runs): state.dialog = .menu(.runs(runs))
  case .dataListed(let data): state.dialog = .menu(.data(data, shown: state.snapshot?.data.id))
  case .said(let notice): state.say(notice)
  case .scaleLearningRate(let factor) where state.focus.isMap: return steer(&state, by: factor)
  case .toSelection where state.film != nil: state.holdFilm()
  case .toSelection where state.focus == .mapTable: return takeFromTable(&state)
  case .walk, .scaleStep, .toOrigin, .toClass, .toLabel, .toSample, .toSelection, .markPath, .changePathKind:
    reduceWalk(&state, action)
  case .toggleTraining, .trainStep, .trainEpoch, .scaleLearningRate, .reset, .save:
    return reduceTraining(&state, action)
  case .focus, .focusNext, .focusPrevious, .toggleZoom, .toggleGrid, .turn, .toggleTurning, .fit,
    .cycleColoring, .cycleThumbnails, .escape:
    reduceView(&state, action)
  case .toggleComparison, .cycleMapCount, .growBrush, .clearBrush, .toggleMorph, .toggleMapWalk,
    .fitAllMethods,
    .nextSteering:
    return reduceComparison(&state, action)
  case .open(let request): return open(&state, request)
  case .screenshot: return [.screenshot(view(state))]
  case .repaint: return [.repaint]
  case .suspend: return [.suspend]
  case .quit: return reduceQuit(&state)
  }
  return []
}

/// Lets the dialog have the key, or the keymap; a key that cannot work now answers why.
private func reduceKey(_ state: inout State, _ key: Key) -> [Effect] {
  if key == .control("l") { return [.repaint] }
  if key == .control("z") { return [.suspend] }
  state.dropOldNotice()
  if state.dialog != nil { return reduceDialog(&state, key) }
  guard let (binding, action) = Keymap.lookup(key) else { return [] }
  if let reason = binding.unavailable(state) {
    state.say(reason)
    return []
  }
  return reduceOne(&state, action)
}

private func reduceQuit(_ state: inout State) -> [Effect] {
  guard state.snapshot?.hasUnsavedTraining == true else { return [.quit(saving: false)] }
  state.dialog = .question(.quit)
  return []
}

private func reduceClock(_ state: inout State, _ seconds: Double) {
  let elapsed = max(0, seconds - state.clock)
  state.clock = seconds
  if let notice = state.notice, notice.until <= seconds { state.notice = nil }
  if state.isTurning { state.camera.yaw += Float(elapsed) * 0.5 }
  advancePath(&state)
  state.advanceFilm()
  state.comparison.morph?.advance(to: seconds)
}
