import Datasets
import LatentCore
import Projections

/// One map of the comparison on its way: fitted in slices, then measured.
struct MapSlot {
  enum Stage {
    /// Waits for data, for codes, or was cancelled.
    case resting
    case fitting(MapFitting)
    case measuring(MapMeasuring)
    case examining(PortraitExamination)
  }

  let clock = ContinuousClock()
  var map: MapSnapshot
  var stage = Stage.resting
  var isChanged = false
  /// More often than frames are drawn, so that a frame never waits for a whole further slice.
  private var pace = Pace(perSecond: 60)

  // What the map is of
  private(set) var data: ImageSet?
  private(set) var probe: ProbeSet?
  private(set) var seed: UInt64 = 0
  /// The places of all points that the projection was fitted on.
  var fittedPoints: Matrix?
  /// The versions of the codes that are shown, and that were or are being measured.
  var shownVersion, measuredVersion: Int?

  // What it is measured by
  /// What somebody looks at.
  var examination: Examination?
  /// Measures beside training take a small share of the time.
  var allowance = Allowance(share: 0.005)
  /// What fitting has cost since the last measuring.
  var fitted = Duration.zero

  private let environment: [String: String]

  init(_ request: MapRequest, environment: [String: String]) {
    map = MapSnapshot(request: request)
    self.environment = environment
  }

  /// Whether a turn would do anything.
  var hasWork: Bool {
    if case .resting = stage { false } else { true }
  }

  /// Whether the next turn measures the map.
  var isMeasuring: Bool {
    if case .measuring = stage { true } else { false }
  }

  /// Ends the work until other data begins it anew.
  mutating func interrupt() { stage = .resting }

  /// Begins the map for other data.
  mutating func begin(data: ImageSet, probe: ProbeSet, seed: UInt64, sharing cache: NeighborCache) {
    (self.probe, self.seed, self.data, fittedPoints) = (probe, seed, data, nil)
    (shownVersion, measuredVersion) = (nil, nil)
    (map, isChanged) = (MapSnapshot(request: map.request), true)
    stage = .resting
    guard !map.request.showsCodes else { return }
    attempt {
      if let file = $0.map.request.file { return try $0.show(pointsFrom: file, of: data.train) }
      var (projection, onProbe) = try $0.map.request.projection($0.environment)
      cache.offer(to: &projection)
      let labels = onProbe ? probe.labels : data.train.labels
      try projection.begin(
        onProbe ? probe.images : data.train, labels: labels.isEmpty ? nil : labels,
        dimensions: $0.map.request.dimensions, seed: seed)
      $0.stage = .fitting(MapFitting(projection, onProbe: onProbe))
    }
  }

  /// Shows anybody's points, one for each image of the split.
  private mutating func show(pointsFrom file: String, of split: Split) throws {
    let points = try MapFile.points(file, images: split.count)
    let place = try CodesMap(
      points.gatheringRows(probe?.indices ?? []), dimensions: map.request.dimensions, seed: seed)
    (map.points, map.progress) = (place.points, 1)
    isChanged = true
    try beginMeasuring()
  }

  /// Does one slice of the work.
  /// - Parameter cache: gets the neighbour graph of a projection that has found one.
  mutating func turn(sharing cache: inout NeighborCache) {
    // The stage is taken out while it works, so that it is changed in place and not copied first.
    let current = stage
    stage = .resting
    do {
      switch consume current {
      case .resting: break
      case .fitting(var fitting):
        try fitting.advance()
        cache.keep(from: fitting.projection)
        try note(fitting)
      case .measuring(var measuring):
        measuring.advance()
        note(measuring)
      case .examining(var examination):
        examination.advance()
        note(examination)
      }
    } catch {
      fail(error)
    }
  }

  /// Shows how far the fitting is; what is complete is measured.
  private mutating func note(_ fitting: consuming MapFitting) throws {
    let projection = fitting.projection
    fitted += fitting.cost
    map.seconds = (map.seconds ?? 0) + fitting.cost / .seconds(1)
    map.progress = projection.progress
    map.live = LiveMap(of: projection)
    isChanged = true
    if fitting.onProbe { map.points = projection.points }
    guard fitting.isComplete else {
      stage = .fitting(fitting)
      return
    }
    fittedPoints = projection.points
    if !fitting.onProbe { map.points = fittedPoints?.gatheringRows(probe?.indices ?? []) }
    map.projection = projection
    try beginMeasuring()
  }

  /// Changes an option of the map while it unfolds.
  mutating func steer(_ key: String, to value: OptionValue) throws {
    guard case .fitting(var fitting) = stage, try fitting.steer(key, to: value) else {
      throw ZwalkError.unsupported(what: "changing a map that does not unfold", advice: "show it anew")
    }
    map.live = LiveMap(of: fitting.projection)
    stage = .fitting(fitting)
    isChanged = true
  }

  /// Returns the map when it has changed and may be posted.
  mutating func takeChange() -> MapSnapshot? {
    let now = clock.now
    guard isChanged, !hasWork || pace.delay(at: now) == .zero else { return nil }
    isChanged = false
    pace.happened(at: now)
    return map
  }

  /// Carries out `body`; what it throws is shown in place of the map.
  mutating func attempt(_ body: (inout MapSlot) throws -> Void) {
    do { try body(&self) } catch { fail(error) }
  }

  private mutating func fail(_ error: any Error) {
    stage = .resting
    map.failure = message(of: error)
    isChanged = true
  }
}
