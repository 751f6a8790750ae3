import Analysis
import Engine
import LatentCore

/// Moves the cursor, the selection of a focused map, or what a focused exhibit shows.
func reduceWalk(_ state: inout State, _ action: Action) {
  switch action {
  case .walk(let direction, let steps):
    if state.focus == .exhibit { return state.moveExhibit(direction, steps: steps) }
    if moveInComparison(&state, direction, steps: steps) { return }
    state.interpolation?.playingSince = nil
    state.walk.move(direction, distance: stride(state, steps))
  case .scaleStep(let factor): changeStep(&state, larger: factor > 1)
  case .toOrigin: state.walk.move(toCode: originCode(state))
  case .toClass(let label): goToClass(&state, label)
  case .toLabel(let label): tell(&state, label)
  case .toSample: goToSample(&state)
  case .toSelection: goToSelection(&state)
  case .markPath: markPath(&state)
  case .changePathKind: changePathKind(&state)
  default: break
  }
  look(&state)
}

/// Moves what a focused map or the table of maps moves.
/// - Returns: whether one is focused.
private func moveInComparison(_ state: inout State, _ direction: Direction, steps: Int) -> Bool {
  if state.focus == .mapTable {
    moveInTable(&state, direction, steps: steps)
  } else if !state.focus.isMap {
    // On a page of numbers nobody would see where the cursor goes.
    return state.focus.isPage
  } else if state.comparison.morph != nil, direction.axis == 0 {
    state.comparison.morph?.scrub(by: Double(direction.sign) * 0.02 * Double(steps))
  } else if state.comparison.walkers != nil {
    moveWalkers(&state, direction, steps: steps)
  } else {
    moveSelection(&state, direction, steps: steps)
  }
  return true
}

/// Has the image and its neighbours renewed when all that came in together is done.
func look(_ state: inout State) {
  state.sight.isStale = true
}

/// In the grid a step goes to the next digit and many go some digits on; elsewhere a step has the chosen length.
private func stride(_ state: State, _ steps: Int) -> Float {
  state.showsGrid && state.focus == .latent
    ? state.walk.gridSpacing * Float(min(steps, 4)) : state.walk.step * Float(steps)
}

private func changeStep(_ state: inout State, larger: Bool) {
  guard state.showsGrid else { return state.walk.changeStep(larger: larger) }
  let spacing = state.walk.gridSpacing * (larger ? 1.25 : 0.8)
  state.walk.gridSpacing = min(max(spacing, 0.01), 20)
}

private func originCode(_ state: State) -> [Float] {
  [Float](repeating: 0, count: state.walk.plane.latentDimension)
}

private func goToClass(_ state: inout State, _ label: Int) {
  guard let snapshot = state.snapshot else { return }
  let codes = snapshot.allCodes ?? snapshot.probe
  let statistics = ClassStatistics(codes: codes.values, labels: codes.labels(in: snapshot.data.train))
  guard let mean = UInt8(exactly: label).flatMap({ statistics[$0]?.mean }) else {
    return state.say("no image of this class is among the codes", isError: true)
  }
  state.walk.move(toCode: mean)
  state.say("mean of \(className(label, in: snapshot))")
}

private func tell(_ state: inout State, _ label: Int) {
  guard let snapshot = state.snapshot, (0..<snapshot.classes).contains(label) else { return }
  state.sight.label = UInt8(label)
  state.say("decoded as \(className(label, in: snapshot))")
}

/// The name of a class with its digit, or the digit where the name is just that.
func className(_ label: Int, in snapshot: Snapshot) -> String {
  let names = snapshot.data.classNames
  guard names.indices.contains(label), names[label] != "\(label)" else { return "class \(label)" }
  return "class \(label), \(names[label])"
}

private func goToSample(_ state: inout State) {
  guard let snapshot = state.snapshot else { return }
  if snapshot.prior == .standardNormal {
    state.walk.move(to: (0..<state.walk.plane.dimensions).map { _ in state.random.normal() })
  } else if let code = state.sight.decoder?.draws(1, random: &state.random) {
    state.walk.move(toCode: code.values)
  } else {
    let row = Int.random(in: 0..<snapshot.probe.values.rows, using: &state.random)
    state.walk.move(toCode: Array(snapshot.probe.values.row(row)))
    state.say("the code of image \(snapshot.probe.imageIndex(row)): this model has no prior to draw from")
  }
}

private func goToSelection(_ state: inout State) {
  guard let snapshot = state.snapshot, let row = state.selection else { return }
  state.walk.move(toCode: Array(snapshot.probe.values.row(row)))
  state.focus = .latent
}

extension Matrix {
  /// The mean of some rows.
  func meanRow(of indices: [Int]) -> [Float] {
    var sum = [Double](repeating: 0, count: columns)
    for index in indices {
      for (column, value) in row(index).enumerated() { sum[column] += Double(value) }
    }
    return sum.map { Float($0 / Double(max(1, indices.count))) }
  }
}
