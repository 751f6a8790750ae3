extension Frame {
  /// Returns the frame with the colours and characters that a mode has.
  ///
  /// The interface's own colours are mapped by hand to 16 colours; 256 colours take the nearest of xterm's cube and
  /// greys; without colours, focus is bold, the selected row reversed and an input line underlined.
  public func resolved(for mode: ColorMode) -> Frame {
    switch mode {
    case .trueColor: return self
    case .ansi256:
      var cache = ColorCache(Palette256.nearest)
      return map { cell in cell.recolored(cache[cell.foreground], cache[cell.background]) }
    case .ansi16:
      var cache = ColorCache(Palette16.nearest)
      return map { cell in
        let background = cache[cell.background]
        return cell.recolored(Palette16.legible(cache[cell.foreground], on: background), background)
      }
    case .monochrome: return map(\.withoutColors)
    case .ascii:
      return map { cell in
        var cell = cell.withoutColors
        cell.character = cell.character.asciiFallback
        return cell
      }
    }
  }
}

extension Cell {
  fileprivate func recolored(_ foreground: Color, _ background: Color) -> Cell {
    Cell(character, foreground: foreground, background: background, style: style)
  }

  /// The cell in the terminal's own two colours; what colour said is said by style.
  fileprivate var withoutColors: Cell {
    var style = style
    if foreground == Theme.accent || foreground == Theme.cursor { style.insert(.bold) }
    if background == Theme.selectionGround || background == Theme.key { style.insert(.reverse) }
    if background == Theme.fieldGround { style.insert(.underline) }
    return Cell(character, style: style)
  }
}

/// Remembers what colours were resolved to: a frame has thousands of cells and some hundred colours.
struct ColorCache {
  private let resolve: (UInt8, UInt8, UInt8) -> UInt8
  private var keys = [UInt32](repeating: .max, count: 1024)
  private var values = [UInt8](repeating: 0, count: 1024)

  init(_ resolve: @escaping (UInt8, UInt8, UInt8) -> UInt8) { self.resolve = resolve }

  subscript(color: Color) -> Color {
    mutating get {
      guard case .rgb(let red, let green, let blue) = color else { return color }
      let key = UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue)
      let slot = Int((key &* 0x9E37_79B1) >> 22)
      if keys[slot] != key {
        keys[slot] = key
        values[slot] = resolve(red, green, blue)
      }
      return .indexed(values[slot])
    }
  }
}
