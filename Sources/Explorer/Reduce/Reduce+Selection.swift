import LatentCore

/// Selects the next point of the focused map in a direction.
func moveSelection(_ state: inout State, _ direction: Direction, steps: Int) {
  guard let slot = state.focus.mapSlot, let points = state.planarPoints(ofMap: slot) else { return }
  for _ in 0..<steps {
    let start = state.selection ?? state.rowNearestCursor
    guard let start, start < points.rows else { return }
    guard let next = points.neighbor(of: start, towards: direction) else { return }
    state.selection = next
  }
}

extension State {
  /// The row of the probe whose code is nearest to the cursor.
  var rowNearestCursor: Int? {
    sight.probeIndex?.nearest(to: walk.code, count: 1).first?.row
  }

  /// The class of the selected point, which both maps bring out.
  public var selectedClass: Int? {
    guard let selection, let snapshot, !snapshot.data.train.labels.isEmpty else { return nil }
    return Int(snapshot.data.train.labels[snapshot.probe.imageIndex(selection)])
  }
}

extension Matrix {
  /// The nearest point within 45 degrees of a direction of the plane; what lies aside counts twice.
  func neighbor(of start: Int, towards direction: Direction) -> Int? {
    guard direction.axis < 2 else { return nil }
    let along = direction.axis
    let across = 1 - along
    var best: (row: Int, cost: Float)?
    for row in 0..<rows where row != start {
      let ahead = (self[row, along] - self[start, along]) * direction.sign
      let aside = abs(self[row, across] - self[start, across])
      guard ahead > 0, aside <= ahead else { continue }
      let cost = ahead + 2 * aside
      if cost < best?.cost ?? .infinity { best = (row, cost) }
    }
    return best?.row
  }
}
