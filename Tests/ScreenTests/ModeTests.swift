import LatentCore
import Screen
import Testing

@Suite("Terminals with fewer colours and characters")
struct ModeTests {
  static let roles: [Color] = [
    Theme.border, Theme.accent, Theme.title, Theme.text, Theme.muted, Theme.key, Theme.good, Theme.warning,
    Theme.error, Theme.cursor,
  ]

  @Test("true colour stays as it was drawn")
  func trueColor() {
    var frame = Frame(rows: 1, columns: 3)
    frame.write("abc", row: 0, column: 0, foreground: Color(0x123456))
    #expect(frame.resolved(for: .trueColor) == frame)
  }

  @Test("256 colours: a colour of the palette is its own nearest", arguments: Array(16...255))
  func nearest(index: Int) {
    // The greys of the cube are left to the finer ramp of greys.
    guard ![59, 102, 145, 188].contains(index) else { return }
    let (red, green, blue) = Palette256.components(UInt8(index))
    let found = Palette256.components(Palette256.nearest(red, green, blue))
    #expect(found == (red, green, blue))
  }

  @Test("256 colours: no other colour is much nearer", arguments: [1, 2, 3] as [UInt64])
  func nearestOfAll(seed: UInt64) {
    var random = RandomSource(seed: seed)
    for _ in 0..<300 {
      let color = (0..<3).map { _ in Int(random.next() & 255) }
      guard (color.max() ?? 0) - (color.min() ?? 0) > 10 else { continue }
      func distance(_ index: Int) -> Int {
        let (red, green, blue) = Palette256.components(UInt8(index))
        return zip(color, [red, green, blue]).reduce(0) { $0 + ($1.0 - Int($1.1)) * ($1.0 - Int($1.1)) }
      }
      let found = Palette256.nearest(UInt8(color[0]), UInt8(color[1]), UInt8(color[2]))
      #expect(distance(Int(found)) == (16...255).map(distance).min())
    }
  }

  @Test("256 colours: images become greys, from dark to bright")
  func greys() {
    let indices = Ramp.greys.compactMap { color -> Int? in
      guard let (red, green, blue) = color.components else { return nil }
      return Int(Palette256.nearest(red, green, blue))
    }
    #expect(indices == indices.sorted() && indices.allSatisfy { $0 >= 232 } && Set(indices).count >= 20)
  }

  @Test("classes differ in every palette", arguments: [ColorMode.ansi256, .ansi16])
  func classes(mode: ColorMode) {
    var frame = Frame(rows: 1, columns: 10)
    for label in 0..<10 { frame[0, label].foreground = ClassPalette.color(label) }
    #expect(Set(frame.resolved(for: mode).cells.map(\.foreground)).count == 10)
  }

  @Test("text is never of the colour it stands on", arguments: [ColorMode.ansi256, .ansi16])
  func legible(mode: ColorMode) {
    let grounds = [Theme.ground, Theme.headerGround, Theme.selectionGround, Theme.fieldGround]
    for ground in grounds {
      for role in Self.roles + ClassPalette.colors {
        var frame = Frame(rows: 1, columns: 1)
        frame[0, 0] = Cell("x", foreground: role, background: ground)
        let cell = frame.resolved(for: mode)[0, 0]
        #expect(cell.foreground != cell.background, "\(role) on \(ground)")
      }
    }
  }

  @Test("only indices reach a terminal with a palette", arguments: [ColorMode.ansi256, .ansi16])
  func indexed(mode: ColorMode) {
    var frame = Frame(rows: 30, columns: 80, fill: Theme.blank)
    frame.drawImage([Float](repeating: 0.7, count: 784), shape: .mnist, in: frame.bounds)
    frame.draw(Dialog(title: "t", message: "m"))
    for cell in frame.resolved(for: mode).cells {
      for color in [cell.foreground, cell.background] {
        guard case .indexed(let index) = color else { Issue.record("\(color)"); return }
        #expect(mode == .ansi256 || index < 16)
      }
    }
  }

  @Test("the colours of the terminal itself are left alone", arguments: ColorMode.allCases)
  func standard(mode: ColorMode) {
    let frame = Frame(rows: 1, columns: 2)
    #expect(frame.resolved(for: mode) == frame)
  }

  @Test("without colours a selection is reversed and an input line underlined")
  func monochrome() {
    var frame = Frame(rows: 2, columns: 20, fill: Theme.blank)
    frame.draw(Menu([.init("pca")]), in: Rectangle(row: 0, column: 0, rows: 1, columns: 20))
    frame.draw(TextField("0.5"), row: 1, column: 0, columns: 20)
    let resolved = frame.resolved(for: .monochrome)
    #expect(resolved[0, 2].style.contains(.reverse))
    #expect(resolved[1, 0].style.contains(.underline))
    #expect(resolved[1, 3].style.contains(.reverse))
    #expect(resolved.cells.allSatisfy { $0.foreground == .standard && $0.background == .standard })
  }

  @Test(
    "ASCII stands for what a terminal cannot show",
    arguments: [
      ("╭─╮", "+-+"), ("│┃", "||"), ("━━─", "==-"), ("←↑↓→", "<^v>"), ("●◉•", "*@o"), ("✚▸…", "+>~"),
      ("▼0.4", "v0.4"),
      ("⠀⠁⣿", " .#"), ("█░", "#."), ("naïve é", "naive e"), ("σ ≤ ±", "s < ~"), ("🬂", "#"),
    ])
  func ascii(text: String, expected: String) {
    #expect(picture(1, 10, mode: .ascii) { $0.write(text, row: 0, column: 0) } == expected)
  }

  @Test(
    "two colours of a class stay apart for every kind of eye",
    arguments: [
      // Machado, Oliveira and Fernandes 2009, table 1, full severity.
      ("normal", [1, 0, 0, 0, 1, 0, 0, 0, 1]),
      (
        "protanopia",
        [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998]
      ),
      (
        "deuteranopia",
        [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881]
      ),
      (
        "tritanopia",
        [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039]
      ),
    ] as [(String, [Double])])
  func colorBlindness(name: String, matrix: [Double]) {
    let seen = ClassPalette.colors.compactMap {
      $0.components.map { CIELab(red: $0, green: $1, blue: $2, through: matrix) }
    }
    for first in seen.indices {
      for second in seen.indices where second > first {
        #expect(seen[first].distance(to: seen[second]) > 18, "\(first) and \(second), \(name)")
      }
    }
  }
}
