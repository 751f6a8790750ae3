import Engine
import Explorer
import LatentCore
import Screen

/// Why the loop came to its end.
public enum Leaving: Sendable, Equatable {
  /// The person quit.
  case quit
  /// A signal asked for it; the caller raises it again when the terminal is sane.
  case signal(Int32)
  /// The terminal is gone.
  case closed
}

/// The program's loop: keys, news of the engine and the clock in; reduce; effects and a frame out.
///
/// It sleeps whenever nothing is to be done, and draws one frame for all that came in together, so that a held
/// key never builds up a lag.
public final class Loop {
  private let terminal: any Terminal
  private let engine: any TrainingEngine
  private let services: Services
  private var state: State
  private var pacing = Pacing()
  private var leaving: Leaving?
  /// The person has chosen to save and quit, and the engine has not said yet that it is done.
  private var waitsForSaving = false
  private let start: Double

  /// What remains to be said when the terminal is the shell's again: what was saved where, or why not.
  public private(set) var notices: [Notice] = []

  /// Creates a loop.
  /// - Parameter seed: of the random draws that `G` makes.
  public init(terminal: any Terminal, engine: any TrainingEngine, services: Services, seed: UInt64 = 0) {
    self.terminal = terminal
    self.engine = engine
    self.services = services
    start = services.clock()
    let size = terminal.size
    state = State(rows: size.rows, columns: size.columns, capabilities: terminal.capabilities, seed: seed)
  }

  /// Runs until the person or a signal ends it; the engine has stopped and saved by then, the terminal is still open.
  public func run() -> Leaving {
    drawNews()
    while true {
      if let leaving { return leaving }
      let seconds = pacing.secondsToWait(now: now, nextTick: state.secondsToNextTick)
      take(terminal.events(within: seconds))
      guard leaving == nil, pacing.isFrameDue(now: now) else { continue }
      if pacing.areNewsDue(now: now) { drawNews() } else { draw() }
    }
  }

  private var now: Double { services.clock() - start }

  private func draw() {
    terminal.present(view(state))
    pacing.drew(at: now)
  }

  /// Fetches what the engine has to show, however often it said so, and draws it.
  private func drawNews() {
    let began = now
    reduce(&state, all: [.clock(began), .arrived(takeUpdate())]).forEach(carryOut)
    terminal.present(view(state))
    pacing.drewNews(at: now, cost: now - began, leavesRoom: state.leavesRoomForTraining)
  }

  /// Reduces everything that came in together, then carries out what follows from it.
  private func take(_ events: [TerminalEvent]) {
    let actions = [.clock(now)] + events.flatMap(actions(for:))
    let isTick = events.isEmpty && state.secondsToNextTick != nil
    let effects = reduce(&state, all: actions)
    if events.contains(where: \.isInput) { pacing.changed(by: .input, now: now) }
    if isTick { pacing.changed(by: .motion, now: now) }
    effects.forEach(carryOut)
  }

  private func actions(for event: TerminalEvent) -> [Action] {
    switch event {
    case .key(let key): return [.key(key)]
    case .mouse(let event): return [.mouse(event)]
    case .resized, .resumed:
      let size = terminal.size
      return [.resized(rows: size.rows, columns: size.columns)]
    case .woken: pacing.changed(by: .news, now: now)
    case .leave(let signal): end(.signal(signal), saving: true)
    case .closed: end(.closed, saving: true)
    }
    return []
  }

  private func carryOut(_ effect: Effect) {
    switch effect {
    case .engine(let command): engine.send(command)
    case .listRuns: follow(.runsListed(services.runs()))
    case .listData: follow(.dataListed(services.data()))
    case .screenshot(let frame): follow(.said(saveScreenshot(frame)))
    case .repaint:
      terminal.invalidate()
      pacing.changed(by: .input, now: now)
    case .suspend:
      terminal.suspend()
      let size = terminal.size
      follow(.resized(rows: size.rows, columns: size.columns))
    case .quit(saving: false): end(.quit, saving: false)
    case .quit(saving: true): saveAndQuit()
    }
  }

  /// Reduces what an effect brought.
  private func follow(_ action: Action) {
    reduce(&state, action).forEach(carryOut)
    pacing.changed(by: .input, now: now)
  }

  private func saveScreenshot(_ frame: Frame) -> Notice {
    do {
      return Notice(try services.saveScreenshot(frame))
    } catch {
      return Notice((error as? ZwalkError)?.message ?? "\(error)", isError: true)
    }
  }

  /// The screen stays until the run is on disk: a full disk is no reason to lose a training.
  private func saveAndQuit() {
    guard !waitsForSaving else { return }
    waitsForSaving = true
    engine.send(.pause)
    engine.send(.save(path: nil))
    follow(.said(Notice("saving the run ...")))
  }

  private func takeUpdate() -> Update {
    let update = engine.takeUpdate()
    guard waitsForSaving else { return update }
    keep(update.notices)
    if update.notices.contains(where: \.isError) {
      waitsForSaving = false
      notices = []
    } else if update.snapshot?.hasUnsavedTraining == false {
      end(.quit, saving: false)
    }
    return update
  }

  /// The first reason to leave is the one that counts.
  private func end(_ reason: Leaving, saving: Bool) {
    guard leaving == nil else { return }
    leaving = reason
    if saving { terminal.grantTime(Engine.savingTimeout / .seconds(1) + 1) }
    let hasStopped = engine.leave(saving: saving)
    keep(engine.takeUpdate().notices)
    if saving, !hasStopped { notices.append(Notice("there was no time to save the run", isError: true)) }
  }

  /// Two saves in a row say the same of the same run.
  private func keep(_ news: [Notice]) {
    for notice in news where !notices.contains(notice) { notices.append(notice) }
  }
}

extension TerminalEvent {
  /// Whether a person waits for the answer.
  fileprivate var isInput: Bool {
    switch self {
    case .key, .mouse, .resized, .resumed: true
    case .woken, .leave, .closed: false
    }
  }
}
