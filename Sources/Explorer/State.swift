import Analysis
import Engine
import LatentCore
import Screen

/// Everything that the explorer knows: what the screen shows is a function of it.
public struct State {
  // The terminal
  /// The height of the screen in cells.
  public var rows: Int
  /// The width of the screen in cells.
  public var columns: Int
  /// What the terminal can show.
  public var capabilities: TerminalCapabilities
  /// Chosen by hand; nil leaves the choice to the terminal's capabilities.
  public var chosenThumbnail: Thumbnail?
  /// Seconds since the program began.
  public var clock = 0.0

  // The engine
  /// The latest state of training; nil until the first one arrives.
  public var snapshot: Snapshot?
  /// The latest maps of the comparison by slot, 0 at the left and 1 at the right.
  public var maps: [Int: MapSnapshot] = [:]
  /// The sentence that the footer shows in place of the keys; nil for none.
  public var notice: TimedNotice?

  // The walk
  /// Where the cursor stands in latent space and how it moves.
  public var walk: Walk
  /// The marked path; nil until its beginning is marked.
  public var interpolation: WalkInterpolation?
  /// The kind of the marked path and of those to come.
  public var interpolationKind = WalkPath.Kind.linear
  /// What is decoded and found at the cursor.
  public var sight = Sight()
  /// What jumps and fresh weights are drawn from, so that the same actions lead to the same places.
  public var random: RandomSource

  // The views
  /// The panel that keys go to.
  public var focus = PanelIdentifier.latent
  /// Whether the focused panel takes the room of all panels.
  public var isZoomed = false
  /// Whether latent space is shown as a grid of decoded images instead of points.
  public var showsGrid = false
  /// What the colours of points mean, in latent space and in all maps.
  public var coloring = Coloring.label
  /// A row of the probe.
  public var selection: Int?
  /// The direction from which three dimensions are looked at.
  public var camera = Camera()
  /// Whether the camera turns by itself, half a radian a second.
  public var isTurning = false
  /// The part of the plane that the latent panel shows.
  public var view = LatentView()
  /// What of the model's own is looked at.
  var exhibitChoice = ExhibitChoice()
  /// How far a film of the model's own has been played.
  var player = FilmPlayer()
  /// Which maps are compared and how.
  public var comparison = Comparison()

  // Dialogs
  /// What lies over the panels; nil for nothing.
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
  /// The sentence.
  public var notice: Notice
  /// Clock seconds when it was said.
  public var since: Double
  /// Clock seconds after which it disappears.
  public var until: Double
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
    let moves = isTurning || interpolation?.playingSince != nil || comparison.morph?.playingSince != nil
    if moves { return 1.0 / 30 }
    let ofNotice = notice.map { max(0.05, $0.until - clock) }
    return [ofNotice, film.flatMap { player.secondsToNextFrame(of: $0, at: clock) }].compactMap(\.self).min()
  }

  /// Shows a sentence for as long as it takes to read.
  mutating func say(_ text: String, isError: Bool = false) {
    say(Notice(text, isError: isError))
  }

  /// Shows a notice for as long as it takes to read.
  mutating func say(_ newNotice: Notice) {
    let seconds = (newNotice.isError ? 4 : 2) + Double(newNotice.text.count) / 20
    notice = TimedNotice(notice: newNotice, since: clock, until: clock + seconds)
  }

  /// Lets go of a notice that was there for a while: what comes now makes it old.
  mutating func dropOldNotice() {
    if let said = notice, clock - said.since >= 0.7 { notice = nil }
  }
}
