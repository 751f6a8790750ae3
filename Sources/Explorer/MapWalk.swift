import Analysis
import Engine
import LatentCore
import Screen

/// A walk in maps that can go back to images: the same steps in every such map, from the same image.
public struct MapWalk {
  /// A walker in one map.
  struct Walker {
    /// Where it is in the map.
    var place: [Float]
    /// Where it was, oldest first.
    var trail: [[Float]] = []
    /// What its places decode to, oldest first, the present one last; pixels in [0, 1].
    var images: [[Float]] = []
  }

  /// The walkers by slot.
  var walkers: [Int: Walker] = [:]

  /// How many images of a walk are remembered.
  static let length = 40
  /// A step is this share of the extent of a map.
  static let stepShare: Float = 1 / 25
}

extension State {
  /// Why nobody can walk in a map, or nil when one can.
  func noWalkReason(inMap slot: Int) -> String? {
    guard let map = maps[slot], let points = map.points, points.rows > 0 else { return "there is no map yet" }
    return images(at: Matrix(rows: 1, columns: points.columns, values: Array(points.row(0))), inMap: slot)
      == nil
      ? "no way leads from this map back to images" : nil
  }

  /// The images at places of a map, `[places, pixels]` in [0, 1]; nil where no way leads back.
  func images(at places: Matrix, inMap slot: Int) -> Matrix? {
    guard let map = maps[slot], let shape = snapshot?.specification.imageShape else { return nil }
    if map.request.showsCodes {
      guard let decoder = sight.decoder else { return nil }
      let codes = map.projection == nil ? places : map.projection?.inverse(places)
      guard let codes, codes.columns >= decoder.latentDimension else { return nil }
      return decoder.images(at: codes.firstColumns(decoder.latentDimension))
    }
    guard let images = map.projection?.inverse(places), images.columns == shape.pixels else { return nil }
    return images.clamped
  }
}

/// Begins or ends the walk in the maps.
func toggleMapWalk(_ state: inout State) {
  guard state.comparison.walkers == nil else {
    state.comparison.walkers = nil
    return
  }
  state.comparison.walkers = MapWalk()
  if !state.focus.isMap { state.focus = .leftMap }
  guard let row = state.selection ?? state.rowNearestCursor else { return }
  placeWalkers(&state, at: row)
  let slots = state.comparison.walkers?.walkers.keys.sorted() ?? []
  guard !slots.isEmpty else {
    state.comparison.walkers = nil
    return state.say("none of these maps has a way back to images", isError: true)
  }
  if let slot = state.focus.mapSlot, !slots.contains(slot) { state.focus = PanelIdentifier.maps[slots[0]] }
}

/// Puts all walkers at one image, each at its place in its own map.
func placeWalkers(_ state: inout State, at row: Int) {
  guard state.comparison.walkers != nil else { return }
  var walkers: [Int: MapWalk.Walker] = [:]
  for slot in 0..<state.comparison.mapCount where state.noWalkReason(inMap: slot) == nil {
    guard let points = state.maps[slot]?.points, row < points.rows else { continue }
    walkers[slot] = MapWalk.Walker(place: Array(points.row(row)))
  }
  state.comparison.walkers?.walkers = walkers
  for slot in walkers.keys { remember(&state, slot) }
}

/// Moves all walkers by the same share of their maps.
func moveWalkers(_ state: inout State, _ direction: Direction, steps: Int) {
  guard let walkers = state.comparison.walkers?.walkers else { return }
  for (slot, walker) in walkers {
    guard direction.axis < walker.place.count,
      let bounds = state.maps[slot]?.points?.planar.boundsWithoutOutliers
    else { continue }
    let extent = max(bounds.maximumX - bounds.minimumX, bounds.maximumY - bounds.minimumY)
    for _ in 0..<steps {
      state.comparison.walkers?.walkers[slot]?.step(along: direction, by: extent * MapWalk.stepShare)
      remember(&state, slot)
    }
  }
}

/// Decodes where a walker stands.
private func remember(_ state: inout State, _ slot: Int) {
  guard let place = state.comparison.walkers?.walkers[slot]?.place,
    let images = state.images(at: Matrix(rows: 1, columns: place.count, values: place), inMap: slot)
  else { return }
  state.comparison.walkers?.walkers[slot]?.remember(images.values)
}

extension MapWalk.Walker {
  fileprivate mutating func step(along direction: Direction, by length: Float) {
    trail.append(place)
    if trail.count > MapWalk.length { trail.removeFirst() }
    place[direction.axis] += direction.sign * length
  }

  fileprivate mutating func remember(_ image: [Float]) {
    images.append(image)
    if images.count > MapWalk.length { images.removeFirst() }
  }
}

extension Matrix {
  /// The values held within [0, 1]: linear methods overshoot.
  fileprivate var clamped: Matrix {
    Matrix(rows: rows, columns: columns, values: values.map { min(max($0, 0), 1) })
  }
}
