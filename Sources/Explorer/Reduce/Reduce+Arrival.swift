import Analysis
import Engine
import LatentCore

/// Takes over news of the engine.
func reduceArrival(_ state: inout State, _ update: Update) {
  for (slot, map) in update.maps { state.maps[slot] = map }
  if let errors = update.probeErrors { state.comparison.errors = errors }
  if let status = update.snapshot?.status, status != state.snapshot?.status { state.dropOldNotice() }
  for notice in update.notices { state.say(notice) }
  guard let snapshot = update.snapshot else { return }
  let previous = state.snapshot
  state.snapshot = snapshot
  do {
    try state.sight.update(snapshot)
  } catch {
    state.say((error as? ZwalkError)?.message ?? "\(error)", isError: true)
  }
  if !state.colorings.contains(state.coloring) { state.coloring = .label }
  adaptWalk(&state, snapshot, after: previous)
  look(&state)
}

/// Another model needs another plane, and so do the first codes of one.
private func adaptWalk(_ state: inout State, _ snapshot: Snapshot, after previous: Snapshot?) {
  let isNew = previous?.specification != snapshot.specification
  let areFirstCodes = previous?.probe.values.rows == 0 && snapshot.probe.values.rows > 0
  let beginsAgain = snapshot.step < previous?.step ?? 0
  if isNew || beginsAgain { state.interpolation = nil }
  if isNew || areFirstCodes || previous?.runPath != snapshot.runPath {
    beginWalk(&state, snapshot, isNew: isNew || areFirstCodes && state.walk.trail.isEmpty)
  } else if snapshot.specification.latentDimension > 3, state.walk.trail.isEmpty,
    previous?.probe.version != snapshot.probe.version
  {
    // Until somebody walks in it, the plane follows the codes as training moves them.
    state.walk.plane = .standard(for: snapshot.probe.values, dimensions: 3)
  }
  if let row = state.selection, row >= snapshot.probe.values.rows { state.selection = nil }
  if previous?.data.checksum != snapshot.data.checksum { forgetPoints(&state) }
}

/// Rows of other data stand for other images.
private func forgetPoints(_ state: inout State) {
  state.comparison.brush = Brush()
  state.comparison.walkers = nil
  state.comparison.morph = nil
  state.comparison.distances.forget()
}

private func beginWalk(_ state: inout State, _ snapshot: Snapshot, isNew: Bool) {
  let code = state.walk.code
  state.walk = Walk(plane: .standard(for: snapshot.probe.values, dimensions: 3))
  let spread = snapshot.probe.values.largestDeviation
  state.walk.step = Walk.step(forSpread: spread)
  state.walk.gridSpacing = state.walk.step * 4
  state.view = LatentView()
  let staysInPlace = !isNew && code.count == state.walk.plane.latentDimension
  let start = staysInPlace ? code : startCode(snapshot)
  state.walk.coordinates = state.walk.plane.coordinates(of: start)
}

/// The origin where a prior makes it a likely code, else the mean of the codes.
private func startCode(_ snapshot: Snapshot) -> [Float] {
  let codes = snapshot.probe.values
  return snapshot.prior == .standardNormal
    ? [Float](repeating: 0, count: snapshot.specification.latentDimension)
    : codes.meanRow(of: Array(0..<codes.rows))
}

/// Turns the plane to the principal directions of the codes as they are now and stays at the same place of it.
func refitPlane(_ state: inout State, _ snapshot: Snapshot) {
  guard snapshot.specification.latentDimension > 3 else { return }
  let code = state.walk.code
  state.walk.plane = .standard(for: snapshot.probe.values, dimensions: 3)
  state.walk.coordinates = state.walk.plane.coordinates(of: code)
  state.walk.trail = []
}

extension Walk {
  /// A step of about a tenth of the codes' standard deviation, never below 0.05.
  static func step(forSpread spread: Float) -> Float {
    let wanted = spread * 0.1
    return steps.filter { $0 >= 0.05 }.min { abs($0 - wanted) < abs($1 - wanted) } ?? 0.1
  }
}

extension Matrix {
  /// The largest standard deviation of a column.
  var largestDeviation: Float {
    guard rows > 1 else { return 1 }
    let deviations = (0..<columns).map { index in
      let column = column(index)
      let mean = column.reduce(0, +) / Float(rows)
      return (column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(rows)).squareRoot()
    }
    return max(deviations.max() ?? 1, 1e-3)
  }
}
