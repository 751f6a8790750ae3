import Engine
import Explorer
import LatentCore
import Screen
import TerminalUI

/// Measures what frames take: deciding, building, presenting.
struct FrameBench {
  /// What happens between two frames.
  enum Situation: String, CaseIterable {
    /// Nothing is on the terminal yet.
    case full
    /// A step through latent space.
    case walk
    /// A step through latent space that is shown as a grid of digits.
    case grid
    /// News of training: other weights, codes, curves.
    case training
  }

  /// What a frame took: medians in milliseconds, and the bytes of a frame.
  struct Timing {
    let situation: Situation
    let rows, columns: Int
    let reduce, build, present: Double
    let bytes: Int
  }

  /// Terminals of 80 x 24, 120 x 36 and 200 x 60.
  static let sizes = [(rows: 24, columns: 80), (rows: 36, columns: 120), (rows: 60, columns: 200)]

  private let scene: FrameScene
  private let rounds: Int
  private let clock = ContinuousClock()

  init(_ scene: FrameScene, rounds: Int) {
    self.scene = scene
    self.rounds = rounds
  }

  /// Measures every situation at every size, in a terminal that nobody sees.
  /// - Throws: `ZwalkError.unusableTerminal` where there is none, `.interrupted` after Ctrl-C.
  func measure() throws -> [Timing] {
    let sink = try TerminalSink(rows: Self.sizes[0].rows, columns: Self.sizes[0].columns)
    defer { sink.close() }
    let terminal = try NcursesTerminal.open()
    defer { terminal.close() }
    return try Self.sizes.flatMap { size in
      sink.resize(rows: size.rows, columns: size.columns)
      return try Situation.allCases.map { try measure($0, size, terminal, sink) }
    }
  }

  private func measure(
    _ situation: Situation, _ size: (rows: Int, columns: Int), _ terminal: NcursesTerminal,
    _ sink: TerminalSink
  ) throws -> Timing {
    try noteEvents(of: terminal)
    var state = State(rows: size.rows, columns: size.columns, capabilities: terminal.capabilities)
    _ = reduce(&state, .arrived(scene.settled))
    state.showsGrid = situation == .grid
    terminal.present(view(state))
    let before = sink.bytesTaken
    var (reducing, building, presenting): ([Double], [Double], [Double]) = ([], [], [])
    for round in 0..<rounds {
      try noteEvents(of: terminal)
      reducing.append(milliseconds { change(&state, situation, round) })
      var frame = Frame(rows: 0, columns: 0)
      building.append(milliseconds { frame = view(state) })
      if situation == .full { terminal.invalidate() }
      presenting.append(milliseconds { terminal.present(frame) })
    }
    return Timing(
      situation: situation, rows: size.rows, columns: size.columns, reduce: reducing.median,
      build: building.median, present: presenting.median, bytes: (sink.bytesTaken - before) / rounds)
  }

  private func change(_ state: inout State, _ situation: Situation, _ round: Int) {
    switch situation {
    case .full: break
    // Back and forth, so that the walk stays among the codes.
    case .walk, .grid: _ = reduce(&state, .key(round / 8 % 2 == 0 ? .right : .left))
    case .training:
      var news = Update()
      news.snapshot = scene.training[round % scene.training.count]
      _ = reduce(&state, .arrived(news))
    }
  }

  private func noteEvents(of terminal: NcursesTerminal) throws {
    for case .leave in terminal.events(within: 0) { throw ZwalkError.interrupted }
  }

  private func milliseconds(_ body: () -> Void) -> Double { clock.measure(body) / .milliseconds(1) }
}
