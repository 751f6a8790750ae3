import Analysis
import LatentCore
import Projections

/// Maps of the codes of the model that is shown.
extension MapSlot {
  /// Shows new codes when that is what this map shows.
  /// - Parameter isFinal: whether no others follow soon, so that they are measured whatever it takes.
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
    stage = .fitting(MapFitting(projection, onProbe: true))
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

  /// Beside training one measurement is finished before the next begins.
  private var mayMeasure: Bool { !hasWork && allowance.allows(at: clock.now) }
}
