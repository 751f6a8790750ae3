import Analysis
import Engine
import Explorer
import Screen
import Testing

@Suite("Walking")
struct WalkingTests {
  @Test("far from all codes the panel says so and how to come back")
  func farOut() throws {
    var state = try Fixture.state()
    state.press(.right)
    #expect(!view(state).text.contains("far out"))
    for _ in 0..<10 { state.press(.character("L")) }
    #expect(view(state).text.contains("far out"))
    state.press(.character("0"))
    #expect(!view(state).text.contains("far out"))
  }

  @Test("in the grid Shift goes four digits on, not off the screen")
  func gridStride() throws {
    var state = try Fixture.state()
    state.press(.character("v"), .right)
    let one = state.walk.coordinates[0]
    state.press(.character("L"))
    #expect(abs(state.walk.coordinates[0] - 5 * one) < 1e-3)
  }

  @Test(
    "an arrow moves one step, right and up increase",
    arguments: [
      (Key.right, [0.1, 0]), (.left, [-0.1, 0]), (.up, [0, 0.1]), (.down, [0, -0.1]),
      (.character("l"), [0.1, 0]), (.character("h"), [-0.1, 0]), (.character("k"), [0, 0.1]),
      (.character("j"), [0, -0.1]),
    ] as [(Key, [Float])])
  func arrows(key: Key, expected: [Float]) throws {
    var state = try Fixture.state()
    state.press(key)
    #expect(state.walk.coordinates == expected)
  }

  @Test("Shift goes ten steps", arguments: [Key.shiftRight, .character("L")])
  func shift(key: Key) throws {
    var state = try Fixture.state()
    state.press(key)
    #expect(state.walk.coordinates == [1, 0])
  }

  @Test("a thousand steps there and back lead to where they began")
  func noDrift() throws {
    var state = try Fixture.state()
    for _ in 0..<100 { state.press(.right) }
    for _ in 0..<100 { state.press(.left) }
    #expect(state.walk.coordinates == [0, 0])
  }

  @Test("the third axis exists in three dimensions and is refused with a reason in two")
  func thirdAxis() throws {
    var flat = try Fixture.state()
    flat.press(.character(">"))
    #expect(flat.walk.coordinates == [0, 0])
    #expect(flat.notice?.notice.text == "this latent space has two axes only")
    var deep = try Fixture.state(latent: 3)
    deep.press(.character(">"), .pageUp, .character("<"))
    #expect(deep.walk.coordinates == [0, 0, deep.walk.step])
  }

  @Test("twenty dimensions are walked in a plane of three directions through the mean of the codes")
  func manyDimensions() throws {
    var state = try Fixture.state(latent: 20)
    #expect(state.walk.plane.dimensions == 3)
    #expect(state.walk.code.count == 20)
    let start = state.walk.code
    state.press(.right)
    #expect(state.walk.code != start)
  }

  @Test("smaller and larger steps stop at the ends of the scale")
  func stepSize() throws {
    var state = try Fixture.state()
    for _ in 0..<20 { state.press(.character("-")) }
    #expect(state.walk.step == 0.01)
    for _ in 0..<20 { state.press(.character("+")) }
    #expect(state.walk.step == 2)
  }

  @Test("0 goes to the origin")
  func origin() throws {
    var state = try Fixture.state()
    state.press(.right, .up, .character("0"))
    #expect(state.walk.coordinates == [0, 0])
  }

  @Test("g and a digit go to the mean of a class", arguments: [0, 1, 2])
  func classMean(label: Int) throws {
    var state = try Fixture.state()
    state.type("g\(label)")
    let codes = Fixture.codes(latent: 2).values
    let members = stride(from: label, to: 90, by: 3).map { codes[$0, 0] }
    let mean = members.reduce(0, +) / Float(members.count)
    #expect(abs(state.walk.coordinates[0] - mean) < 1e-4)
    #expect(state.dialog == nil)
  }

  @Test("a random draw is repeated by the same seed")
  func draws() throws {
    var first = try Fixture.state()
    var second = try Fixture.state()
    first.press(.character("G"))
    second.press(.character("G"))
    #expect(first.walk.coordinates == second.walk.coordinates)
    #expect(first.walk.coordinates != [0, 0])
    second.press(.character("G"))
    #expect(first.walk.coordinates != second.walk.coordinates)
  }

