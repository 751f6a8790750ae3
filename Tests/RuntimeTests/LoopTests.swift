import Engine
import Explorer
import LatentCore
import Runtime
import Screen
import Testing

@Suite("The loop")
struct LoopTests {
  private struct Run {
    let terminal: FakeTerminal
    let engine: FakeEngine
    let leaving: Leaving
  }

  private func run(_ script: [TerminalEvent]..., updates: [Update] = []) -> Run {
    let clock = FakeClock()
    let terminal = FakeTerminal(script, clock: clock)
    let engine = FakeEngine()
    engine.updates = updates
    let services = Services(
      runs: { [RunChoice(run: "vae-2", title: "vae-2", detail: "built in")] },
      data: { [DataChoice(name: "mnist-5k", title: "MNIST 5k", detail: "built in", isFound: true)] },
      saveScreenshot: { _ in throw ZwalkError.fileUnwritable(path: "shot.png", reason: "no space") },
      clock: { clock.now })
    let loop = Loop(terminal: terminal, engine: engine, services: services)
    return Run(terminal: terminal, engine: engine, leaving: loop.run())
  }

  @Test("the first frame is drawn before anything is waited for")
  func firstFrame() {
    let result = run(.typed("q"))
    #expect(result.terminal.frames.count == 1)
    #expect(result.leaving == .quit)
  }

  @Test("a hundred keys that came in together are one frame")
  func coalescing() {
    let result = run(.typed(String(repeating: "?", count: 99)), [], .typed("q"))
    #expect(result.terminal.frames.count == 2)
  }

  @Test("idle, it sleeps without an end and draws nothing")
  func idle() {
    let result = run([.woken], [], .typed("q"))
    #expect(result.terminal.waits.first == .some(nil))
  }

  @Test("frames for news are at most thirty a second, for keys sixty")
  func pacing() throws {
    let news = run([.woken], [], [.woken], [], .typed("q"))
    let wait = try #require(news.terminal.waits[1])
    #expect(abs(wait - 1.0 / 30) < 1e-9)
    let keys = run(.typed("?"), [], .typed("q"), .typed("q"))
    #expect(abs(try #require(keys.terminal.waits[1]) - 1.0 / 60) < 1e-9)
  }

  @Test("a notice disappears by itself, and then the loop sleeps again")
  func notice() {
    var update = Update()
    update.notices = [Notice("saved")]
    let result = run([], [], [], .typed("q"), updates: [update])
    #expect(result.terminal.frames.contains { $0.text.contains("saved") })
    #expect(result.terminal.waits.contains { $0 == nil })
  }

  @Test("a new size is asked for and drawn whole")
  func resize() {
    let clock = FakeClock()
    let terminal = FakeTerminal([[.resized], [], .typed("q")], clock: clock)
    terminal.size = (24, 80)
    let loop = Loop(
      terminal: terminal, engine: FakeEngine(),
      services: Services(runs: { [] }, data: { [] }, clock: { clock.now }))
    #expect(loop.run() == .quit)
    #expect(terminal.frames.last?.columns == 80)
  }

  @Test("Ctrl-L repaints, Ctrl-Z suspends")
  func repaint() {
    let result = run([.key(.control("l"))], [.key(.control("z"))], .typed("q"))
    #expect(result.terminal.calls == ["invalidate", "suspend"])
  }

  @Test(
    "the menus of runs and data are filled by the services", arguments: [("o", "vae-2"), ("d", "MNIST 5k")])
  func menus(key: String, entry: String) {
    let result = run(.typed(key), [], [.key(.escape)], .typed("q"))
    #expect(result.terminal.frames.contains { $0.text.contains(entry) })
  }

  @Test("a screenshot that cannot be written says why")
  func screenshot() {
    let result = run(.typed("S"), [], .typed("q"))
    #expect(result.terminal.frames.contains { $0.text.contains("shot.png: cannot be written: no space") })
  }

  @Test("a signal leaves once, with its number, and the engine stops", arguments: [2, 15, 1, 3] as [Int32])
  func signal(number: Int32) {
    let result = run([.leave(signal: number), .leave(signal: 9)])
    #expect(result.leaving == .signal(number))
    #expect(result.engine.left == [false], "there was nothing to save")
  }

  @Test("a terminal that hangs up ends the loop")
  func hangUp() {
    #expect(run([.closed]).leaving == .closed)
  }
}
