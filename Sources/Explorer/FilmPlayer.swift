import LatentCore

/// How far a film has been played; time passes only while somebody can see it.
struct FilmPlayer: Equatable {
  /// The frame that is shown, counted on when the film begins again.
  private(set) var moment = 0
  /// Whether it plays by itself.
  var isPlaying = true
  /// The clock when the frame came up; nil before the film was seen.
  private var shownSince: Double?
  /// Which film it is; another one begins anew, playing.
  private var title: String?

  /// Seconds until another frame is due; nil when none will be.
  func secondsToNextFrame(of film: Film, at clock: Double) -> Double? {
    guard isPlaying, film.frames.count > 1 else { return nil }
    return max(0.01, (shownSince ?? clock) + 1 / film.framesPerSecond - clock)
  }

  /// Puts a film in; nothing happens when it is in already.
  mutating func load(_ title: String?) {
    guard let title, title != self.title else { return }
    self = FilmPlayer()
    self.title = title
  }

  /// Shows the frame that is due; one that was missed is not made up for.
  mutating func advance(_ film: Film?, to clock: Double) {
    guard let film, let since = shownSince, isPlaying else {
      shownSince = film == nil ? nil : clock
      return
    }
    // A clock that rings a little early rings for this frame.
    guard clock - since >= 1 / film.framesPerSecond - 0.005 else { return }
    moment += 1
    shownSince = clock
  }

  /// Goes some frames on or back by hand, and holds there.
  mutating func step(by frames: Int, of film: Film) {
    isPlaying = false
    let count = max(film.frames.count, 1)
    moment = ((moment + frames) % count + count) % count
  }
}

extension State {
  /// The film on the screen; nil when there is none to be seen.
  var film: Film? {
    guard dialog == nil, layout.panels[.exhibit] != nil, let shown = snapshot?.exhibit,
      shown.id == chosenExhibit?.id, case .film(let film)? = shown.exhibit?.figure
    else { return nil }
    return film
  }

  /// Lets the film go on to where the clock stands.
  mutating func advanceFilm() {
    loadFilm()
    player.advance(film, to: clock)
  }

  /// Holds the film, or lets it play on.
  mutating func holdFilm() {
    loadFilm()
    player.isPlaying.toggle()
  }

  private mutating func loadFilm() {
    guard film != nil, let snapshot, let chosenExhibit else { return }
    player.load("\(snapshot.specification.model) \(chosenExhibit.id)")
  }

  /// Goes some frames on or back.
  mutating func stepFilm(by frames: Int) {
    guard let film else { return say("\(chosenExhibit?.title.lowercased() ?? "this") does not move") }
    loadFilm()
    player.step(by: frames, of: film)
  }
}
