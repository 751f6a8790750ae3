import Engine
import LatentCore

/// What is compared and how: which maps, the brush, and what travels or walks in them.
public struct Comparison {
  /// How many maps stand side by side, 2 to 4.
  public var mapCount = 2
  /// The points that are brought out in every map.
  public var brush = Brush()
  /// Points on their way from one map to another; nil for none.
  public var morph: Morph?
  /// A walk in the maps that can go back to images; nil for none.
  public var walkers: MapWalk?
  /// How the table of maps is looked at.
  public var table = MapTableView()
  /// Which option of an unfolding map the keys change, counted among those that can be.
  public var steering = 0
  /// The slot of the map that was focused last.
  public var slot = 1
  /// How well the model restores each probe point; nil until it was computed.
  public var errors: ProbeErrors?
  /// True distances from one point to all others, as long as points are coloured by them.
  var distances = PointDistances()

  /// The fewest and the most maps side by side.
  static let counts = 2...4
}

extension State {
  /// What the engine is to measure of all maps for what is looked at.
  var examination: Examination? {
    switch focus {
    case .mapTable, .shepard, .coRanking: .measures
    case .portraits: .portraits
    default: nil
    }
  }

  /// Whether frames with the engine's news should be few: training has the machine, and no map unfolds before
  /// somebody's eyes.
  public var leavesRoomForTraining: Bool {
    snapshot?.status == .training
      && !maps.contains { slot, map in slot < comparison.mapCount && map.live != nil && map.progress < 1 }
  }

  /// The panels that Tab visits, in its order: those of the comparison's page while it fills the screen.
  var tabOrder: [PanelIdentifier] {
    let maps = PanelIdentifier.maps.prefix(showsComparison ? comparison.mapCount : 2)
    return PanelIdentifier.allCases.filter { panel in
      if panel.isMap { return maps.contains(panel) }
      return panel == .strip ? showsComparison && stripBands > 0 : true
    }
  }

  /// Whether maps fill the screen.
  var showsComparison: Bool {
    focus.isMap && isZoomed || focus == .strip || focus == .thirdMap || focus == .fourthMap
  }

  /// Rows of images under the maps: one for each walker, else one of brushed images; 0 for none.
  var stripBands: Int {
    if let walkers = comparison.walkers { return max(1, walkers.walkers.count) }
    return comparison.brush.isEmpty ? 0 : 1
  }
}
