/// The panels of the screen, in the order in which Tab visits them.
public enum PanelIdentifier: String, Sendable, CaseIterable, Hashable {
  case latent, decoded, nearest, leftMap, rightMap, thirdMap, fourthMap, strip, training, exhibit
  case mapTable, shepard, coRanking, portraits

  /// The key that focuses the panel; panels of one kind share theirs.
  public var number: Int {
    switch self {
    case .latent: 1
    case .decoded: 2
    case .nearest: 3
    case .leftMap, .rightMap, .thirdMap, .fourthMap, .strip: 4
    case .training: 5
    case .exhibit: 6
    case .mapTable: 7
    case .shepard, .coRanking: 8
    case .portraits: 9
    }
  }

  /// Whether it is one of the maps of the comparison.
  public var isMap: Bool { mapSlot != nil }

  /// The slot of the comparison that the panel shows.
  public var mapSlot: Int? { Self.maps.firstIndex(of: self) }

  /// The maps of the comparison by slot.
  static let maps: [PanelIdentifier] = [.leftMap, .rightMap, .thirdMap, .fourthMap]

  /// Whether the panel is shown among maps that fill the screen, or fills it alone.
  var isOfComparison: Bool {
    switch self {
    case .leftMap, .rightMap, .thirdMap, .fourthMap, .strip: true
    default: isPage
    }
  }

  /// Whether the panel compares so much that it takes the whole screen whenever it is looked at.
  var isPage: Bool {
    switch self {
    case .mapTable, .shepard, .coRanking, .portraits: true
    default: false
    }
  }

  /// Whether the panel has no place beside others unless the comparison fills the screen.
  var needsComparison: Bool {
    switch self {
    case .thirdMap, .fourthMap, .strip: true
    default: isPage
    }
  }
}
