import Screen

/// A panel of the catalogue: what it shows and how it is drawn.
public struct PanelEntry: Sendable {
  /// What names the panel in layout and focus.
  public let id: PanelIdentifier
  /// The name for help and README.
  public let title: String
  /// One line that says what is to be seen.
  public let description: String
  /// Draws the panel with its border into an area of a frame.
  public let draw: @Sendable (State, Rectangle, inout Frame) -> Void
}

/// Every panel, in the order of Tab.
public enum PanelCatalog {
  /// All panels.
  public static let all: [PanelEntry] = [
    LatentPanel.entry, DecodedPanel.entry, NearestPanel.entry, MapPanel.left, MapPanel.right,
    MapPanel.third, MapPanel.fourth, StripPanel.entry, TrainingPanel.entry, MapTablePanel.entry,
    ShepardPanel.entry, CoRankingPanel.entry, PortraitPanel.entry,
  ]
}

extension State {
  /// Whether keys go to a panel and nothing lies over it.
  func isFocused(_ panel: PanelIdentifier) -> Bool { focus == panel && dialog == nil }

  /// The colours and characters to draw with.
  var colorMode: ColorMode { capabilities.colorMode }
}
