import Engine
import Explorer
import LatentCore
import Screen
import Testing

@Suite("The screen")
struct ViewTests {
  @Test(
    "panels never overlap and fill what header and footer leave",
    arguments: [20, 24, 30, 36, 48, 60, 100], [60, 76, 80, 104, 120, 200, 300])
  func layout(rows: Int, columns: Int) {
    for focus in PanelIdentifier.allCases {
      for (zoomed, maps, bands) in [(false, 2, 0), (true, 2, 0), (true, 2, 2), (true, 3, 1), (true, 4, 4)] {
        let layout = ScreenLayout(
          rows: rows, columns: columns, focus: focus, isZoomed: zoomed, mapCount: maps, stripBands: bands)
        var covered = [Int](repeating: 0, count: rows * columns)
        for area in layout.panels.values {
          for row in area.row..<area.row + area.rows {
            for column in area.column..<area.column + area.columns { covered[row * columns + column] += 1 }
          }
        }
        let body = covered[columns..<(rows - 1) * columns]
        #expect(body.allSatisfy { $0 == 1 }, "\(rows) x \(columns), \(focus)")
        #expect(layout.panels[focus] != nil, "the focused panel is shown")
      }
    }
  }

  @Test(
    "a screen is drawn at any size without a trap", arguments: [0, 1, 5, 20, 37, 100],
    [0, 1, 30, 60, 133, 300])
  func anySize(rows: Int, columns: Int) throws {
    var state = try Fixture.state()
    _ = reduce(&state, .resized(rows: rows, columns: columns))
    for key in ["", "v", "z", "?", "m"] {
      state.type(key)
      let frame = view(state)
      #expect(frame.rows == rows && frame.columns == columns)
    }
  }

  @Test("a screen that is too small says which size is needed")
  func tooSmall() throws {
    let text = view(try Fixture.state(rows: 19, columns: 59)).text
    #expect(text.contains("zwalk needs 60 x 20 cells, this is 59 x 19"))
  }

  @Test("class names stand over their points where there is room", arguments: [2, 3])
  func classNames(latent: Int) throws {
    var state = try Fixture.state(latent: latent)
    state.type("z")
    let text = view(state).text
    for name in Fixture.data.classNames { #expect(text.contains(name), "\(name)") }
  }

  @Test("the header always has epoch and img/s", arguments: [60, 80, 120, 300])
  func header(columns: Int) throws {
    for status in [TrainingStatus.paused, .training, .loading(0.5), .diverged("at step 3")] {
      let state = try Fixture.state(rows: 24, columns: columns, status: status, unsaved: true)
      let header = view(state).text.prefix(columns)
      #expect(header.contains("epoch 3/10"))
      #expect(header.contains("img/s"))
    }
  }

  @Test("the coordinates have a sign and two decimals, three numbers in three dimensions")
  func coordinates() throws {
    var flat = try Fixture.state()
    flat.press(.right, .shiftDown)
    #expect(view(flat).text.contains("z = (+0.10, -1.00)"))
    #expect(view(try Fixture.state(latent: 3)).text.contains("z = (+0.00, +0.00, +0.00)"))
  }

  @Test("80 x 24 has latent space, the decoded image and both maps")
  func small() throws {
    let text = view(try Fixture.state(rows: 24, columns: 80)).text
    for title in ["Latent space", "Decoded", "vae codes", ".745 10-NN 43 %"] { #expect(text.contains(title)) }
  }

  @Test(
    "a panel that finds no place appears while it is focused",
    arguments: [("3", "Nearest"), ("5", "Training")])
  func dropped(key: String, title: String) throws {
    var state = try Fixture.state(rows: 20, columns: 60)
    #expect(!view(state).text.contains(title))
    state.type(key)
    #expect(view(state).text.contains(title))
    #expect(view(state).text.contains("Decoded"))
  }

  @Test("in a mode without colours no cell has any", arguments: [ColorMode.monochrome, .ascii])
  func colourless(mode: ColorMode) throws {
    for key in ["", "v", "5", "?"] {
      var state = try Fixture.state(mode: mode)
      state.type(key)
      #expect(view(state).cells.allSatisfy { $0.foreground == .standard && $0.background == .standard })
    }
  }

  @Test("ASCII drawing has ASCII characters only", arguments: ["", "v", "4", "5", "?", "m", "z"])
  func ascii(key: String) throws {
    var state = try Fixture.state(mode: .ascii)
    state.type(key)
    #expect(view(state).text.unicodeScalars.allSatisfy { $0.isASCII })
  }

  @Test("zoomed, points that have a cell for themselves show their class", arguments: ["", "4"])
  func digits(key: String) throws {
    var state = try Fixture.state()
    state.type(key)
    func digits() -> Int {
      view(state).text.split(separator: "\n").dropFirst(2).dropLast(2).joined().count { "012".contains($0) }
    }
    state.type("z")
    let shown = digits()
    state.type("c")
    #expect(shown > digits() + 20, "other colourings tell no classes apart")
  }

  @Test("codes of more than three dimensions are drawn by their main axes, and the title says so")
  func manyDimensions() throws {
    #expect(view(try Fixture.state(latent: 20)).text.contains("axes of 20"))
  }

  @Test(
    "of adversarial networks both losses are drawn, and their sum is not",
    arguments: [
      ("5", "D ─  G ─  test ••", "D 0.800  G 1.20 "),
      ("5z", "discriminator ─  generator ─  test ••", "discriminator 0.800  generator 1.20"),
    ])
  func adversarialLosses(keys: String, legend: String, losses: String) throws {
    var snapshot = try Fixture.snapshot()
    for index in snapshot.history.train.indices {
      var losses = Losses(loss: 2, reconstruction: nil)
      losses.terms["generator"] = 1.2
      losses.terms["discriminator"] = 0.8
      snapshot.history.train[index].losses = losses
    }
    snapshot.history.test = snapshot.history.train
    var state = try Fixture.state()
    state.snapshot = snapshot
    for key in keys { state.type(String(key)) }
    let text = view(state).text
    #expect(text.contains(legend))
    #expect(text.contains(losses))
    #expect(!text.contains("train ─") && !text.contains("reconstruction"))
  }

  @Test("the cursor is always to be seen, however far it walks")
  func cursorInView() throws {
    var state = try Fixture.state()
    for _ in 0..<12 { state.press(.shiftRight) }
    let area = try #require(state.layout.panels[.latent])
    let frame = view(state)
    let cells = (area.row..<area.row + area.rows).flatMap { row in
      (area.column..<area.column + area.columns).map { frame[row, $0].character }
    }
    #expect(cells.contains(Marker.cursor.character))
  }

  @Test("the same state gives the same frame")
  func pure() throws {
    let state = try Fixture.state(latent: 3, status: .training)
    #expect(view(state) == view(state))
  }
}
