import Engine
import Projections
import Screen

/// Changes what is compared and how.
func reduceComparison(_ state: inout State, _ action: Action) -> [Effect] {
  switch action {
  case .toggleComparison: toggleComparison(&state)
  case .cycleMapCount: return cycleMapCount(&state)
  case .growBrush: growBrush(&state)
  case .clearBrush: state.comparison.brush = Brush()
  case .toggleMorph: toggleMorph(&state)
  case .toggleMapWalk: toggleMapWalk(&state)
  case .fitAllMethods: return fitAllMethods(&state)
  case .nextSteering: chooseSteering(&state)
  default: break
  }
  return []
}

private func toggleComparison(_ state: inout State) {
  if state.showsComparison {
    leaveComparison(&state)
    state.focus = .latent
  } else {
    if !state.focus.isMap { state.focus = .leftMap }
    state.isZoomed = true
  }
}

/// Shows the other panels again.
func leaveComparison(_ state: inout State) {
  state.isZoomed = false
  if state.focus.needsComparison { state.focus = state.focus.isPage ? .latent : .leftMap }
}

/// One map more, or two again; a place that was never filled gets a method that no other shows.
private func cycleMapCount(_ state: inout State) -> [Effect] {
  let count = state.comparison.mapCount + 1
  state.comparison.mapCount = Comparison.counts.contains(count) ? count : Comparison.counts.lowerBound
  if let slot = state.focus.mapSlot, slot >= state.comparison.mapCount { state.focus = .leftMap }
  if !state.showsComparison { toggleComparison(&state) }
  let last = state.comparison.mapCount - 1
  guard state.maps[last] == nil, let method = unusedMethod(state) else { return [] }
  return [.engine(.map(slot: last, MapRequest(method: method)))]
}

/// The methods that people miss most come first.
private func unusedMethod(_ state: State) -> String? {
  let shown = Set(state.maps.filter { $0.key < Comparison.counts.upperBound }.compactMap { $0.value.request.method })
  let known = ProjectionCatalog.all.map(\.id)
  return (["tsne", "umap"] + known).first { known.contains($0) && !shown.contains($0) }
}

/// Gives up the last thing that was begun in the comparison.
/// - Returns: whether there was one.
func stepBack(_ comparison: inout Comparison) -> Bool {
  if comparison.morph != nil {
    comparison.morph = nil
  } else if comparison.walkers != nil {
    comparison.walkers = nil
  } else if !comparison.brush.isEmpty {
    comparison.brush = Brush()
  } else {
    return false
  }
  return true
}