  @Test("the trail remembers where the walk came from, sixty places at most")
  func trail() throws {
    var state = try Fixture.state()
    state.press(.right)
    #expect(state.walk.trail == [[0, 0]])
    for _ in 0..<100 { state.press(.right) }
    #expect(state.walk.trail.count == 60)
  }

  @Test("the image and its neighbours follow every step")
  func sight() throws {
    var state = try Fixture.state()
    let before = state.sight.neighbors
    state.press(.shiftRight)
    #expect(state.sight.neighbors != before)
    #expect(state.sight.neighbors.count == 24)
    #expect(state.sight.image.count == 784)
    #expect(state.sight.vote?.voters == 10)
  }

  @Test("coordinates stay below one hundred, however long a key is held")
  func farthest() throws {
    var state = try Fixture.state()
    for _ in 0..<20 { state.press(.character("+")) }
    for _ in 0..<200 { state.press(.shiftRight) }
    #expect(state.walk.coordinates[0] == 99)
  }

  @Test("= and a label finds the next image of a class, a number that image, nonsense an answer")
  func find() throws {
    var state = try Fixture.state()
    state.type("/=dot")
    state.press(.enter)
    #expect(state.notice?.notice.text.contains("class 2, dot") == true)
    state.type("/9999")
    state.press(.enter)
    guard case .prompt(let prompt) = state.dialog else {
      Issue.record("the prompt stays open")
      return
    }
    #expect(prompt.error == "type an image from 0 to 89, or = and a label")
  }
}

@Suite("Paths")
struct PathTests {
  @Test("i marks A, i again marks B and plays there and back", arguments: 0..<3)
  func play(changes: Int) throws {
    var state = try Fixture.state()
    for _ in 0..<changes { state.press(.character("I")) }
    state.press(.right, .character("i"), .shiftUp, .character("i"))
    #expect(state.interpolation?.path?.kind == WalkPath.Kind.allCases[changes])
    let end = state.walk.coordinates
    #expect(state.secondsToNextTick == 1.0 / 30)
    _ = reduce(&state, .clock(3))
    #expect(abs(state.walk.coordinates[1] - end[1]) < 1e-4)
    _ = reduce(&state, .clock(5.999))
    #expect(abs(state.walk.coordinates[1]) < 0.01)
    _ = reduce(&state, .clock(6.1))
    #expect(state.interpolation?.playingSince == nil)
  }

  @Test("a third press lets go of the path")
  func letGo() throws {
    var state = try Fixture.state()
    state.press(.character("i"), .right, .character("i"), .character("i"))
    #expect(state.interpolation == nil)
  }

  @Test("I leads a marked path another way, from the same end to the same end")
  func lead() throws {
    var state = try Fixture.state()
    state.press(.right, .character("i"), .shiftUp, .character("i"))
    let straight = try #require(state.interpolation?.path)
    state.press(.character("I"), .character("I"))
    let geodesic = try #require(state.interpolation?.path)
    #expect(straight.kind == .linear && geodesic.kind == .geodesic)
    #expect(straight.start == geodesic.start && straight.end == geodesic.end)
    state.press(.character("I"))
    #expect(state.interpolation?.path == straight)
  }

  @Test("fresh weights are another space: the mark is gone")
  func freshWeights() throws {
    var state = try Fixture.state()
    state.press(.character("i"))
    var update = Update()
    update.snapshot = try Fixture.snapshot()
    update.snapshot?.step = 0
    _ = reduce(&state, .arrived(update))
    #expect(state.interpolation == nil)
  }

  @Test("walking on stops the playing")
  func interrupt() throws {
    var state = try Fixture.state()
    state.press(.character("i"), .right, .character("i"), .left)
    #expect(state.interpolation != nil)
    #expect(state.interpolation?.playingSince == nil)
  }
}

@Suite("Models that are told a label")
struct LabelTests {
  @Test("y and a digit decode the same code as another class")
  func label() throws {
    var state = try Fixture.state(model: "cvae")
    state.snapshot?.classes = 10
    state.press(.right)
    let code = state.walk.code
    state.press(.character("y"), .character("2"))
    #expect(state.sight.label == 2)
    #expect(state.walk.code == code)
    #expect(state.notice?.notice.text == "decoded as class 2, dot")
  }

  @Test("a model that is told none says so")
  func refusal() throws {
    var state = try Fixture.state()
    state.press(.character("y"))
    #expect(state.dialog == nil && state.sight.label == 0)
    #expect(state.notice?.notice.text == "this model is told no label; cvae is")
  }
}
