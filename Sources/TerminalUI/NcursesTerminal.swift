import CTerminal
import LatentCore
import Screen

/// The terminal of this process, through ncurses. There is one, and it belongs to the main thread.
public final class NcursesTerminal: Terminal {
  /// What the terminal can show, by its terminfo entry and the environment.
  public let capabilities: TerminalCapabilities
  private let coder: ColorCoder
  private var pairs = PairTable()
  /// What is on screen, as far as this program knows.
  private var shown: Frame?
  private var cells: [zterm_cell] = []
  private var hasMoreInput = false

  private init(capabilities: TerminalCapabilities, coder: ColorCoder) {
    self.capabilities = capabilities
    self.coder = coder
  }

  /// Takes the terminal over. It changes the environment for a moment, so it comes before threads are started.
  /// - Throws: `ZwalkError.unusableTerminal`, with what to do about it.
  public static func open() throws(ZwalkError) -> NcursesTerminal {
    let environment = TerminalEnvironment(variables, isUTF8: zterm_use_locale())
    var facts = zterm_facts()
    try refuse(zterm_probe(&facts), term: environment.term)
    var mode = environment.colorMode(colors: Int(facts.colors), direct: facts.direct_color)
    let mouse = facts.ansi && (facts.mouse || environment.reportsMouse)
    let wishes = zterm_wishes(
      colors: mode != .monochrome && mode != .ascii, direct_color: mode == .trueColor && facts.ansi,
      mouse: mouse, synchronized_output: facts.ansi)
    try refuse(zterm_open(wishes), term: environment.term)
    let model = colorModel
    mode = Self.mode(mode, limitedTo: model)
    return NcursesTerminal(
      capabilities: TerminalCapabilities(
        colorMode: mode, sextants: environment.drawsSextants, mouse: mouse), coder: ColorCoder(model))
  }

  /// Ends the process by a signal's default action, so that its exit status is the true one.
  public static func reraise(_ signal: Int32) -> Never { zterm_reraise(signal) }

  /// Wakes `events(within:)`, from any thread and at any time.
  public var wake: @Sendable () -> Void { { zterm_wake() } }

  /// The size in cells that ncurses knows, which is taken over with `resized`.
  public var size: (rows: Int, columns: Int) { (Int(zterm_rows()), Int(zterm_columns())) }

  /// Waits for keys, signals and wakes; does not wait at all while keys of a flood are left to read.
  public func events(within seconds: Double?) -> [TerminalEvent] {
    let found = zterm_wait(hasMoreInput ? 0 : seconds ?? -1)
    var events: [TerminalEvent] = []
    if found.leave != 0 { events.append(.leave(signal: found.leave)) }
    if found.stopped || found.continued {
      events += returning { found.stopped ? zterm_suspend() : zterm_reenter() }
    }
    if found.input || hasMoreInput { events += keys() }
    if found.resized, zterm_resize() {
      shown = nil
      events.append(.resized)
    }
    if found.woken { events.append(.woken) }
    if found.closed { events.append(.closed) }
    return events
  }

  /// Gives ncurses the runs of cells that differ from the last frame; does nothing when none do.
  public func present(_ frame: Frame) {
    let changes = frame.changes(since: shown)
    guard !changes.isEmpty else { return }
    if shown?.rows != frame.rows || shown?.columns != frame.columns { zterm_erase() }
    if cells.count != frame.cells.count {
      cells = [zterm_cell](repeating: zterm_cell(), count: frame.cells.count)
    }
    var last: (cell: Cell, code: zterm_cell)?
    for run in changes {
      let first = run.row * frame.columns + run.column
      encode(frame.cells, first..<first + run.count, after: &last)
      zterm_put(Int32(run.row), Int32(run.column), cells, Int32(first), Int32(run.count))
    }
    zterm_show()
    shown = frame
  }

  /// Forgets what is on screen, so that the next frame is written whole.
  public func invalidate() {
    shown = nil
    zterm_forget()
  }

  /// Leaves the screen, stops the process and takes the screen again when it is continued.
  public func suspend() { _ = returning { zterm_suspend() } }

  /// Puts off the moment at which a signal ends the program although it has not finished; a second signal does at once.
  public func grantTime(_ seconds: Double) { zterm_grant_time(Int32(seconds.rounded(.up))) }

  /// Gives the screen back; does nothing when it is not taken.
  public func close() { zterm_close() }

  /// Runs what leaves the screen and comes back, and says what may have changed meanwhile.
  private func returning(from absence: () -> Void) -> [TerminalEvent] {
    let before = size
    absence()
    guard size != before else { return [.resumed] }
    shown = nil
    return [.resized, .resumed]
  }

  private func keys() -> [TerminalEvent] {
    var events: [TerminalEvent] = []
    // A flood of input must not keep the screen from being drawn.
    for count in 0..<4096 {
      let input = zterm_read()
      if input.kind == .ZTERM_NOTHING {
        hasMoreInput = false
        zterm_input_was_empty(count == 0)
        return events
      }
      if let event = event(input) { events.append(event) }
    }
    hasMoreInput = true
    return events
  }

  /// - Parameter last: the last cell whose colours were asked for.
  private func encode(
    _ source: [Cell], _ range: Range<Int>, after last: inout (cell: Cell, code: zterm_cell)?
  ) {
    for index in range {
      let cell = source[index]
      // A blank shows its background alone: it costs a change of colours only where that changes.
      if let last, cell.isBlank, cell.background == last.cell.background,
        last.cell.style.subtracting(.bold).isEmpty
      {
        cells[index] = zterm_cell(
          character: cell.character.value, pair: last.code.pair, style: last.code.style)
        continue
      }
      var style = cell.style
      if coder.needsBold(cell.foreground) { style.insert(.bold) }
      let pair = pairs.number(
        coder.number(cell.foreground), coder.number(cell.background), define: zterm_define_pair)
      cells[index] = zterm_cell(character: cell.character.value, pair: pair, style: UInt32(style.rawValue))
      last = (cell, cells[index])
    }
  }
}

extension Cell {
  /// Whether nothing of it is seen but the background.
  fileprivate var isBlank: Bool { character == " " && style.subtracting(.bold).isEmpty }
}
