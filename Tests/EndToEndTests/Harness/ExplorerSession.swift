import Foundation
import Glibc
import Testing

/// The explorer in a terminal of its own, with a place of its own for runs.
struct ExplorerSession {
  let terminal: PseudoTerminal
  /// `$XDG_DATA_HOME` of the program; gone with the session.
  let dataHome = TemporaryFolder()

  /// A fresh model on the embedded images: nothing outside of the program is needed.
  static let freshModel = ["explore", "--model", "vae", "--data", "mnist-5k"]

  /// Starts the explorer; returns before it has drawn anything.
  init(
    _ arguments: [String] = freshModel, rows: Int = 36, columns: Int = 120,
    environment: [String: String] = [:],
    unset: [String] = []
  ) throws {
    var variables = [
      "XDG_DATA_HOME": dataHome.path(""), "XDG_CONFIG_HOME": dataHome.path(""), "ZWALK_DATA": "",
    ]
    variables.merge(environment) { $1 }
    terminal = try PseudoTerminal(
      [Binary.path] + arguments, rows: rows, columns: columns, environment: variables, unset: unset)
  }

  /// Waits until the model is on screen.
  func waitUntilReady() throws {
    try terminal.wait(for: "epoch [0-9]+/[0-9]+")
    try terminal.wait(for: "z = \\(")
    try terminal.wait(for: "paused")
  }

  /// Trains one step, so that there is something to lose.
  func trainStep() throws {
    terminal.type("s")
    try terminal.wait(for: "paused, unsaved")
  }

  func startTraining() throws {
    terminal.type(" ")
    try terminal.wait(for: "training")
    try terminal.wait(for: "[0-9],?[0-9]* img/s")
  }

  /// The coordinates as the latent panel prints them.
  var coordinates: String { first(#/z = \([^)]*\)/#) }

  /// Epochs that are complete.
  var epoch: Int { Int(first(#/epoch [0-9]+/#).dropFirst(6)) ?? -1 }

  private func first(_ regex: Regex<Substring>) -> String {
    terminal.screen.text.firstMatch(of: regex).map { String($0.output) } ?? ""
  }

  /// The names of the runs that were saved whole.
  var savedRuns: [String] {
    let folder = dataHome.path("zwalk/runs")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { name in
      ["run.json", "latest.safetensors"].allSatisfy {
        FileManager.default.fileExists(atPath: "\(folder)/\(name)/\($0)")
      }
    }
  }

  /// Returns the inside of a panel once it has not changed for half a second: a text that is waited for may have stood
  /// on the screen before, and what belongs to it is still on its way.
  func settledPanel(_ title: String, within seconds: Double = 60) -> [[ScreenCell]]? {
    let deadline = Date(timeIntervalSinceNow: seconds)
    var panel = terminal.screen.panel(title)
    while terminal.wait(within: 0.5, until: { $0.panel(title) != panel }) || panel == nil {
      guard Date() < deadline else { return nil }
      panel = terminal.screen.panel(title)
    }
    return panel
  }

  /// Holds the terminal against what it was before the program.
  func expectSaneTerminal(sourceLocation: SourceLocation = #_sourceLocation) {
    let screen = terminal.screen
    #expect(terminal.modes == terminal.modesBefore, "the modes differ", sourceLocation: sourceLocation)
    #expect(!screen.isAlternate, "still on the alternate screen", sourceLocation: sourceLocation)
    #expect(screen.cursorIsVisible, "the cursor is hidden", sourceLocation: sourceLocation)
    #expect(!screen.reportsMouse, "the mouse still reports", sourceLocation: sourceLocation)
    #expect(screen.title == nil, "the title was changed", sourceLocation: sourceLocation)
    #expect(screen.unknown.isEmpty, "unknown sequences \(screen.unknown)", sourceLocation: sourceLocation)
  }
}

/// Where panels are on the screen.
extension ScreenModel {
  /// The cells within the border of the panel whose title holds a text, row after row; nil when it is not there.
  func panel(_ title: String) -> [[ScreenCell]]? {
    for row in 0..<rows {
      let line = String(String.UnicodeScalarView((0..<columns).map { self[row, $0].character }))
      guard let range = line.range(of: title), let left = line[..<range.lowerBound].lastIndex(of: "╭") else {
        continue
      }
      let first = line.distance(from: line.startIndex, to: left)
      guard let last = (first..<columns).first(where: { self[row, $0].character == "╮" }),
        let bottom = (row + 1..<rows).first(where: { self[$0, first].character == "╰" })
      else { return nil }
      return (row + 1..<bottom).map { row in (first + 1..<last).map { self[row, $0] } }
    }
    return nil
  }

  /// Whether a whole screen of the explorer is there: header, footer, and panels that reach all four corners.
  var isWhole: Bool {
    guard text.contains("zwalk"), lines[0].contains("epoch"), !lines[rows - 1].isEmpty else { return false }
    let (last, bottom) = (columns - 1, rows - 2)
    guard self[1, 0].character == "╭", self[1, last].character == "╮", self[bottom, 0].character == "╰",
      self[bottom, last].character == "╯"
    else { return false }
    return (2..<bottom).allSatisfy { row in
      "│╭╰├".unicodeScalars.contains(self[row, 0].character)
        && "│╮╯┤".unicodeScalars.contains(self[row, last].character)
    }
  }
}

extension [[ScreenCell]] {
  /// How many cells hold dots of braille.
  var brailleCount: Int { joined().count { (0x2801...0x28FF).contains($0.character.value) } }
}
