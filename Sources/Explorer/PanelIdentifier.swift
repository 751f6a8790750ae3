/// The panels of the screen, in the order in which Tab visits them.
public enum PanelIdentifier: String, Sendable, CaseIterable, Hashable {
  case latent, decoded, nearest, leftMap, rightMap, training

  /// The key that focuses the panel; both maps share theirs.
  public var number: Int {
    switch self {
    case .latent: 1
    case .decoded: 2
    case .nearest: 3
    case .leftMap, .rightMap: 4
    case .training: 5
    }
  }

  /// Whether it is one of the two maps of the comparison.
  public var isMap: Bool { mapSlot != nil }

  /// The slot of the comparison that the panel shows.
  public var mapSlot: Int? {
    switch self {
    case .leftMap: 0
    case .rightMap: 1
    default: nil
    }
  }
}
