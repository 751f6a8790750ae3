import Engine
import Explorer
import LatentCore
import Models
import Screen
import Testing

@Suite("Films of a model's own")
struct FilmTests {
  /// Three frames: nothing but black, grey, white.
  private let film = Film(
    (0..<3).map { number in
      let images = Matrix(rows: 2, columns: 784, repeating: Float(number) / 2)
      return Film.Frame(
        ImageSheet([.init("true", images), .init("steps", images)], shape: .mnist),
        caption: "frame \(number + 1) of 3")
    }, framesPerSecond: 5)

  /// A state whose panel shows a film, as if the engine had made it.
  private func state(_ figure: Figure? = nil) throws -> State {
    var state = try Fixture.state(model: "td-vae")
    var snapshot = try Fixture.snapshot(model: "td-vae")
    snapshot.exhibit = ExhibitSnapshot(
      id: "film", level: 10, exhibit: Exhibit(figure ?? .film(film), note: ""), version: 1)
    state.press(.character("6"))
    var update = Update()
    update.snapshot = snapshot
    _ = reduce(&state, .arrived(update))
    return state
  }

  /// Lets the clock run for some seconds, a tick at a time, as the loop does; returns the captions that were seen.
  private func run(_ state: inout State, seconds: Double) -> [Substring] {
    var seen: [Substring] = []
    let end = state.clock + seconds
    while let tick = state.secondsToNextTick, state.clock + tick <= end {
      _ = reduce(&state, .clock(state.clock + tick))
      if let caption = caption(state), caption != seen.last { seen.append(caption) }
    }
    _ = reduce(&state, .clock(end))
    return seen
  }

  private func caption(_ state: State) -> Substring? {
    view(state).text.firstMatch(of: #/frame [0-9] of [0-9]/#)?.output
  }

  @Test("it plays by itself, at its speed, and begins again")
  func playing() throws {
    var state = try state()
    #expect(caption(state) == "frame 1 of 3")
    _ = reduce(&state, .clock(state.clock))
    let seen = run(&state, seconds: 1.5)
    #expect(seen.filter { $0 == "frame 2 of 3" }.count >= 2)
    #expect((5...8).contains(seen.count))
  }

  @Test("Enter holds it, and nothing ticks any more; Enter again plays on")
  func holding() throws {
    var state = try state()
    _ = run(&state, seconds: 0.5)
    state.press(.enter)
    _ = run(&state, seconds: 10)
    let held = caption(state)
    #expect(state.secondsToNextTick == nil)
    #expect(run(&state, seconds: 3).isEmpty && caption(state) == held)
    state.press(.enter)
    #expect(run(&state, seconds: 1).count > 2)
  }

  @Test("a frame back and on by hand holds it there")
  func stepping() throws {
    var state = try state()
    state.press(.character(">"))
    #expect(caption(state) == "frame 2 of 3" && run(&state, seconds: 3).isEmpty)
    state.press(.character("<"), .character("<"))
    #expect(caption(state) == "frame 3 of 3")
    state.press(.pageUp)
    #expect(caption(state) == "frame 1 of 3")
  }

  @Test("the same film, made again, goes on where it was held; another one begins anew and plays")
  func anotherFilm() throws {
    var state = try state()
    /// The engine has made what the panel shows.
    func arrive(_ id: String, _ state: inout State) throws {
      var snapshot = try Fixture.snapshot(model: "td-vae")
      snapshot.exhibit = ExhibitSnapshot(
        id: id, level: 10, exhibit: Exhibit(.film(film), note: ""), version: 2)
      var update = Update()
      update.snapshot = snapshot
      _ = reduce(&state, .arrived(update))
      _ = reduce(&state, .clock(state.clock))
    }
    state.press(.character(">"))
    try arrive("film", &state)
    #expect(caption(state) == "frame 2 of 3" && state.secondsToNextTick == nil)
    state.press(.right)
    #expect(caption(state) == nil)
    try arrive("horizon", &state)
    #expect(caption(state) == "frame 1 of 3" && state.secondsToNextTick != nil)
    state.press(.left)
    try arrive("film", &state)
    #expect(caption(state) == "frame 1 of 3" && state.secondsToNextTick != nil)
  }

  @Test("no time passes for a film that nobody can see")
  func hidden() throws {
    for key in [Key.character("1"), .character("?")] {
      var state = try state()
      state.press(key)
      #expect(state.secondsToNextTick == nil)
    }
    #expect(try state(.images(film.frames[0].sheet)).secondsToNextTick == nil)
    #expect(try state(.film(Film([], framesPerSecond: 5))).secondsToNextTick == nil)
  }

  @Test("the footer says what the keys do to a film")
  func footer() throws {
    var state = try state()
    #expect(view(state).text.contains("hold"))
    state.press(.enter)
    #expect(view(state).text.contains("play"))
  }
}
