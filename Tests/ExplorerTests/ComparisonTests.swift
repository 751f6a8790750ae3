import Engine
import Explorer
import LatentCore
import Projections
import Screen
import Testing

@Suite("Brushing points")
struct BrushTests {
  private func drag(_ state: inout State, _ button: MouseEvent.Button, _ places: [Position]) {
    for (index, place) in places.enumerated() {
      let kind: MouseEvent.Kind = index == 0 ? .press : .drag
      _ = reduce(&state, .mouse(MouseEvent(kind: kind, button: button, position: place)))
    }
    _ = reduce(&state, .mouse(MouseEvent(kind: .release, button: button, position: places[places.count - 1])))
  }

  /// A comparison on the whole screen with the area of its right map, the codes.
  private func compared() throws -> (state: State, area: Rectangle) {
    var state = try Fixture.state()
    state.press(.character("P"))
    return (state, try #require(state.layout.panels[.rightMap]?.inset()))
  }

  @Test(
    "a rectangle chooses just the points inside of it, whichever corner it begins at",
    arguments: [false, true])
  func rectangle(fromTheEnd: Bool) throws {
    var (state, area) = try compared()
    let corners = [
      Position(row: area.row, column: area.column),
      Position(row: area.row + area.rows - 1, column: area.column + area.columns / 2 - 1),
    ]
    drag(&state, .left, fromTheEnd ? corners.reversed() : corners)
    let codes = Fixture.codes(latent: 2).values
    let brushed = state.comparison.brush.rows
    #expect(!brushed.isEmpty && brushed.count < codes.rows)
    let rightmost = try #require(brushed.map { codes[$0, 0] }.max())
    let others = (0..<codes.rows).filter { !brushed.contains($0) }
    #expect(others.allSatisfy { codes[$0, 0] >= rightmost })
  }

  @Test("a lasso around everything chooses everything, a line nothing")
  func lasso() throws {
    var (state, area) = try compared()
    let (bottom, right) = (area.row + area.rows - 1, area.column + area.columns - 1)
    drag(
      &state, .right,
      [
        Position(row: area.row, column: area.column), Position(row: bottom, column: area.column),
        Position(row: bottom, column: right), Position(row: area.row, column: right),
      ])
    #expect(state.comparison.brush.rows == Array(0..<90))
    drag(
      &state, .right,
      [Position(row: area.row, column: area.column), Position(row: area.row, column: area.column + 1)])
    #expect(state.comparison.brush.isEmpty)
  }

  @Test("x takes the nearest in the focused map, doubles with every press, and X lets go")
  func growing() throws {
    var state = try Fixture.state()
    state.press(.character("4"), .character("4"))
    state.selection = 30
    state.press(.character("x"))
    #expect(state.comparison.brush.rows.count == 12 && state.comparison.brush.rows.contains(30))
    let codes = Fixture.codes(latent: 2).values
    func distance(_ row: Int) -> Float {
      let (x, y) = (codes[row, 0] - codes[30, 0], codes[row, 1] - codes[30, 1])
      return x * x + y * y
    }
    let farthest = try #require(state.comparison.brush.rows.map(distance).max())
    #expect(
      (0..<90).filter { !state.comparison.brush.rows.contains($0) }.allSatisfy { distance($0) >= farthest })
    state.press(.character("x"))
    #expect(state.comparison.brush.rows.count == 24)
    state.press(.character("X"))
    #expect(state.comparison.brush.isEmpty)
  }

  @Test("the strip says how many images of each class were chosen")
  func strip() throws {
    var state = try Fixture.state()
    state.press(.character("P"))
    state.selection = 30
    for _ in 0..<5 { state.press(.character("x")) }
    let text = view(state).text
    #expect(text.contains("Selected images 90") && text.contains("ring × 30"))
  }

