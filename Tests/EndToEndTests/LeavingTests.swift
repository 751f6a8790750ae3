import Foundation
import Glibc
import Testing

extension EndToEnd {
  @Suite("Leaving a terminal")
  struct LeavingTests {
    static let signals = [
      SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGTRAP,
    ]

    @Test("a signal ends it with the true status, the terminal as it was", arguments: signals, [false, true])
    func signal(number: Int32, training: Bool) throws {
      let session = try ExplorerSession()
      try session.waitUntilReady()
      if training { try session.startTraining() } else { try session.trainStep() }
      session.terminal.signal(number)
      #expect(try session.terminal.waitForEnd(within: 3) == .signalled(number))
      session.expectSaneTerminal()
      if [SIGINT, SIGTERM].contains(number) { #expect(session.savedRuns.count == 1) }
    }

    // Several times, since what it is about is a race with the workers.
    @Test("q while the maps are still being computed ends with status 0", arguments: 0..<8)
    func quitEarly(attempt: Int) throws {
      let session = try ExplorerSession()
      try session.waitUntilReady()
      session.terminal.type("q")
      #expect(try session.terminal.waitForEnd() == .exited(0))
      session.expectSaneTerminal()
    }

    @Test("Ctrl-C at the keyboard is SIGINT, and saves")
    func controlC() throws {
      let session = try ExplorerSession()
      try session.waitUntilReady()
      try session.startTraining()
      session.terminal.type("\u{3}")
      #expect(try session.terminal.waitForEnd(within: 3) == .signalled(SIGINT))
      #expect(session.savedRuns.count == 1)
      session.expectSaneTerminal()
    }

    @Test("a terminal that takes no more output does not hold a signal up")
    func starved() throws {
      let session = try ExplorerSession(rows: 60, columns: 200, environment: ["COLORTERM": "truecolor"])
      try session.waitUntilReady()
      try session.startTraining()
      // Nobody reads while the training redraws the screen, until the terminal's buffer is full.
      usleep(1_500_000)
      session.terminal.signal(SIGTERM)
      usleep(2_900_000)
      #expect(try session.terminal.waitForEnd(within: 3) == .signalled(SIGTERM))
      session.expectSaneTerminal()
    }

    @Test("Ctrl-Z gives the shell its terminal, fg brings the screen back", arguments: [false, true])
    func jobControl(training: Bool) throws {
      let home = TemporaryFolder()
      let shell = try PseudoTerminal(
        ["/bin/sh", "-i"],
        environment: [
          "PS1": "prompt> ", "ENV": "", "XDG_DATA_HOME": home.path(""),
          "XDG_CONFIG_HOME": home.path(""),
        ])
      try shell.wait(for: "prompt>")
      let modes = shell.modes
      shell.type("'\(Binary.path)' \(ExplorerSession.freshModel.joined(separator: " "))\r")
      try shell.wait(for: "(?s)epoch 0/.*paused")
      if training {
        shell.type(" ")
        try shell.wait(for: "epoch [1-9][0-9]*/", within: 60)
      }
      shell.type("\u{1a}")
      try shell.wait(for: "(?s)Stopped.*prompt>")
      #expect(!shell.screen.isAlternate && shell.screen.cursorIsVisible && !shell.screen.reportsMouse)
      shell.type("stty -a | grep -c ' icanon.* echo '\r")
      try shell.wait(for: "(?m)^1$")
      shell.resize(rows: 30, columns: 100)
      shell.type("fg\r")
      #expect(shell.wait { $0.isAlternate && $0.isWhole && $0.reportsMouse }, "\(shell.screen.text)")
      shell.type("\u{1b}[C\u{1b}[C")
      try shell.wait(for: "z = \\(\\+0\\.[0-9]*[1-9]")
      shell.type("q")
      if training {
        try shell.wait(for: "not saved")
        shell.type("n")
      }
      // The prompts of zwalk, stty and fg are there already: what is typed before the fourth would be flushed.
      #expect(shell.wait { !$0.isAlternate && $0.text.ranges(of: "prompt>").count == 4 })
      shell.type("echo status $?\r")
      try shell.wait(for: "status 0")
      #expect(shell.modes.flags[3] & UInt32(ECHO | ICANON) == modes.flags[3] & UInt32(ECHO | ICANON))
      shell.type("exit\r")
      try shell.waitForEnd()
    }
  }
}
