import Engine
import Explorer
import Screen
import Testing

@Suite("Training keys")
struct TrainingKeysTests {
  @Test("Space starts, and pauses while training")
  func space() throws {
    var paused = try Fixture.state()
    guard case .start = State.command(paused.press(.character(" "))) else {
      Issue.record("starts")
      return
    }
    var training = try Fixture.state(status: .training)
    guard case .pause = State.command(training.press(.character(" "))) else {
      Issue.record("pauses")
      return
    }
  }

  @Test("brackets scale the learning rate, and two presses count twice")
  func rate() throws {
    var state = try Fixture.state()
    state.press(.character("]"))
    guard case .learningRate(let rate) = State.command(state.press(.character("]"))) else {
      Issue.record("tells the engine")
      return
    }
    #expect(abs(rate - 0.001 * 2.25) < 1e-9)
  }

  @Test("r asks when training is unsaved, and not otherwise")
  func reset() throws {
    var saved = try Fixture.state()
    guard case .reset = State.command(saved.press(.character("r"))) else {
      Issue.record("resets at once")
      return
    }
    var unsaved = try Fixture.state(unsaved: true)
    #expect(unsaved.press(.character("r")).isEmpty)
    #expect(unsaved.dialog != nil)
    let effects = unsaved.press(.character("s"))
    #expect(effects.count == 2)
    guard case .save = State.command(effects) else {
      Issue.record("saves first")
      return
    }
  }

  @Test(
    "q with unsaved training: s and Enter save, q and n do not, Esc stays",
    arguments: [
      (Key.character("s"), true), (.enter, true), (.character("q"), false), (.character("n"), false),
      (.escape, nil),
    ] as [(Key, Bool?)])
  func quit(key: Key, saves: Bool?) throws {
    var state = try Fixture.state(unsaved: true)
    #expect(state.press(.character("q")).isEmpty)
    let effects = state.press(key)
    if let saves {
      guard case .quit(let saving)? = effects.first else {
        Issue.record("quits")
        return
      }
      #expect(saving == saves)
    } else {
      #expect(effects.isEmpty)
      #expect(state.dialog == nil)
    }
  }

  @Test("q without unsaved training leaves at once")
  func quitAtOnce() throws {
    var state = try Fixture.state()
    guard case .quit(saving: false)? = state.press(.character("q")).first else {
      Issue.record("quits")
      return
    }
  }
}
