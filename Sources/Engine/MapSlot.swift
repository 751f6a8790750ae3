import Analysis
import Datasets
import LatentCore
import Projections

/// One map of the comparison on its way: fitted in slices, then measured.
struct MapSlot {
  private enum Stage {
    /// Waits for data, for codes, or was cancelled.
    case resting
    case fitting(any Projection, onProbe: Bool)
    case measuring(Quality)
    case examining(ExaminationWork)
  }

  /// A slice of fitting takes about this long.
  private static let sliceTime = Duration.milliseconds(20)

  private let clock = ContinuousClock()
  private var map: MapSnapshot
  private var stage = Stage.resting
  private var probe: ProbeSet?
  /// The versions of the codes that are shown, and that were or are being measured.
  private var shownVersion, measuredVersion: Int?
  private var seed: UInt64 = 0
  private var iterations = 1
  private var isChanged = false
  private var pace = Pace(perSecond: 30)
  /// Measures beside training take a small share of the time.
  private var allowance = Allowance(share: 0.01)
  /// What the measuring that is under way has cost so far.
  private var measured = Duration.zero
  /// What fitting has cost since the last measuring.
  private var fitted = Duration.zero

  private let environment: [String: String]
  private var data: ImageSet?
  /// The places of all points that the projection was fitted on.
  private var fittedPoints: Matrix?

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
    change(MapSnapshot(request: map.request))
    stage = .resting
    guard !map.request.showsCodes else { return }
    attempt {
      if let file = $0.map.request.file { return try $0.show(pointsFrom: file, of: data.train) }
      var (projection, onProbe) = try $0.map.request.projection($0.environment)
      cache.offer(to: &projection)
      try projection.begin(
        onProbe ? probe.images : data.train,
        labels: data.train.labels.isEmpty ? nil : onProbe ? probe.labels : data.train.labels,
        dimensions: $0.map.request.dimensions, seed: seed)
      $0.stage = .fitting(projection, onProbe: onProbe)
    }
  }

  /// Shows new codes when that is what this map shows.
  mutating func codesChanged(_ codes: Codes, isFinal: Bool) {
    guard map.request.showsCodes else { return }
    attempt { slot in
      if let second = slot.secondMethod(for: codes) {
        return try slot.fit(second, to: codes, isFinal: isFinal)
      }
      if slot.shownVersion != codes.version { try slot.show(codes) }
      guard slot.measuredVersion != codes.version, isFinal || slot.mayMeasure else { return }
      slot.measuredVersion = codes.version
      try slot.beginMeasuring()
    }
  }

  /// The method that codes of more dimensions than the map are drawn by; nil for their principal components.
  private func secondMethod(for codes: Codes) -> String? {
    codes.values.columns > map.request.dimensions ? RunProjection.secondMethod(map.request.options) : nil
  }

  /// Begins to draw codes by a second method, while training goes on as seldom as maps are measured.
  private mutating func fit(_ method: String, to codes: Codes, isFinal: Bool) throws {
    guard shownVersion != codes.version, isFinal || mayMeasure else { return }
    (shownVersion, measuredVersion) = (codes.version, codes.version)
    let entry = try ProjectionCatalog.entry(method)
    var projection = try entry.make(Options(entry.options))
    let labels = probe.flatMap { $0.labels.isEmpty ? nil : $0.labels }
    try projection.begin(codes.values, labels: labels, dimensions: map.request.dimensions, seed: seed)
    (map.progress, map.portrait, map.failure, map.seconds) = (0, nil, nil, nil)
    fitted = .zero
    stage = .fitting(projection, onProbe: true)
    isChanged = true
  }

  private mutating func show(_ codes: Codes) throws {
    let place = try CodesMap(codes.values, dimensions: map.request.dimensions, seed: seed)
    map.points = place.points
    map.projection = place.projection
    map.progress = 1
    map.failure = nil
    map.portrait = nil
    shownVersion = codes.version
    isChanged = true
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

  /// Beside training one measurement is finished before the next begins.
  private var mayMeasure: Bool { !hasWork && allowance.allows(at: clock.now) }

  /// Does one slice of the work.
  /// - Parameter cache: gets the neighbour graph of a projection that has found one.
  mutating func turn(sharing cache: inout NeighborCache) {
    // The stage is taken out while it works, so that it is changed in place and not copied first.
    let current = stage
    stage = .resting
    switch consume current {
    case .resting: break
    case .fitting(let projection, let onProbe): attempt { try $0.fit(projection, onProbe, sharing: &cache) }
    case .measuring(let quality): measure(quality)
    case .examining(let work): attempt { try $0.examine(work) }
    }
  }

  /// Returns the map when it has changed and may be posted.
  mutating func takeChange() -> MapSnapshot? {
    let now = clock.now
    guard isChanged, !hasWork || pace.delay(at: now) == .zero else { return nil }
    isChanged = false
    pace.happened(at: now)
    return map
  }

  private mutating func fit(
    _ projection: consuming any Projection, _ onProbe: Bool, sharing cache: inout NeighborCache
  ) throws {
    let cost = try clock.measure { try projection.advance(iterations: iterations) }
    fitted += cost
    cache.keep(from: projection)
    map.seconds = (map.seconds ?? 0) + cost / .seconds(1)
    if cost < Self.sliceTime / 2 { iterations = min(iterations * 2, 1 << 20) }
    if cost > Self.sliceTime * 2 { iterations = max(1, iterations / 2) }
    map.progress = projection.progress
    map.live = LiveMap(of: projection)
    isChanged = true
    let isComplete = projection.progress >= 1
    if onProbe { map.points = projection.points }
    guard isComplete else {
      stage = .fitting(projection, onProbe: onProbe)
      return
    }
    map.points = onProbe ? projection.points : projection.points.gatheringRows(probe?.indices ?? [])
    fittedPoints = projection.points
    map.projection = projection
    try beginMeasuring()
  }

  private mutating func beginMeasuring() throws {
    guard let probe, let points = map.points else { return }
    var quality = Quality()
    try quality.begin(probe.images, points: points, labels: probe.labels.isEmpty ? nil : probe.labels)
    measured = .zero
    stage = .measuring(quality)
  }

  private mutating func measure(_ quality: consuming Quality) {
    measured += clock.measure { quality.advance(iterations: 1) }
    guard quality.progress >= 1 else {
      stage = .measuring(quality)
      return
    }
    allowance.spent(measured + fitted, at: clock.now)
    fitted = .zero
    map.quality = quality.result
    map.pointQuality = quality.pointQuality
    map.diagrams = quality.diagrams
    isChanged = true
  }

  /// Carries out `body`; what it throws is shown in place of the map.
  private mutating func attempt(_ body: (inout MapSlot) throws -> Void) {
    do {
      try body(&self)
    } catch {
      stage = .resting
      map.failure = message(of: error)
      isChanged = true
    }
  }

  private mutating func change(_ map: MapSnapshot) {
    self.map = map
    isChanged = true
  }
}

