import Engine
import Explorer
import LatentCore
import Models
import Screen
import Testing

@Suite("The panel of a model's own")
struct ExhibitPanelTests {
  /// A state whose panel shows a figure in place of the model's first exhibit, as if the engine had made it.
  private func state(
    _ figure: Figure, model: String = "vae", rows: Int = 36, columns: Int = 120
  ) throws -> State {
    var state = try Fixture.state(rows: rows, columns: columns, model: model)
    let first = try #require(try ModelCatalog.entry(model).exhibits.first)
    var snapshot = try Fixture.snapshot(model: model)
    snapshot.exhibit = ExhibitSnapshot(
      id: first.id, level: nil, exhibit: Exhibit(figure, note: "a note"), version: 1)
    state.press(.character("6"))
    var update = Update()
    update.snapshot = snapshot
    _ = reduce(&state, .arrived(update))
    return state
  }

  private let gallery = Figure.images(
    ImageSheet(gallery: Matrix(rows: 400, columns: 784, repeating: 1), shape: .mnist))
  private let rows = Figure.images(
    ImageSheet(
      (0..<10).map { .init("row \($0)", Matrix(rows: 9, columns: 784, repeating: 1)) }, shape: .mnist))

  /// The part that the border tells, such as `rows 1-3 of 10`.
  private func part(_ state: State) -> Substring? {
    view(state).text.firstMatch(of: #/[0-9]+-[0-9]+ of [0-9]+/#)?.output
  }

  @Test("arrows and pages scroll what has no room, to both ends and no further")
  func scrolling() throws {
    var state = try state(rows)
    let first = try #require(part(state))
    #expect(first.hasPrefix("1-"))
    state.press(.up)
    #expect(part(state) == first)
    state.press(.down)
    #expect(part(state)?.hasPrefix("2-") == true)
    state.press(.pageDown, .pageDown, .pageDown, .pageDown, .pageDown)
    #expect(part(state)?.hasSuffix("-10 of 10") == true)
    for _ in 0..<9 { state.press(.pageUp) }
    #expect(part(state) == first)
  }

  @Test("what is seen as a whole says nothing of parts, and the arrows say why nothing moves")
  func whole() throws {
    var state = try state(rows, rows: 60, columns: 200)
    state.press(.character("z"))
    #expect(part(state) == nil)
    state.press(.down)
    #expect(state.notice?.notice.text.contains("seen as a whole") == true)
  }

  @Test("zooming shows more images, or the same ones larger", arguments: [(24, 80), (36, 120), (60, 200)])
  func zooming(size: (rows: Int, columns: Int)) throws {
    var state = try state(gallery, rows: size.rows, columns: size.columns)
    func shown(_ state: State) throws -> Int {
      try Int(#require(part(state)?.split(separator: "-").last?.split(separator: " ").first)) ?? 0
    }
    let before = try shown(state)
    state.press(.character("z"))
    #expect(try shown(state) > before)
  }

  @Test("the caption stays while the figure is seen", arguments: [(24, 80), (36, 120), (60, 200)])
  func caption(size: (rows: Int, columns: Int)) throws {
    var state = try state(gallery, rows: size.rows, columns: size.columns)
    state.press(.character("z"))
    let description = try #require(try ModelCatalog.entry("vae").exhibits.first).description
    #expect(view(state).text.contains(description.prefix(30)))
    #expect(view(state).text.contains("a note"))
  }

  @Test("the names of curves stand over them, and one value says what it is a value of")
  func curves() throws {
    let chart = CurveChart(
      ["generator", "discriminator"].map { .init($0, x: [1], y: [Double($0.count)]) }, xTitle: "epoch")
    let lines = view(try state(.curves(chart), model: "gan")).text.split(separator: "\n")
    let legend = try #require(lines.firstIndex { $0.contains("generator ─  discriminator ─") })
    #expect(!lines[legend].contains("•"))
    #expect(lines[legend...].contains { $0.contains("•") })
    #expect(lines[legend...].contains { $0.contains("epoch 1") })
  }
}

@Suite("What a loss is made of")
struct LossTextTests {
  private func text(_ losses: Losses, zoomed: Bool = true, columns: Int = 120) throws -> String {
    var state = try Fixture.state(columns: columns)
    var update = Update()
    update.snapshot = try Fixture.snapshot()
    update.snapshot?.history.test = [CurvePoint(epoch: 1, losses: losses)]
    update.snapshot?.history.train = [CurvePoint(epoch: 1, losses: losses)]
    _ = reduce(&state, .arrived(update))
    state.focus = .training
    state.isZoomed = zoomed
    return view(state).text
  }

  private func losses(_ loss: Double, _ reconstruction: Double?, kl: Double?, _ terms: [String: Double])
    -> Losses
  {
    var losses = Losses(loss: loss, reconstruction: reconstruction, kl: kl)
    for (name, value) in terms { losses.terms[name] = value }
    return losses
  }

  @Test("terms that add up come first; a divergence that does not count stands beside the sum")
  func sum() throws {
    let quantised = losses(80.85, 79.57, kl: 104.2, ["commitment": 1.28, "perplexity": 2.67])
    let whole = try text(quantised)
    #expect(whole.contains("reconstruction 79.57 + commitment 1.28  KL 104  perplexity 2.67"))
    #expect(try text(quantised, zoomed: false).contains(" 79.57 + "))
    let beta = losses(120, 100, kl: 5, [:])
    #expect(try text(beta).contains("reconstruction 100.0 + 4 × KL 5.0"))
    #expect(try text(losses(105, 100, kl: 5, [:])).contains("reconstruction 100.0 + KL 5.0"))
  }

  @Test("a narrow panel loses measures first, then letters, but no number of the sum")
  func narrow() throws {
    let sparse = losses(106.7, 74.8, kl: nil, ["penalty": 31.9])
    for columns in [104, 120, 200] {
      let text = try text(sparse, zoomed: false, columns: columns)
      #expect(text.contains("74.8 + ") && text.contains(" 31.9"))
    }
  }

  @Test("two players each show what they lose, in the header too")
  func game() throws {
    let game = losses(2.96, nil, kl: nil, ["generator": 1.92, "discriminator": 1.04])
    let text = try text(game)
    #expect(text.contains("D 1.04  G 1.92") && text.contains("discriminator 1.04  generator 1.92"))
    #expect(!text.contains("2.96"))
    let legend = try #require(text.split(separator: "\n").first { $0.contains("5 Training") })
    #expect(legend.contains("test ••"))
  }
}

@Suite("Nearest images and flat maps")
struct SmallPictureTests {
  @Test("distances have three digits, and classes their names where there is room")
  func nearest() throws {
    var state = try Fixture.state()
    state.focus = .nearest
    let text = view(state).text
    #expect(text.contains("distance in z"))
    #expect(["bar", "ring", "dot"].contains { text.contains($0 + " ") })
    #expect(!text.contains("0.000"))
  }

  @Test("a map that is next to a line is stretched, and says by how much")
  func stretched() throws {
    var state = try Fixture.state()
    func mapText(_ flatness: Float, _ axis: Int) throws -> String {
      var update = Update()
      var map = Fixture.map("pca")
      var points = try #require(map.points)
      for row in 0..<points.rows { points[row, axis] *= flatness }
      map.points = points
      update.maps = [0: map, 1: Fixture.map(nil)]
      _ = reduce(&state, .arrived(update))
      return view(state).text
    }
    #expect(try !mapText(1, 1).contains("y ×"))
    #expect(try mapText(0.05, 1).contains(#/y ×[0-9]+/#))
    #expect(try mapText(0.02, 0).contains(#/x ×[0-9]+/#))
    #expect(try !mapText(0, 1).contains("y ×"))
  }

  @Test("larger screens show larger digits in the grid")
  func grid() throws {
    func ink(_ rows: Int, _ columns: Int) throws -> Int {
      var state = try Fixture.state(rows: rows, columns: columns)
      state.isZoomed = true
      state.press(.character("v"))
      let frame = view(state)
      // All digits are the same ring: lit cells for each label are the size of one.
      let labels = frame.text.split(separator: "\n").joined().count { $0 == "1" || $0 == "0" || $0 == "2" }
      return frame.cells.count { $0.foreground == Ramp.greys[63] || $0.background == Ramp.greys[63] }
        / max(1, labels)
    }
    #expect(try ink(60, 200) > 2 * ink(24, 80))
  }
}
