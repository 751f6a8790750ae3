import Analysis
import LatentCore
import Projections

/// A measurement of a map on its way, with what it has cost.
struct MapMeasuring {
  private(set) var quality = Quality()
  private(set) var cost = Duration.zero
  private let clock = ContinuousClock()

  init(_ points: Matrix, of probe: ProbeSet, _ scope: Quality.Scope) throws {
    let labels = probe.labels.isEmpty ? nil : probe.labels
    try quality.begin(probe.images, points: points, labels: labels, scope: scope)
  }

  mutating func advance() {
    let began = clock.now
    quality.advance(iterations: 1)
    cost += began.duration(to: clock.now)
  }
}

extension MapSlot {
  /// Begins to measure the map: its neighbourhoods always, the rest for those who look at it.
  mutating func beginMeasuring() throws {
    guard let probe, let points = map.points else { return }
    stage = .measuring(
      try MapMeasuring(points, of: probe, examination == .measures ? .everything : .neighborhoods))
  }

  /// Takes over what was measured once that is complete.
  mutating func note(_ measuring: consuming MapMeasuring) {
    guard measuring.quality.progress >= 1 else {
      stage = .measuring(measuring)
      return
    }
    allowance.spent(measuring.cost + fitted, at: clock.now)
    fitted = .zero
    map.quality = measuring.quality.result
    map.pointQuality = measuring.quality.pointQuality
    map.diagrams = measuring.quality.diagrams
    isChanged = true
  }

  /// Begins what somebody wants to see of a finished map and is not known yet.
  mutating func beginExamination(_ wanted: Examination?, of model: ExaminedModel?) {
    examination = wanted
    guard let wanted, !hasWork, map.quality != nil, map.failure == nil else { return }
    attempt {
      switch wanted {
      case .measures: if $0.map.diagrams == nil { try $0.beginMeasuring() }
      case .portraits: if $0.map.portrait == nil { try $0.beginPortrait(of: model) }
      }
    }
  }

  private mutating func beginPortrait(of model: ExaminedModel?) throws {
    guard let probe, let data, let fitted = try fittedProjection(model, probe) else { return }
    stage = .examining(
      try PortraitExamination(of: fitted.projection, points: fitted.points, data: data, probe: probe))
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
    let projection = try model.projection(of: probe, dimensions: map.request.dimensions)
    return (projection, projection.points)
  }

  /// Takes over the portrait as far as it is.
  mutating func note(_ examination: consuming PortraitExamination) {
    map.portrait = examination.portrait
    if map.portrait == nil { stage = .examining(examination) }
    isChanged = true
  }
}
