import Engine
import Explorer
import LatentCore
import Runtime
import Screen
import Testing

@Suite("The loop between terminal, explorer and engine")
struct LoopTests {
  private let clock = FakeClock()
  private let engine = FakeEngine()

  /// Runs a script to its end.
  private func play(
    _ script: [Step], secondsToPresent: Double = 0
  ) -> (loop: Loop, terminal: FakeTerminal, leaving: Leaving) {
    let clock = clock
    let terminal = FakeTerminal(clock, script)
    terminal.secondsToPresent = secondsToPresent
    let services = Services(
      runs: { [RunChoice(run: "a-run", title: "a run", detail: "")] },
      data: { [DataChoice(name: "dots", title: "Dots", detail: "", isFound: true)] },
      saveScreenshot: { _ in "wrote a picture" }, clock: { clock.now })
    let loop = Loop(terminal: terminal, engine: engine, services: services)
    return (loop, terminal, loop.run())
  }

  private func press(_ keys: Key..., after delay: Double = 0) -> Step {
    Step(delay: delay) { keys.map(TerminalEvent.key) }
  }

  private func event(_ events: TerminalEvent..., after delay: Double = 0) -> Step {
    Step(delay: delay) { events }
  }

  /// Nothing, for long enough that everything is drawn.
  private func later(_ seconds: Double = 1) -> Step { Step(delay: seconds) { [] } }

  private func coordinates(_ frame: Frame?) -> Substring? {
    frame?.text.firstMatch(of: #/z = \([^)]*\)/#)?.output
  }

  @Test("the first frame does not wait for the engine")
  func firstFrame() {
    let (_, terminal, leaving) = play([])
    #expect(terminal.frames.count == 1)
    #expect(leaving == .closed)
  }

  @Test("with nothing to do it sleeps without a time-out, and draws nothing")
  func idle() throws {
    engine.updates = [try update()]
    let (_, terminal, _) = play([later(0), later(0), later(0)])
    #expect(terminal.timeouts.allSatisfy { $0 == nil })
    #expect(terminal.frames.count == 1)
  }

  @Test("all keys that wait are reduced before one frame is drawn")
  func coalescing() throws {
    engine.updates = [try update()]
    let keys = [Key](repeating: .right, count: 8)
    let (_, terminal, _) = play([later(), Step { keys.map(TerminalEvent.key) }, later()])
    #expect(terminal.frames.count == 2)
    let start = try #require(terminal.frames.first?.text.firstMatch(of: #/step ([0-9.]+)/#)?.output.1)
    let step = try #require(Float(start))
    let expected = "z = (+\((step * 8 * 100).rounded() / 100)"
    #expect(
      terminal.frames.last?.text.contains(expected) == true,
      "\(expected) in \(terminal.frames.last?.text ?? "")")
  }

  @Test("keys in quick succession share a sixtieth of a second, and the last is always shown")
  func pacing() throws {
    engine.updates = [try update()]
    let held = (0..<30).map { _ in press(.right, after: 0.004) }
    let (_, terminal, _) = play(held + [later()])
    let gaps = zip(terminal.drawnAt.dropFirst(), terminal.drawnAt).map { $0 - $1 }
    #expect(gaps.allSatisfy { $0 > 0.014 })
    #expect((7...12).contains(terminal.frames.count))
    engine.updates = [try update()]
    let atOnce = Step { [TerminalEvent](repeating: .key(.right), count: 30) }
    #expect(coordinates(terminal.frames.last) == coordinates(play([atOnce, later()]).terminal.frames.last))
  }

  private func gaps(_ terminal: FakeTerminal) -> [Double] {
    zip(terminal.drawnAt.dropFirst(), terminal.drawnAt).map { $0 - $1 }
  }

  @Test("news are drawn thirty times a second at most")
  func news() throws {
    engine.updates = try (0..<40).map { try update(epoch: $0) }
    let (_, terminal, _) = play((0..<400).map { _ in event(.woken, after: 0.005) } + [later()])
    #expect(gaps(terminal).allSatisfy { $0 > 0.030 && $0 < 0.040 })
    #expect(terminal.frames.last?.text.contains("epoch 39") == true)
  }

  @Test(
    "news that take long to draw are drawn less often, so that training keeps its time", arguments: [2, 8])
  func newsThatCost(milliseconds: Double) throws {
    engine.updates = try (0..<40).map { try update(epoch: $0, status: .training) }
    let cost = milliseconds / 1000
    let woken = (0..<400).map { _ in event(.woken, after: 0.005) }
    let (_, terminal, _) = play(woken, secondsToPresent: cost)
    #expect(gaps(terminal).dropFirst().allSatisfy { $0 > cost * 24 && $0 < 0.26 })
    #expect(terminal.frames.count > 8)
  }

  @Test(
    "a map that unfolds is drawn thirty times a second, with and without training", arguments: [false, true])
  func unfolding(trains: Bool) throws {
    let live = LiveMap(
      stage: "unfolding", step: 1, steps: 9, objectiveTitle: "KL divergence", curve: [], steerable: [],
      options: Options())
    var map = MapSnapshot(request: MapRequest(method: "tsne"), progress: 0.5)
    map.live = live
    engine.updates = try (0..<40).map { try update(epoch: $0, status: trains ? .training : .paused) }
    for index in engine.updates.indices { engine.updates[index].maps = [0: map] }
    let woken = (0..<400).map { _ in event(.woken, after: 0.005) }
    let (_, terminal, _) = play(woken, secondsToPresent: 0.008)
    #expect(gaps(terminal).dropFirst(2).dropLast().allSatisfy { $0 < 0.05 })
  }

