import LatentCore
import Screen
import TerminalUI

/// Images drawn with characters, as the explorer draws them: half blocks where there are colours, shades where not.
struct BlockArt {
  private let frame: Frame
  private let mode: ColorMode

  /// - Parameters:
  ///   - images: `[images, pixels]` in [0, 1].
  ///   - perRow: images side by side; at half size when there is more than one.
  init(_ images: Matrix, shape: ImageShape, perRow: Int = 1) {
    let mode = Self.mode(Environment.current)
    let scale = perRow > 1 ? 2 : 1
    let (height, width) = ((shape.height / scale + 1) / 2, shape.width / scale)
    let bands = (images.rows + perRow - 1) / perRow
    var frame = Frame(rows: bands * (height + 1), columns: min(perRow, images.rows) * (width + 1))
    for index in 0..<images.rows {
      let place = Rectangle(
        row: index / perRow * (height + 1), column: index % perRow * (width + 1), rows: height, columns: width
      )
      frame.drawImage(images.row(index), shape: shape, in: place, mode: mode)
    }
    self.frame = frame.resolved(for: mode)
    self.mode = mode
  }

  /// How many images of half size fit side by side into a terminal of 80 columns.
  static func perRow(_ shape: ImageShape) -> Int { max(2, 80 / (shape.width / 2 + 1)) }

  /// The images, lines ended by line breaks.
  var text: String { (0..<frame.rows).map { line($0) + "\n" }.joined() }

  private func line(_ row: Int) -> String {
    let cells = (0..<frame.columns).map { frame[row, $0] }
    guard mode != .monochrome, mode != .ascii else {
      return String(String.UnicodeScalarView(cells.map(\.character))).withoutTrailingSpaces
    }
    return cells.map { $0.foreground.code(38) + $0.background.code(48) + String($0.character) }.joined()
      + "\u{1B}[0m"
  }

  /// Colours only where a terminal reads them and nobody objects.
  private static func mode(_ environment: [String: String]) -> ColorMode {
    let locale =
      ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? "C"
    let terminal = TerminalEnvironment(environment, isUTF8: locale.lowercased().contains("utf"))
    let hasColors = StandardStreams.outputIsTerminal && !["", "dumb"].contains(terminal.term)
    return terminal.colorMode(colors: hasColors ? 256 : 0, direct: false)
  }
}

extension Color {
  /// The sequence that sets the colour; 38 for the foreground, 48 for the background.
  fileprivate func code(_ layer: Int) -> String {
    switch self {
    case .standard: "\u{1B}[\(layer + 1)m"
    case .indexed(let index): "\u{1B}[\(layer);5;\(index)m"
    case .rgb(let red, let green, let blue): "\u{1B}[\(layer);2;\(red);\(green);\(blue)m"
    }
  }
}
