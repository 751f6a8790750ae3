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
  /// The nearest point in a direction of the plane, where what lies aside counts twice; within 45 degrees when
  /// there is one, else anything that lies that way.
  func neighbor(of start: Int, towards direction: Direction) -> Int? {
    guard direction.axis < 2 else { return nil }
    var straight: (row: Int, cost: Float)?
    var slanted: (row: Int, cost: Float)?
    for row in 0..<rows where row != start {
      let ahead = (self[row, direction.axis] - self[start, direction.axis]) * direction.sign
      let aside = abs(self[row, 1 - direction.axis] - self[start, 1 - direction.axis])
      guard ahead > 0 else { continue }
      let cost = ahead + 2 * aside
      if aside <= ahead, cost < straight?.cost ?? .infinity { straight = (row, cost) }
      if cost < slanted?.cost ?? .infinity { slanted = (row, cost) }
    }
    return (straight ?? slanted)?.row
  }
}
