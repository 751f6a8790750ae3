import Explorer
import Foundation
import Screen
import Testing

/// Whole screens as text. `ZWALK_UPDATE_GOLDEN=1 swift test --filter GoldenTests` writes them anew; the difference
/// is then read in review like code.
@Suite("Golden screens")
struct GoldenTests {
  static let sizes = [(rows: 20, columns: 60), (24, 80), (36, 120), (60, 200)]

  @Test("the screen at four sizes in five colour modes", arguments: sizes.indices, ColorMode.allCases)
  func screen(size: Int, mode: ColorMode) throws {
    let (rows, columns) = Self.sizes[size]
    let state = try Fixture.state(rows: rows, columns: columns, mode: mode, status: .training)
    try Golden.compare(view(state), with: "screen-\(columns)x\(rows)-\(mode.rawValue)")
  }

  @Test(
    "every panel alone on the screen", arguments: PanelIdentifier.allCases,
    [ColorMode.trueColor, .ansi16, .ascii])
  func panel(id: PanelIdentifier, mode: ColorMode) throws {
    var state = try Fixture.state(rows: 24, columns: 80, mode: mode)
    state.focus = id
    state.isZoomed = true
    try Golden.compare(view(state), with: "\(id.rawValue)-80x24-\(mode.rawValue)")
  }

  @Test(
    "the comparison on the whole screen", arguments: ["brush", "false", "walk", "four", "morph"],
    [(24, 80), (36, 120), (60, 200)])
  func comparison(name: String, size: (rows: Int, columns: Int)) throws {
    var state = try Fixture.state(rows: size.rows, columns: size.columns)
    state.press(.character("P"))
    switch name {
    case "brush": state.press(.right, .character("x"))
    case "false": state.press(.character("c"), .character("c"), .character("c"))
    case "walk": state.press(.tab, .character("n"), .right, .right, .up)
    case "four": state.press(.character("M"), .character("M"))
    default: state.press(.character("u"), .right, .right)
    }
    try Golden.compare(view(state), with: "compare-\(name)-\(size.columns)x\(size.rows)-trueColor")
  }

  @Test(
    "pages of numbers", arguments: [PanelIdentifier.mapTable, .shepard, .coRanking, .portraits],
    [(24, 80), (36, 120), (60, 200)])
  func page(id: PanelIdentifier, size: (rows: Int, columns: Int)) throws {
    var state = try Fixture.state(rows: size.rows, columns: size.columns)
    state.focus = id
    try Golden.compare(view(state), with: "page-\(id.rawValue)-\(size.columns)x\(size.rows)-trueColor")
  }

  @Test("the grid of decoded images and a selection", arguments: ["grid", "selection", "question", "form"])
  func views(name: String) throws {
    var state = try Fixture.state(unsaved: true)
    switch name {
    case "grid": state.press(.character("v"))
    case "selection": state.press(.character("4"), .right)
    case "question": state.press(.character("q"))
    default: state.press(.character("m"), .enter, .up, .up)
    }
    try Golden.compare(view(state), with: "\(name)-120x36-trueColor")
  }
}

/// A screen kept in a file.
enum Golden {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

  /// Compares a frame with the file of a name, or writes the file when asked to.
  static func compare(_ frame: Frame, with name: String) throws {
    let file = folder.appending(path: "\(name).txt")
    let drawn = frame.text + "\n" + palette(frame) + "\n"
    if ProcessInfo.processInfo.environment["ZWALK_UPDATE_GOLDEN"] != nil {
      try drawn.write(to: file, atomically: true, encoding: .utf8)
      return
    }
    let kept = try String(contentsOf: file, encoding: .utf8)
    guard drawn != kept else { return }
    Issue.record("\(name): \(firstDifference(drawn, kept))")
  }

  /// The colours of the frame with the number of cells that each has, so that a change of colour is seen too.
  private static func palette(_ frame: Frame) -> String {
    var counts: [String: Int] = [:]
    for cell in frame.cells { counts["\(cell.foreground) on \(cell.background)", default: 0] += 1 }
    return counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: "\n")
  }

  private static func firstDifference(_ drawn: String, _ kept: String) -> String {
    let lines = zip(drawn.split(separator: "\n"), kept.split(separator: "\n")).enumerated()
    guard let (row, pair) = lines.first(where: { $0.element.0 != $0.element.1 }) else {
      return "the number of lines differs"
    }
    let column = zip(pair.0, pair.1).prefix { $0 == $1 }.count
    return "row \(row), column \(column): drawn \(pair.0), kept \(pair.1)"
  }
}
