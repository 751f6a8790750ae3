import Screen

extension Bitmap {
  /// Draws a screen as a terminal would show it, 9 x 18 pixels a cell times `scale`.
  public init(_ frame: Frame, scale: Int = 2) {
    let scale = min(max(scale, 1), 8)
    let (width, height) = (9 * scale, 18 * scale)
    self.init(width: frame.columns * width, height: frame.rows * height)
    var masks: [Glyph: Mask] = [:]
    for row in 0..<frame.rows {
      for column in 0..<frame.columns {
        let cell = frame[row, column].inPlainColors
        fill(x: column * width, y: row * height, width: width, height: height, cell.background)
        let glyph = Glyph(scalar: cell.character, isBold: cell.style.contains(.bold))
        let mask = masks[glyph] ?? glyph.mask(scale: scale)
        masks[glyph] = mask
        let color = cell.foreground.shown(default: Theme.text)
        draw(mask, x: column * width, y: row * height, color)
        if cell.style.contains(.underline) {
          fill(
            x: column * width, y: (row + 1) * height - 2 * scale, width: width, height: scale, cell.foreground
          )
        }
      }
    }
  }

  private struct Glyph: Hashable {
    var scalar: Unicode.Scalar
    var isBold: Bool

    func mask(scale: Int) -> Mask {
      let shapes = CellShapes.shapes(scalar, isBold: isBold).map { $0.placed(scale: Float(scale)) }
      return Mask(shapes, width: 9 * scale, height: 18 * scale)
    }
  }
}

extension Cell {
  /// The cell with reversed colours exchanged and the terminal's own colours replaced by those of the theme.
  var inPlainColors: Cell {
    var cell = self
    cell.foreground = foreground == .standard ? Theme.text : foreground
    cell.background = background == .standard ? Theme.ground : background
    if style.contains(.reverse) { swap(&cell.foreground, &cell.background) }
    return cell
  }
}
