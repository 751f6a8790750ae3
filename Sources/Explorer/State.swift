import Analysis
import Engine
import LatentCore
import Screen

/// Everything that the explorer knows: what the screen shows is a function of it.
public struct State {
  // The terminal
  public var rows: Int
  public var columns: Int
  public var capabilities: TerminalCapabilities
  /// Chosen by hand; nil leaves the choice to the terminal's capabilities.
  public var chosenThumbnail: Thumbnail?
  /// Seconds since the program began.
  public var clock = 0.0

  // The engine
  public var snapshot: Snapshot?
  public var maps: [Int: MapSnapshot] = [:]
  public var notice: TimedNotice?

  // The walk
  public var walk: Walk
  public var interpolation: WalkInterpolation?
  public var interpolationKind = WalkPath.Kind.linear
  /// What is decoded and found at the cursor.
  public var sight = Sight()
  public var random: RandomSource

  // The views
  public var focus = PanelIdentifier.latent
  public var isZoomed = false
  public var showsGrid = false
  public var coloring = Coloring.label
  /// A row of the probe.
  public var selection: Int?
  public var camera = Camera()
  public var isTurning = false
  public var view = LatentView()

  // Dialogs
  public var dialog: OpenDialog?

  /// Creates the state before anything has arrived.
  public init(rows: Int, columns: Int, capabilities: TerminalCapabilities, seed: UInt64 = 0) {
    self.rows = rows
    self.columns = columns
    self.capabilities = capabilities
    random = RandomSource(seed: seed, stream: 0x5741_4C4B)
    walk = Walk(plane: .whole(2))
  }
}

/// A sentence that is shown for some seconds.
public struct TimedNotice: Equatable {
  public var notice: Notice
  /// Clock seconds after which it disappears.
  public var until: Double
}

/// What the colours of points mean.
public enum Coloring: String, Sendable, CaseIterable {
  case label, density, single
}

/// Which part of the plane the latent panel shows.
public struct LatentView: Equatable {
  /// The centre in plane coordinates; nil fits the codes.
  public var center: [Float]?
  /// Above 1 shows less, larger.
  public var magnification: Float = 1
}

extension State {
  /// How small images are drawn here.
  public var thumbnail: Thumbnail {
    chosenThumbnail ?? (capabilities.sextants ? .sextants : .quadrants)
  }

  /// Whether the shown latent space is looked at in three dimensions.
  public var isThreeDimensional: Bool { snapshot?.specification.latentDimension == 3 }

  /// Whether training goes on at this moment.
  public var isTraining: Bool { snapshot?.status == .training }

  /// Seconds until the clock matters again: a thirtieth while something moves, the rest of a notice's time,
  /// or nil when nothing will change by itself.
  public var secondsToNextTick: Double? {
    if isTurning || interpolation?.playingSince != nil { return 1.0 / 30 }
    return notice.map { max(0.05, $0.until - clock) }
  }

  /// Shows a sentence for as long as it takes to read.
  mutating func say(_ text: String, isError: Bool = false) {
    say(Notice(text, isError: isError))
  }

  /// Shows a notice for as long as it takes to read.
  mutating func say(_ newNotice: Notice) {
    let seconds = (newNotice.isError ? 4 : 2) + Double(newNotice.text.count) / 20
    notice = TimedNotice(notice: newNotice, until: clock + seconds)
  }
}