// MARK: What is done on demand

extension MapSlot {
  /// Begins what somebody wants to see of a finished map and is not known yet.
  mutating func beginExamination(_ wanted: Examination?, of model: ExaminedModel?) {
    guard let wanted, !hasWork, map.quality != nil, map.failure == nil, let probe, let data else { return }
    attempt { slot in
      switch wanted {
      case .portraits:
        guard slot.map.portrait == nil, let fitted = try slot.fittedProjection(model, probe) else { return }
        slot.stage = .examining(
          try .portrait(of: fitted.projection, points: fitted.points, data: data, probe: probe))
      }
    }
  }

  /// The method with the places that it was fitted on; nil for points of a file, which have no method.
  private mutating func fittedProjection(
    _ model: ExaminedModel?, _ probe: ProbeSet
  ) throws -> (projection: any Projection, points: Matrix)? {
    guard map.request.showsCodes else {
      guard let projection = map.projection, let fittedPoints else { return nil }
      return (projection, fittedPoints)
    }
    guard let model, model.weights.version == shownVersion else { return nil }
    map.seconds = model.trainingSeconds
    let projection = try ExaminationWork.projection(
      of: model, probe: probe, dimensions: map.request.dimensions)
    return (projection, projection.points)
  }

  private mutating func examine(_ work: ExaminationWork) throws {
    switch work {
    case .portrait(var portrait):
      do {
        try portrait.advance()
        map.portrait = portrait.result
        if portrait.result == nil { stage = .examining(.portrait(portrait)) }
      } catch {
        // A map whose method cannot be measured is a map all the same.
        map.portrait = MapPortrait()
      }
    }
    isChanged = true
  }

  /// Changes an option of the map while it unfolds.
  mutating func steer(_ key: String, to value: OptionValue) throws {
    guard case .fitting(let projection, let onProbe) = stage, var live = projection as? any LiveProjection
    else {
      throw ZwalkError.unsupported(what: "changing a map that does not unfold", advice: "show it anew")
    }
    try live.steer(key, to: value)
    stage = .fitting(live, onProbe: onProbe)
    map.live = LiveMap(live)
    isChanged = true
  }
}