  @Test("other data lets go of what was chosen")
  func otherData() throws {
    var state = try Fixture.state()
    state.press(.character("4"), .character("x"))
    #expect(!state.comparison.brush.isEmpty)
    var update = Update()
    var snapshot = try Fixture.snapshot()
    snapshot.data = ImageSetFixture.renamed(snapshot.data)
    update.snapshot = snapshot
    _ = reduce(&state, .arrived(update))
    #expect(state.comparison.brush.isEmpty)
  }
}

@Suite("Points on their way")
struct MorphTests {
  @Test("it plays to the other map, back again, and arrows move it by hand")
  func playing() throws {
    var state = try Fixture.state()
    state.press(.character("4"), .character("u"))
    _ = reduce(&state, .clock(1.5))
    #expect(state.comparison.morph.map { abs($0.position - 0.5) < 1e-6 } == true)
    state.press(.right)
    #expect(state.comparison.morph.map { abs($0.position - 0.52) < 1e-6 && $0.playingSince == nil } == true)
    state.press(.character("u"))
    _ = reduce(&state, .clock(9))
    #expect(state.comparison.morph?.position == 1 && state.secondsToNextTick != 1.0 / 30)
    state.press(.character("u"))
    _ = reduce(&state, .clock(20))
    #expect(state.comparison.morph?.position == 0)
    state.press(.escape)
    #expect(state.comparison.morph == nil && state.focus == .leftMap)
  }

  @Test("a map that is the other one turned, mirrored and enlarged does not move at all")
  func aligned() throws {
    // The fixture's PCA map is its codes with swapped axes, three times as large.
    var state = try Fixture.state()
    state.press(.character("P"), .character("u"))
    let before = view(state)
    state.press(.character("u"))
    for _ in 0..<50 { state.press(.right) }
    #expect(state.comparison.morph?.position == 1)
    let area = try #require(state.layout.panels[.leftMap]?.inset())
    let moved = (area.row..<area.row + area.rows).reduce(0) { sum, row in
      sum
        + (area.column..<area.column + area.columns).count {
          before[row, $0].character != view(state)[row, $0].character
        }
    }
    // Rounding may move a dot on the edge of its neighbour.
    #expect(moved < 6)
  }
}

@Suite("Walking in maps")
struct MapWalkTests {
  @Test("the codes' map decodes where the walker stands; maps without a way back have no walker")
  func walking() throws {
    var state = try Fixture.state()
    state.press(.character("4"), .character("n"))
    #expect(state.comparison.walkers != nil && state.focus == .rightMap, "only the codes lead back")
    state.press(.right, .right, .up)
    let text = view(state).text
    #expect(state.walk.coordinates == [0, 0], "the walk in latent space stays where it is")
    #expect(!text.contains("walk maps"))
    state.press(.character("n"))
    #expect(state.comparison.walkers == nil)
  }
}

@Suite("The table of maps")
struct MapTableTests {
  @Test("left and right choose the measure, the best map comes first, Enter shows it beside the others")
  func sorting() throws {
    var state = try Fixture.state()
    var update = Update()
    var better = Fixture.map("random")
    better.quality?.trustworthiness = 0.9
    better.quality?.continuity = 0.5
    update.maps = [16: better]
    _ = reduce(&state, .arrived(update))
    state.press(.character("7"))
    #expect(firstMap(state) == "Random")
    state.press(.right)
    #expect(view(state).text.contains("Maps by continuity") && firstMap(state) != "Random")
    state.press(.left)
    let command = State.command(state.press(.enter))
    guard case .map(let slot, let request)? = command else { throw Missing() }
    #expect(slot == 1 && request.method == "random" && state.focus == .rightMap)
  }

  @Test("a asks for every method that is not shown, once each, in slots that no panel shows")
  func allMethods() throws {
    var state = try Fixture.state()
    let effects = state.press(.character("7"), .character("a"))
    let asked = effects.compactMap { effect -> (Int, String?)? in
      guard case .engine(.map(let slot, let request)) = effect else { return nil }
      return (slot, request.method)
    }
    #expect(asked.map(\.1) == ProjectionCatalog.all.map(\.id).filter { $0 != "pca" })
    #expect(asked.allSatisfy { $0.0 >= 16 } && Set(asked.map(\.0)).count == asked.count)
  }