  @Test("keys are drawn at once, however long news have to wait")
  func keysBetweenNews() throws {
    engine.updates = try (0..<40).map { try update(epoch: $0) }
    let script = (0..<20).flatMap { _ in [event(.woken, after: 0.005), press(.right, after: 0.035)] }
    let (_, terminal, _) = play(script, secondsToPresent: 0.01)
    #expect(gaps(terminal).filter { $0 < 0.06 }.count > 15)
  }

  @Test("a notice disappears by itself")
  func notice() throws {
    engine.updates = [try update(notices: [Notice("something was said")])]
    let (_, terminal, _) = play([later(30), later()])
    #expect(terminal.frames.first?.text.contains("something was said") == true)
    #expect(terminal.timeouts.first.flatMap { $0 } != nil)
    #expect(terminal.frames.last?.text.contains("something was said") == false)
    #expect(terminal.timeouts.last == .some(nil))
  }

  @Test("a new size is drawn")
  func resize() {
    let clock = clock
    let terminal = FakeTerminal(clock, [])
    let loop = Loop(
      terminal: terminal, engine: engine, services: Services(runs: { [] }, data: { [] }, clock: { clock.now })
    )
    terminal.size = (30, 100)
    terminal.script = [event(.resized), later()]
    _ = loop.run()
    #expect(terminal.frames.last?.rows == 30)
    #expect(terminal.frames.last?.columns == 100)
  }

  @Test("keys become commands")
  func commands() throws {
    engine.updates = [try update()]
    _ = play([press(.character(" ")), later()])
    #expect(engine.commands == ["start"])
  }

  @Test("effects reach the terminal and the services")
  func effects() throws {
    engine.updates = [try update()]
    let (_, terminal, _) = play([
      press(.control("l")), press(.control("z")), press(.character("o")), later(), press(.escape),
      press(.character("S")), later(),
    ])
    #expect(terminal.log.filter { $0 != "time" } == ["invalidate", "suspend"])
    #expect(terminal.frames.contains { $0.text.contains("a run") })
    #expect(terminal.frames.contains { $0.text.contains("wrote a picture") })
  }

  // MARK: Leaving

  @Test("q leaves at once when nothing is unsaved")
  func quit() throws {
    engine.updates = [try update()]
    let (_, _, leaving) = play([press(.character("q"))])
    #expect(leaving == .quit)
    #expect(engine.left == false)
  }

  @Test("q asks when training is unsaved; n leaves it so")
  func quitWithoutSaving() throws {
    engine.updates = [try update(unsaved: true)]
    let (_, terminal, leaving) = play([press(.character("q")), later(), press(.character("n"))])
    #expect(terminal.frames.last?.text.contains("not saved") == true)
    #expect(leaving == .quit)
    #expect(engine.left == false)
    #expect(engine.commands.isEmpty)
  }

  @Test("save and quit waits until the engine says that the run is saved, and passes on where")
  func saveAndQuit() throws {
    engine.updates = [
      try update(unsaved: true), try update(unsaved: true),
      try update(notices: [Notice("saved to a folder")]),
    ]
    let (loop, _, leaving) = play([
      press(.character("q")), press(.character("s")), event(.woken), later(), event(.woken), later(),
    ])
    #expect(engine.commands == ["pause", "save(path: nil)"])
    #expect(leaving == .quit)
    #expect(loop.notices.map(\.text) == ["saved to a folder"])
  }

  @Test("a run that cannot be saved keeps the explorer open")
  func saveFails() throws {
    engine.updates = [
      try update(unsaved: true),
      try update(unsaved: true, notices: [Notice("the disk is full", isError: true)]),
    ]
    let (loop, terminal, leaving) = play([
      press(.character("q")), press(.character("s")), event(.woken), later(),
    ])
    #expect(leaving == .closed)
    #expect(terminal.frames.last?.text.contains("the disk is full") == true)
    #expect(loop.notices.isEmpty)
  }

  @Test("what was saved is said once")
  func noticesOnce() throws {
    engine.updates = [
      try update(unsaved: true), try update(unsaved: true, notices: [Notice("saved to a folder")]),
      try update(notices: [Notice("saved to a folder")]),
    ]
    let (loop, _, leaving) = play([
      press(.character("q")), press(.character("s")), event(.woken), later(), event(.woken), later(),
    ])
    #expect(leaving == .quit)
    #expect(loop.notices.map(\.text) == ["saved to a folder"])
  }

  @Test("a signal grants the saving its time, and says when that was too little")
  func savingTakesTooLong() throws {
    engine.updates = [try update(unsaved: true)]
    engine.isStuck = true
    let (loop, terminal, _) = play([event(.leave(signal: 15))])
    #expect(terminal.log == ["time"])
    #expect(loop.notices.map(\.isError) == [true])
  }

  @Test("a signal leaves with the run saved, and is handed on", arguments: [1, 2, 3, 15] as [Int32])
  func signal(number: Int32) throws {
    engine.updates = [try update(unsaved: true)]
    let (_, _, leaving) = play([event(.key(.right), .leave(signal: number), .closed)])
    #expect(leaving == .signal(number))
    #expect(engine.left == true)
  }
}
