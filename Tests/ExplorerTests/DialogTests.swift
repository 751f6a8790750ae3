import Engine
import Explorer
import Models
import Projections
import Screen
import Testing

@Suite("Dialogs")
struct DialogTests {
  @Test(
    "m, Enter, Enter makes the shown kind of model with its options", arguments: ModelCatalog.all.map(\.id))
  func makeModel(id: String) throws {
    var state = try Fixture.state()
    state.press(.character("m"))
    state.type(id)
    state.press(.enter)
    guard case .replaceModel(let specification, _) = State.command(state.press(.enter)) else {
      Issue.record("makes a model")
      return
    }
    #expect(specification.model.contains(id))
    #expect(specification.imageShape == .mnist)
  }

  @Test("a wrong option is refused with its range, and the field is shown")
  func wrongOption() throws {
    var state = try Fixture.state()
    state.press(.character("m"), .enter)
    guard case .form(let form) = state.dialog,
      let index = form.options.firstIndex(where: { $0.key == "latent" })
    else {
      Issue.record("the options are shown")
      return
    }
    for _ in 0..<form.options.count - index { state.press(.up) }
    state.type("minus")
    for _ in 0..<form.options.count { state.press(.down) }
    #expect(state.press(.enter).isEmpty)
    guard case .form(let refused) = state.dialog else {
      Issue.record("the form stays")
      return
    }
    #expect(refused.selected == index)
    #expect(refused.error?.contains("whole number from") == true)
  }

  @Test("typing replaces a field, arrows step through its values")
  func edit() throws {
    var state = try Fixture.state()
    state.press(.character("m"), .enter)
    guard case .form(let form) = state.dialog,
      let index = form.options.firstIndex(where: { $0.key == "latent" })
    else {
      Issue.record("the options are shown")
      return
    }
    for _ in 0..<form.options.count - index { state.press(.up) }
    state.type("12")
    state.press(.down, .up, .right)
    guard case .form(let edited) = state.dialog else {
      Issue.record("the form stays")
      return
    }
    #expect(edited.texts[index] == "13")
  }

  @Test("p chooses a map for the left side, Tab for the right", arguments: [0, 1])
  func maps(slot: Int) throws {
    var state = try Fixture.state()
    state.press(.character("p"))
    if slot == 1 { state.press(.tab) }
    state.type("pca")
    var effects = state.press(.enter)
    if state.dialog != nil { effects = state.press(.enter) }
    guard case .map(let chosen, let request) = State.command(effects) else {
      Issue.record("asks the engine for a map")
      return
    }
    #expect(chosen == slot)
    #expect(request.method == "pca")
  }

  @Test("a missing data set says how to get it instead of closing the menu")
  func missingData() throws {
    var state = try Fixture.state()
    _ = reduce(
      &state,
      .dataListed([DataChoice(name: "mnist", title: "MNIST", detail: "set ZWALK_DATA", isFound: false)]))
    #expect(state.press(.enter).isEmpty)
    #expect(state.notice?.notice.isError == true)
    #expect(state.notice?.notice.text.contains("set ZWALK_DATA") == true)
  }

  @Test("opening a run asks first when training would be lost")
  func openRun() throws {
    var state = try Fixture.state(unsaved: true)
    _ = reduce(&state, .runsListed([RunChoice(run: "vae-3", title: "vae-3", detail: "pre-trained")]))
    #expect(state.press(.enter).isEmpty)
    guard case .open(let run) = State.command(state.press(.character("n"))) else {
      Issue.record("opens")
      return
    }
    #expect(run == "vae-3")
  }

  @Test("codes of many dimensions, and those of a run, ask for the method that they are drawn through")
  func secondMethod() throws {
    for (choice, run) in [("the codes of the model that is shown", nil), ("vae-20", "vae-20")] {
      var state = try Fixture.state(latent: 5)
      state.type("p" + (run ?? "codes"))
      #expect(state.press(.enter).isEmpty, "\(choice)")
      state.press(.up, .right)
      guard case .map(_, let request)? = State.command(state.press(.enter, .enter)) else {
        Issue.record("no map was asked for: \(choice)")
        return
      }
      #expect(request.run == run && request.method == nil && request.options.text("through") == "nmf")
      #expect(request.showsCodes == (run == nil))
    }
    var state = try Fixture.state(latent: 2)
    state.type("pcodes")
    guard case .map(_, let request)? = State.command(state.press(.enter)) else {
      Issue.record("two codes are a map already")
      return
    }
    #expect(request.options.values.isEmpty)
  }

  @Test("Esc closes every dialog", arguments: ["?", "m", "p", "g", "/", ":"])
  func escape(key: String) throws {
    var state = try Fixture.state()
    state.type(key)
    #expect(state.dialog != nil)
    state.press(.escape)
    #expect(state.dialog == nil)
  }

  @Test("the palette finds a key by what it does and does it")
  func palette() throws {
    var state = try Fixture.state()
    state.type(":grid of decoded")
    state.press(.enter)
    #expect(state.showsGrid)
  }

  @Test("every line of the help fits at 80 columns")
  func help() throws {
    var state = try Fixture.state(rows: 24, columns: 80)
    state.type("?")
    #expect(view(state).text.contains("Walking"))
    for _ in 0..<100 { state.press(.down) }
    #expect(view(state).text.contains("quit; asks when there is unsaved training"))
  }
}