  private struct Missing: Error {}

  private func firstMap(_ state: State) -> String? {
    let lines = view(state).text.split(separator: "\n")
    guard let heading = lines.firstIndex(where: { $0.contains("seconds") && $0.contains("stress") }) else {
      return nil
    }
    return lines[heading + 1].split(separator: " ").first { $0.count > 2 }.map(String.init)
  }
}

@Suite("Colours of points")
struct ColoringTests {
  @Test("every colouring draws, and those of a number have a legend", arguments: Coloring.allCases)
  func drawing(coloring: Coloring) throws {
    var state = try Fixture.mixtureState()
    state.press(.character("P"))
    for _ in 0..<(Coloring.allCases.firstIndex(of: coloring) ?? 0) { state.press(.character("c")) }
    #expect(state.coloring == coloring)
    let title: String? =
      switch coloring {
      case .label, .single: nil
      case .component: "components"
      case .density: "points a cell"
      case .error: "squared error"
      case .falseNeighbors: "false neighbours"
      case .missingNeighbors: "missing neighbours"
      case .distance: "true distance"
      }
    if let title { #expect(view(state).text.contains(title)) }
  }

  @Test("components colour their points, darker where they share them")
  func components() throws {
    var state = try Fixture.mixtureState()
    state.press(.character("c"))
    #expect(state.coloring == .component)
    let colors = Set(view(state).cells.map(\.foreground))
    let unsure = ClassPalette.inks(count: 2, depthLevels: 4)[7].color
    #expect(colors.isSuperset(of: [ClassPalette.color(0), ClassPalette.color(1), unsure]))
  }

  @Test("a model without components is not coloured by them")
  func noComponents() throws {
    var state = try Fixture.mixtureState()
    state.press(.character("c"))
    var update = Update()
    update.snapshot = try Fixture.snapshot()
    _ = reduce(&state, .arrived(update))
    #expect(state.coloring == .label)
    state.press(.character("c"))
    #expect(state.coloring == .density)
  }

  @Test("coloured by true distance, images like the selected one are bright, others dark")
  func distance() throws {
    var state = try Fixture.state()
    state.press(.character("P"))
    for _ in 0..<5 { state.press(.character("c")) }
    #expect(state.coloring == .distance)
    func bright(_ row: Int) -> Int {
      state.selection = row
      _ = reduce(&state, .clock(state.clock))
      return view(state).cells.count { $0.foreground == Ramp.sequential.last }
    }
    // A third of the images are the same as the selected one.
    #expect(bright(0) > 20)
  }
}

@Suite("Pages of numbers")
struct PageTests {
  @Test("the engine measures what is looked at, and stops when nobody does")
  func examination() throws {
    var state = try Fixture.state()
    guard case .examine(let asked)? = State.command(state.press(.character("9"))) else {
      Issue.record("nothing was asked for")
      return
    }
    #expect(asked == .portraits)
    guard case .examine(let after)? = State.command(state.press(.escape)) else {
      Issue.record("nothing was said")
      return
    }
    #expect(after == nil && state.focus == .latent)
  }

  @Test("8 again shows the ranks, arrows walk nowhere unseen")
  func pages() throws {
    var state = try Fixture.state()
    state.press(.character("8"))
    #expect(view(state).text.contains("true distance →"))
    state.press(.character("8"), .right)
    #expect(view(state).text.contains("true rank →") && state.walk.coordinates == [0, 0])
  }

