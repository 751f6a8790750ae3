import Explorer
import Screen
import Testing

@Suite("The keymap")
struct KeymapTests {
  @Test("no key has two meanings")
  func unique() {
    let keys = Keymap.bindings.flatMap { $0.keys.map(\.key) }
    #expect(Set(keys).count == keys.count)
  }

  @Test("every binding says what it does", arguments: Keymap.bindings.map(\.shown))
  func help(shown: String) throws {
    let binding = try #require(Keymap.bindings.first { $0.shown == shown })
    #expect(binding.help.count > 8)
    #expect(!binding.keys.isEmpty)
  }

  @Test("no key traps, whatever is shown", arguments: [1, 2, 3, 20], [false, true])
  func noTrap(latent: Int, zoomed: Bool) throws {
    for binding in Keymap.bindings {
      for (key, _) in binding.keys {
        var state = try Fixture.state(latent: latent)
        state.isZoomed = zoomed
        state.press(key, key)
        #expect(view(state).rows == 36)
      }
    }
  }

  @Test("before a model has arrived keys answer why they cannot work")
  func tooEarly() {
    var state = State(rows: 36, columns: 120, capabilities: TerminalCapabilities())
    state.press(.character(" "))
    #expect(state.notice?.notice.text == "the model is still being loaded")
  }

  @Test("the footer keeps help and quit at every width", arguments: [60, 80, 120, 300])
  func footer(columns: Int) throws {
    let hints = try Fixture.state(columns: columns).footerHints(columns: columns - 2)
    #expect(hints.contains { $0.label == "quit" })
    #expect(hints.contains { $0.label == "help" })
    let width = hints.reduce(0) { $0 + $1.text.columns + 2 } - 2
    #expect(width <= columns - 2)
  }

  @Test("a narrow footer keeps the keys that lead to what it does not show", arguments: [60, 80])
  func narrow(columns: Int) throws {
    var state = try Fixture.state(rows: columns == 60 ? 20 : 24, columns: columns)
    #expect(state.footerHints(columns: columns - 2).contains { $0.label == "panel" })
    state.press(.character("v"))
    #expect(state.footerHints(columns: columns - 2).contains { $0.label == "points" }, "the way back")
  }

  @Test("pages that hide the walk do not offer it", arguments: ["7", "8", "9"] as [Character])
  func pages(key: Character) throws {
    var state = try Fixture.state()
    state.press(.character(key))
    let labels = Set(state.footerHints(columns: 300).map(\.label))
    #expect(
      labels.isDisjoint(with: ["class", "path", "draw", "origin", "rate", "grid", "faster", "step size"]))
    #expect(labels.contains("panel") || labels.contains("ranks"))
  }

  @Test("a dialog has its own keys: the footer names none")
  func dialog() throws {
    var state = try Fixture.state()
    state.press(.character("m"))
    #expect(
      view(state).text.split(separator: "\n", omittingEmptySubsequences: false).last?.contains("quit") != true
    )
  }

  @Test("the footer shows what works here and now")
  func live() throws {
    let paused = try Fixture.state().footerHints(columns: 300).map(\.label)
    #expect(paused.contains("train") && !paused.contains("pause") && !paused.contains("third axis"))
    let training = try Fixture.state(latent: 3, status: .training).footerHints(columns: 300).map(\.label)
    #expect(training.contains("pause") && training.contains("third axis"))
  }
}
