import Analysis
import Engine
import LatentCore
import Projections
import Screen

/// What the colours of points mean.
public enum Coloring: String, Sendable, CaseIterable {
  case label
  /// Which component of the prior a point belongs to, and how surely.
  case component
  case density, error
  /// How much of a point's surroundings in the map does not belong there.
  case falseNeighbors = "false"
  /// How much of a point's surroundings in the data is elsewhere in the map.
  case missingNeighbors = "missing"
  /// How far away a point truly is from the selected one.
  case distance
  case single

  /// What is shown, in a sentence.
  var title: String {
    switch self {
    case .label: "the class"
    case .component: "the component of the prior"
    case .density: "how many points share a cell"
    case .error: "the model's error"
    case .falseNeighbors: "false neighbours, drawn near though far in the data"
    case .missingNeighbors: "missing neighbours, near in the data but torn apart here"
    case .distance: "the true distance from the selected point, or from the one at the cursor"
    case .single: "nothing"
    }
  }

  /// What the ends of the ramp stand for; nil where the colours are no ramp.
  func legend(highest: Float) -> (title: String, low: String, high: String)? {
    let most = NumberText.digits(Double(highest), 2)
    switch self {
    case .label, .component, .single: return nil
    case .density: return ("points a cell", "few", "many")
    case .error: return ("squared error", "0", most)
    case .falseNeighbors: return ("false neighbours", "0", most)
    case .missingNeighbors: return ("missing neighbours", "0", most)
    case .distance: return ("true distance", "far", "near")
    }
  }
}

/// Numbers of points as the colours show them.
struct PointValues {
  /// In [0, 1], one for each point.
  var shares: [Float]
  /// What 1 stands for.
  var highest: Float

  /// The ramp without its darkest colours, in which single dots would be lost on the dark ground.
  static let inks = Array(Ramp.sequentialInks.dropFirst(3))

  /// The ink of a share.
  static func ink(_ share: Float) -> UInt8 {
    share > 0 ? UInt8(min(inks.count - 1, Int(min(share, 1) * Float(inks.count)))) : 0
  }
}

extension State {
  /// What the colours of a map's points show; nil where they show no number, or none that is known yet.
  func pointValues(ofMap slot: Int) -> PointValues? {
    switch coloring {
    case .label, .component, .density, .single: return nil
    case .error:
      guard let errors = comparison.errors, errors.version == snapshot?.probe.version else { return nil }
      return PointValues(errors.values, highest: errors.values.high)
    case .falseNeighbors:
      return errorValues(slot) { $0.falseNeighbors }
    case .missingNeighbors:
      return errorValues(slot) { $0.missingNeighbors }
    case .distance:
      // Near is bright: what truly belongs to the point stands out, wherever the map has put it.
      return comparison.distances.shares.map { PointValues(shares: $0, highest: 1) }
    }
  }

  /// All maps have one scale, so that the one that lies more looks it.
  private func errorValues(_ slot: Int, _ errors: (PointQuality) -> [Float]) -> PointValues? {
    guard let own = maps[slot]?.pointQuality else { return nil }
    let shown = (0..<comparison.mapCount).compactMap { maps[$0]?.pointQuality.map(errors)?.high }
    return PointValues(errors(own), highest: shown.max() ?? 1)
  }

  /// The colours' meaning as a line for a border: title, lowest, ramp, highest.
  func rampLegend(ofMap slot: Int) -> StyledText {
    guard let legend = coloring.legend(highest: pointValues(ofMap: slot)?.highest ?? 0) else { return "" }
    let isColored = colorMode != .monochrome && colorMode != .ascii
    let ramp = PointValues.inks.enumerated().filter { $0.offset % 2 == 0 }.reduce(StyledText("")) {
      $0 + StyledText(isColored ? "█" : String(Character($1.element.glyph)), $1.element.color)
    }
    return StyledText("\(legend.title) \(legend.low) ") + ramp + StyledText(" \(legend.high)")
  }
}

extension State {
  /// The slot that shows the model's codes, whose errors hold in latent space too; slot 0 where none does, for
  /// numbers that are the same in every map.
  var codesSlot: Int? {
    if let slot = maps.keys.sorted().first(where: { maps[$0]?.request.showsCodes == true }) { return slot }
    return coloring == .falseNeighbors || coloring == .missingNeighbors ? nil : 0
  }
}

extension State {
  /// The colourings that show something of the present model, in the order of the key.
  var colorings: [Coloring] {
    Coloring.allCases.filter { $0 != .component || (snapshot?.probe.responsibilities?.columns ?? 0) > 1 }
  }
}

extension PointValues {
  init(_ values: [Float], highest: Float) {
    shares = values.map { highest > 0 ? $0 / highest : 0 }
    self.highest = highest
  }
}

extension [Float] {
  /// The value that only one in fifty exceeds: a few outliers should not darken all others.
  fileprivate var high: Float {
    let sorted = filter(\.isFinite).sorted()
    return sorted.isEmpty ? 0 : sorted[Swift.min(sorted.count - 1, sorted.count * 49 / 50)]
  }
}

/// True distances in the data from one probe point to all others.
struct PointDistances {
  /// In [0, 1] for each point, 1 for the nearest; nil while nothing is asked for.
  private(set) var shares: [Float]?
  private var cloud: DataDistances?
  private var checksum = ""
  private var indices: [Int]?
  private var row: Int?

  /// Looks from a point of the probe; costs nothing when it is the one from before.
  mutating func look(from row: Int?, _ snapshot: Snapshot) {
    guard let row, row < snapshot.probe.values.rows else {
      shares = nil
      return
    }
    if cloud == nil || checksum != snapshot.data.checksum || indices != snapshot.probe.indices {
      let all = snapshot.probe.indices ?? Array(0..<snapshot.data.train.count)
      cloud = DataDistances(snapshot.data.train.batch(all).images)
      (checksum, indices, self.row) = (snapshot.data.checksum, snapshot.probe.indices, nil)
    }
    guard self.row != row || shares == nil, let distances = cloud?.distances(from: row) else { return }
    self.row = row
    let others = distances.enumerated().filter { $0.offset != row }.map(\.element).sorted()
    let (near, far) = (others.first ?? 0, others.isEmpty ? 1 : others[others.count * 49 / 50])
    shares = distances.map { far > near ? max(0, min(1, (far - $0) / (far - near))) : 1 }
  }

  /// Forgets the data.
  mutating func forget() { self = PointDistances() }
}

/// Has the distances from the selected point, or the one at the cursor, renewed when points are coloured by them.
func lookAround(_ state: inout State) {
  guard state.coloring == .distance, let snapshot = state.snapshot else { return }
  state.comparison.distances.look(from: state.selection ?? state.rowNearestCursor, snapshot)
}
