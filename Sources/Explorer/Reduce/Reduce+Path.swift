import Analysis

/// Marks A, then B and plays, then lets go of the path.
func markPath(_ state: inout State) {
  guard var path = state.interpolation else {
    state.interpolation = WalkInterpolation(start: state.walk.code)
    return state.say("A is marked: walk on and press i for B")
  }
  guard path.end == nil else {
    state.interpolation = nil
    return state.say("the path is gone")
  }
  path.end = state.walk.code
  path.lead(state.interpolationKind, through: state.sight.decoder)
  path.playingSince = state.clock
  state.interpolation = path
  state.say("from A to B, \(path.path?.kind.rawValue ?? "")")
}

/// Chooses the next kind of path that the latent space allows, and leads a marked one that way.
func changePathKind(_ state: inout State) {
  let kinds = WalkPath.Kind.allCases.filter { $0.mostDimensions >= state.walk.plane.latentDimension }
  let current = kinds.firstIndex(of: state.interpolationKind) ?? kinds.count - 1
  state.interpolationKind = kinds[(current + 1) % kinds.count]
  state.interpolation?.lead(state.interpolationKind, through: state.sight.decoder)
  state.say("paths are \(state.interpolationKind.rawValue)")
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
