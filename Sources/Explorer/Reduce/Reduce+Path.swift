/// Marks A, then B and plays, then lets go of the path.
func markPath(_ state: inout State) {
  guard var path = state.interpolation else {
    state.interpolation = WalkInterpolation(start: state.walk.code, end: nil, kind: state.interpolationKind)
    return state.say("A is marked: walk on and press i for B")
  }
  guard path.end == nil else {
    state.interpolation = nil
    return state.say("the path is gone")
  }
  path.end = state.walk.code
  path.playingSince = state.clock
  state.interpolation = path
  state.say("from A to B, \(path.kind.rawValue)")
}

/// Moves the cursor to where the playing path is at this time, there and back again.
func advancePath(_ state: inout State) {
  guard let path = state.interpolation, let since = path.playingSince, let line = path.path else { return }
  let phase = (state.clock - since) / WalkInterpolation.duration
  guard phase < 2 else {
    state.interpolation?.playingSince = nil
    return
  }
  let code = line.point(at: phase <= 1 ? phase : 2 - phase)
  state.walk.coordinates = state.walk.plane.coordinates(of: code)
  look(&state)
}
