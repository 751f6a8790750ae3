import Foundation
import Glibc
import Testing

extension EndToEnd {
  @Suite("Terminals of all kinds")
  struct TerminalKindsTests {
    @Test(
      "a terminal that cannot be used is refused in one line that says what to do",
      arguments: ["dumb", "nosuchterminal", ""])
    func refused(term: String) throws {
      let session = try ExplorerSession(environment: ["TERM": term])
      #expect(try session.terminal.waitForEnd() == .exited(1))
      let text = session.terminal.screen.text.split(separator: "\n").joined()
      #expect(text.hasPrefix("zwalk: error: TERM"))
      #expect(text.contains("TERM=xterm-256color"))
      session.expectSaneTerminal()
    }

    @Test("without a terminal it says so in one line", arguments: [[], ExplorerSession.freshModel])
    func noTerminal(arguments: [String]) throws {
      let process = Process()
      let (output, errors) = (Pipe(), Pipe())
      process.executableURL = URL(filePath: Binary.path)
      process.arguments = arguments
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = output
      process.standardError = errors
      try process.run()
      let written = try output.fileHandleForReading.readToEnd() ?? Data()
      let message = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
      process.waitUntilExit()
      #expect(process.terminationStatus == 1)
      #expect(written.isEmpty)
      #expect(message.hasPrefix("zwalk: error: "))
      #expect(message.split(separator: "\n").count == 1, "\(message)")
      #expect(message.contains("terminal"))
    }

    @Test("a C locale is drawn in ASCII")
    func ascii() throws {
      let session = try ExplorerSession(environment: ["LC_ALL": "C"])
      try session.waitUntilReady()
      try session.terminal.wait(for: "trust")
      #expect(session.terminal.screen.cells.allSatisfy { $0.character.isASCII })
      #expect(session.terminal.screen.cells.allSatisfy { $0.foreground == .standard })
      session.terminal.type("q")
      #expect(try session.terminal.waitForEnd() == .exited(0))
    }

    @Test("NO_COLOR takes the colours away and nothing else")
    func noColor() throws {
      let session = try ExplorerSession(environment: ["NO_COLOR": "1", "COLORTERM": "truecolor"])
      try session.waitUntilReady()
      #expect(session.terminal.wait { $0.isWhole })
      #expect(
        session.terminal.screen.cells.allSatisfy { $0.foreground == .standard && $0.background == .standard })
    }

    @Test("COLORTERM brings red, green and blue where terminfo does not know them")
    func trueColor() throws {
      let session = try ExplorerSession(environment: ["TERM": "xterm-256color", "COLORTERM": "truecolor"])
      try session.waitUntilReady()
      let hasDirectColors = session.terminal.wait { screen in
        screen.cells.contains { if case .rgb = $0.foreground { true } else { false } }
      }
      #expect(hasDirectColors)
    }

    @Test("256 and 16 colours stay within the palette", arguments: [("xterm-256color", 256), ("xterm", 16)])
    func palette(term: String, colors: Int) throws {
      let session = try ExplorerSession(environment: ["TERM": term])
      try session.waitUntilReady()
      #expect(session.terminal.wait { $0.isWhole })
      for color in Set(session.terminal.screen.cells.flatMap { [$0.foreground, $0.background] }) {
        switch color {
        case .standard: continue
        case .indexed(let index): #expect(index < colors)
        case .rgb: Issue.record("\(color) on \(term)")
        }
      }
    }
  }
}
