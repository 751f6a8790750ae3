import Glibc
import Testing

extension EndToEnd {
  @Suite("Walking and training in a terminal")
  struct WalkingTests {
    private let arrows = (right: "\u{1b}[C", up: "\u{1b}[A", left: "\u{1b}OD")

    @Test("training raises the epochs while arrows still walk, and q asks before it is lost")
    func trainAndWalk() throws {
      let session = try ExplorerSession()
      let terminal = session.terminal
      try session.waitUntilReady()
      try session.startTraining()
      for walked in 1...3 {
        let (before, epoch) = (session.coordinates, session.epoch)
        terminal.type(walked == 2 ? arrows.up : arrows.right)
        #expect(terminal.wait { _ in session.coordinates != before }, "\(terminal.screen.text)")
        #expect(terminal.wait(within: 60) { _ in session.epoch > epoch }, "\(terminal.screen.text)")
      }
      #expect(terminal.screen.text.contains(#/-ELBO [0-9]+/#))
      terminal.type("q")
      try terminal.wait(for: "not saved")
      terminal.type("n")
      #expect(try terminal.waitForEnd() == .exited(0))
      #expect(session.savedRuns.isEmpty)
      session.expectSaneTerminal()
    }

    @Test("arrows change the coordinates and the decoded digit, back and forth")
    func digit() throws {
      let session = try ExplorerSession(environment: ["COLORTERM": "truecolor"])
      let terminal = session.terminal
      try session.waitUntilReady()
      terminal.type("e")
      try terminal.wait(for: "epoch 1/.*paused, unsaved", within: 60)
      // The vote under the image is renewed once more, when every image has its code.
      try terminal.wait(for: "of 4,000", within: 60)
      let digit = try #require(session.settledPanel("2 Decoded"))
      let start = session.coordinates
      #expect(start.contains(#/z = \([+-][0-9]+\.[0-9]{2}(, [+-][0-9]+\.[0-9]{2})+\)/#))
      terminal.type(String(repeating: arrows.right, count: 8))
      #expect(terminal.wait { $0.panel("2 Decoded") != digit && session.coordinates != start })
      terminal.type(String(repeating: arrows.left, count: 8))
      #expect(terminal.wait { _ in session.coordinates == start }, "\(start) became \(session.coordinates)")
      #expect(terminal.wait { $0.panel("2 Decoded") == digit })
    }

    @Test("without arguments it opens a trained model of two dimensions, and arrows walk through its digits")
    func pretrained() throws {
      let session = try ExplorerSession([])
      let terminal = session.terminal
      try terminal.wait(for: "vae-2")
      try session.waitUntilReady()
      try terminal.wait(for: "reads as [0-9]")
      let start = session.coordinates
      #expect(start.contains(#/z = \([+-][0-9]+\.[0-9]{2}, [+-][0-9]+\.[0-9]{2}\)/#))
      let digit = try #require(terminal.screen.panel("2 Decoded"))
      terminal.type(String(repeating: arrows.up, count: 10))
      #expect(terminal.wait { $0.panel("2 Decoded") != digit && session.coordinates != start })
      terminal.type("q")
      #expect(try terminal.waitForEnd() == .exited(0))
      session.expectSaneTerminal()
    }

    @Test("both maps are drawn, with their measures")
    func maps() throws {
      let session = try ExplorerSession()
      try session.terminal.wait(for: "trust \\.[0-9]+.*trust \\.[0-9]+", within: 90)
      for title in ["4 PCA", "vae codes"] {
        let dots = session.terminal.screen.panel(title)?.brailleCount ?? 0
        #expect(dots > 50, "\(title) has \(dots) cells of dots on\n\(session.terminal.screen.text)")
      }
    }

    @Test("a resize keeps a whole screen, also through one that is too small")
    func resize() throws {
      let session = try ExplorerSession()
      let terminal = session.terminal
      try session.waitUntilReady()
      #expect(terminal.wait { $0.isWhole }, "\(terminal.screen.text)")
      for (rows, columns) in [(24, 80), (60, 200), (20, 60), (36, 120)] {
        terminal.resize(rows: rows, columns: columns)
        #expect(terminal.wait { $0.isWhole }, "at \(columns) x \(rows):\n\(terminal.screen.text)")
      }
      terminal.resize(rows: 12, columns: 40)
      try terminal.wait(for: "60 x 20")
      #expect(!terminal.screen.text.contains("epoch"))
      terminal.resize(rows: 24, columns: 80)
      #expect(terminal.wait { $0.isWhole }, "\(terminal.screen.text)")
      terminal.type("q")
      #expect(try terminal.waitForEnd() == .exited(0))
      session.expectSaneTerminal()
    }

    @Test("save and quit saves the run and says where")
    func saveAndQuit() throws {
      let session = try ExplorerSession()
      try session.waitUntilReady()
      try session.trainStep()
      session.terminal.type("q")
      try session.terminal.wait(for: "not saved")
      session.terminal.type("s")
      #expect(try session.terminal.waitForEnd() == .exited(0))
      #expect(session.savedRuns.count == 1)
      #expect(session.terminal.screen.text.contains("saved to"))
      session.expectSaneTerminal()
    }

    @Test("with nothing to do it writes no byte and uses no processor time")
    func idle() throws {
      let session = try ExplorerSession()
      let terminal = session.terminal
      try terminal.wait(for: "trust \\.[0-9]+.*trust \\.[0-9]+", within: 90)
      // The last maps and notices may still be on their way: quiet must come, not be there at once.
      var quiet = false
      for _ in 0..<20 where !quiet {
        let (bytes, time) = (terminal.bytesReceived, terminal.processorTime)
        for _ in 0..<10 { terminal.receive(for: 0.1) }
        quiet = terminal.bytesReceived == bytes && terminal.processorTime - time < 0.015
      }
      #expect(quiet)
    }
  }
}