  @Test("the portraits set the maps side by side, the better number in bold")
  func portraits() throws {
    var state = try Fixture.state()
    var update = Update()
    var better = Fixture.map("pca")
    better.portrait?.varianceKept = 0.875
    update.maps = [0: better]
    _ = reduce(&state, .arrived(update))
    state.press(.character("9"))
    let frame = view(state)
    #expect(frame.text.contains("variance kept") && frame.text.contains("0.875"))
    let bold = String(
      String.UnicodeScalarView(frame.cells.filter { $0.style.contains(.bold) }.map(\.character)))
    #expect(bold.contains("0.875") && !bold.contains("0.500"))
  }

  @Test("a map without a way back to images leaves its place to the others' axes, and is named")
  func noWayBack() throws {
    var state = try Fixture.state()
    var update = Update()
    var map = Fixture.map("tsne")
    map.portrait?.traversals = []
    update.maps = [0: map]
    _ = reduce(&state, .arrived(update))
    state.press(.character("9"))
    #expect(view(state).text.contains("no way leads back to images: t-SNE"))
  }

  @Test("what a map lacks is said beside its name, and no title is cut", arguments: [80, 100, 120])
  func narrowTable(columns: Int) throws {
    var state = try Fixture.state(rows: 24, columns: columns)
    var update = Update()
    var map = Fixture.map("pca")
    (map.progress, map.quality) = (0.3, nil)
    update.maps = [0: map]
    _ = reduce(&state, .arrived(update))
    state.press(.character("7"))
    for _ in 0..<10 {
      let text = view(state).text
      #expect(text.contains("1 PCA") && text.contains("fitting 30 %") && !text.contains("…"))
      state.press(.right)
    }
    #expect(view(state).text.contains("▾Procr."))
  }
}

@Suite("A map that unfolds")
struct LiveMapTests {
  private func unfolding() throws -> State {
    var state = try Fixture.state()
    var map = Fixture.map("pca")
    (map.progress, map.quality) = (0.25, nil)
    let steerable = [
      OptionDescription(
        "exaggeration", .real(1...50), default: .real(12), "how strongly clusters are pulled together"),
      OptionDescription("perplexity", .integer(2...100), default: .integer(30), "how many neighbours count"),
    ]
    map.live = LiveMap(
      stage: "early exaggeration", step: 100, steps: 750, objectiveTitle: "KL divergence",
      curve: (0..<20).map { ObjectiveSample(step: $0 * 5, value: 4 - Double($0) / 10) }, steerable: steerable,
      options: Options(steerable))
    var update = Update()
    update.maps = [0: map]
    _ = reduce(&state, .arrived(update))
    state.press(.character("P"))
    return state
  }

  @Test("it shows stage, objective and options", arguments: [(24, 80), (36, 120), (60, 200)])
  func drawing(size: (rows: Int, columns: Int)) throws {
    var state = try unfolding()
    _ = reduce(&state, .resized(rows: size.rows, columns: size.columns))
    let text = view(state).text
    #expect(text.contains("100/750") && text.contains("KL divergence"))
    try Golden.compare(view(state), with: "live-\(size.columns)x\(size.rows)-trueColor")
  }

  @Test("[ and ] change the chosen option within its range, a comma chooses the next one")
  func steering() throws {
    var state = try unfolding()
    guard case .steerMap(let slot, let key, let value)? = State.command(state.press(.character("]"))) else {
      Issue.record("nothing was changed")
      return
    }
    #expect(slot == 0 && key == "exaggeration" && value == .real(18))
    state.press(.character(","))
    guard case .steerMap(_, let next, let fewer)? = State.command(state.press(.character("["))) else {
      Issue.record("nothing was changed")
      return
    }
    #expect(next == "perplexity" && fewer == .integer(20))
  }

  @Test("in a map that is final the keys say so, elsewhere they change the learning rate")
  func final() throws {
    var state = try Fixture.state()
    state.press(.character("4"))
    #expect(State.command(state.press(.character("]"))) == nil)
    #expect(state.notice?.notice.text.contains("final") == true)
    state.press(.character("1"))
    guard case .learningRate? = State.command(state.press(.character("]"))) else {
      Issue.record("the learning rate stayed")
      return
    }
  }
}
