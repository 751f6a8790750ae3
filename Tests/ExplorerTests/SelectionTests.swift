import Engine
import Explorer
import LatentCore
import Screen
import Testing

@Suite("Selecting in a map")
struct SelectionTests {
  @Test("4 focuses the left map, 4 again the right one, Tab goes round")
  func focus() throws {
    var state = try Fixture.state()
    state.press(.character("4"))
    #expect(state.focus == .leftMap)
    state.press(.character("4"))
    #expect(state.focus == .rightMap)
    var visited: [PanelIdentifier] = []
    repeat {
      state.press(.tab)
      visited.append(state.focus)
    } while state.focus != .rightMap && visited.count < 100
    #expect(Set(visited).count == visited.count && visited.count > 6)
  }

  @Test(
    "an arrow selects a point that lies in its direction and leaves the walk alone",
    arguments: [Key.left, .right, .up, .down])
  func direction(key: Key) throws {
    var state = try Fixture.state()
    state.focus = .rightMap
    state.selection = 30
    state.press(key)
    let codes = Fixture.codes(latent: 2).values
    let row = try #require(state.selection)
    let (x, y) = (codes[row, 0] - codes[30, 0], codes[row, 1] - codes[30, 1])
    switch key {
    case .left: #expect(x < 0)
    case .right: #expect(x > 0)
    case .up: #expect(y > 0)
    default: #expect(y < 0)
    }
    #expect(state.walk.coordinates == [0, 0])
  }

  @Test("the selected image is shown with its label, in both maps")
  func shown() throws {
    var state = try Fixture.state()
    state.press(.character("4"), .right)
    let text = view(state).text
    #expect(text.contains("Selected image"))
    #expect(text.filter { $0 == "◉" }.count == 3, "latent space and both maps")
    #expect(state.selectedClass != nil)
  }

  @Test("Enter walks on from the selected code")
  func walkFrom() throws {
    var state = try Fixture.state()
    state.focus = .rightMap
    state.selection = 31
    state.press(.enter)
    let code = Array(Fixture.codes(latent: 2).values.row(31))
    #expect(zip(state.walk.code, code).allSatisfy { abs($0 - $1) < 1e-5 })
    #expect(state.focus == .latent)
  }

  @Test("Esc unzooms first, then lets go")
  func escape() throws {
    var state = try Fixture.state()
    state.press(.character("4"), .right, .character("z"), .escape)
    #expect(!state.isZoomed)
    #expect(state.selection != nil)
    state.press(.escape)
    #expect(state.selection == nil)
  }

  @Test("a click in a map selects the point under it")
  func click() throws {
    var state = try Fixture.state()
    let area = try #require(state.layout.panels[.rightMap])
    let middle = Position(row: area.row + area.rows / 2, column: area.column + area.columns / 2)
    _ = reduce(&state, .mouse(MouseEvent(kind: .press, button: .left, position: middle)))
    #expect(state.focus == .rightMap)
    #expect(state.selection != nil)
  }

  @Test("a click in latent space walks there, the wheel zooms")
  func clickLatent() throws {
    var state = try Fixture.state()
    let area = try #require(state.layout.panels[.latent])
    let place = Position(row: area.row + 2, column: area.column + area.columns - 4)
    _ = reduce(&state, .mouse(MouseEvent(kind: .press, button: .left, position: place)))
    #expect(state.walk.coordinates[0] > 0.5 && state.walk.coordinates[1] > 0.5)
    _ = reduce(&state, .mouse(MouseEvent(kind: .wheelUp, position: place)))
    #expect(state.view.magnification > 1)
  }
}

@Suite("News of the engine")
struct ArrivalTests {
  @Test("another model begins a walk of its own, another state of the same keeps the place")
  func place() throws {
    var state = try Fixture.state()
    state.press(.shiftRight)
    var update = Update()
    update.snapshot = try Fixture.snapshot(status: .training)
    _ = reduce(&state, .arrived(update))
    #expect(state.walk.coordinates == [1, 0])
    update.snapshot = try Fixture.snapshot(latent: 3)
    _ = reduce(&state, .arrived(update))
    #expect(state.walk.coordinates == [0, 0, 0])
  }

  @Test("without a prior the walk begins in the middle of the codes, with a step that suits their spread")
  func noPrior() throws {
    let state = try Fixture.state(model: "ae")
    let codes = Fixture.codes(latent: 2).values
    let mean = (0..<90).map { codes[$0, 0] }.reduce(0, +) / 90
    #expect(abs(state.walk.coordinates[0] - mean) < 1e-4)
    #expect(state.walk.step >= 0.05)
  }

  @Test("notices stay long enough to be read and then go")
  func notices() throws {
    var state = try Fixture.state()
    var update = Update()
    update.notices = [Notice("saved to a folder")]
    _ = reduce(&state, .arrived(update))
    #expect(view(state).text.contains("saved to a folder"))
    _ = reduce(&state, .clock(1))
    #expect(state.notice != nil)
    _ = reduce(&state, .clock(10))
    #expect(state.notice == nil)
    #expect(state.secondsToNextTick == nil)
  }

  @Test("a notice stands beside keys, and the next key lets go of it once it was there for a while")
  func oldNotice() throws {
    var state = try Fixture.state()
    var update = Update()
    update.notices = [Notice("something was done")]
    _ = reduce(&state, .arrived(update))
    let line = view(state).text.split(separator: "\n").last ?? ""
    #expect(line.contains("something was done") && line.contains("q quit"))
    state.press(.right)
    #expect(state.notice != nil, "a held key does not hide what it says")
    _ = reduce(&state, .clock(1))
    state.press(.right)
    #expect(state.notice == nil)
  }

  @Test("a notice is gone when training begins or ends after it")
  func noticeOfBefore() throws {
    var state = try Fixture.state()
    var update = Update()
    update.notices = [Notice("10 epochs are done")]
    _ = reduce(&state, .arrived(update))
    _ = reduce(&state, .clock(1))
    update.notices = []
    update.snapshot = try Fixture.snapshot(status: .training)
    _ = reduce(&state, .arrived(update))
    #expect(state.notice == nil)
  }

  @Test("a map that failed says why in its panel")
  func failure() throws {
    var state = try Fixture.state()
    var update = Update()
    var map = Fixture.map("pca")
    map.failure = "pca needs at least 2 points"
    update.maps = [0: map]
    _ = reduce(&state, .arrived(update))
    #expect(view(state).text.contains("pca needs at least 2 points"))
  }
}

@Suite("The walk's plane in many dimensions")
struct PlaneTests {
  /// A snapshot whose codes lie elsewhere.
  private func trained(_ snapshot: Snapshot) -> Snapshot {
    var next = snapshot
    var codes = snapshot.probe.values
    for index in codes.values.indices { codes.values[index] = codes.values[index] * 2 + 1 }
    next.probe = Codes(indices: snapshot.probe.indices, values: codes, version: 2)
    return next
  }

  @Test("it follows the codes until somebody walks in it, then stays until f", arguments: [false, true])
  func follows(walks: Bool) throws {
    var state = try Fixture.state(latent: 20)
    let before = state.walk.plane
    if walks { state.press(.right) }
    var update = Update()
    update.snapshot = trained(try Fixture.snapshot(latent: 20))
    _ = reduce(&state, .arrived(update))
    #expect((state.walk.plane == before) == walks)
    let code = state.walk.code
    state.press(.character("f"))
    #expect(state.walk.plane != before)
    #expect(code.count == 20)
  }
}
