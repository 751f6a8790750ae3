import LatentCore

extension Frame {
  /// Draws a grey image as large as it fits with its aspect kept, in the middle of a rectangle.
  /// - Parameters:
  ///   - pixels: values in [0, 1], row-major from the top left; 0 is the colour of the ground.
  ///   - mode: without colours the image is made of shades or of ASCII characters.
  ///   - thumbnail: how pixels share cells; half blocks show every grey, the others more pixels.
  /// - Returns: the cells that were drawn.
  @discardableResult
  public mutating func drawImage(
    _ pixels: ArraySlice<Float>, shape: ImageShape, in area: Rectangle, mode: ColorMode = .trueColor,
    thumbnail: Thumbnail = .halfBlocks
  ) -> Rectangle {
    let size = Thumbnail.cells(for: shape, within: area)
    let target = area.centered(rows: size.rows, columns: size.columns)
    guard !target.isEmpty, target.intersection(bounds).isEmpty == false else { return target }
    draw(pixels, shape: shape, filling: target, blank: (0, 0), mode: mode, thumbnail: thumbnail)
    return target
  }

  /// Draws a grey image given as a whole array.
  @discardableResult
  public mutating func drawImage(
    _ pixels: [Float], shape: ImageShape, in area: Rectangle, mode: ColorMode = .trueColor,
    thumbnail: Thumbnail = .halfBlocks
  ) -> Rectangle {
    drawImage(pixels[...], shape: shape, in: area, mode: mode, thumbnail: thumbnail)
  }

  /// Draws an image on exactly these cells.
  /// - Parameter blank: lines of pixels below, and columns of them at the right, that stay free; without colours these
  ///   are whole cells.
  mutating func draw(
    _ pixels: ArraySlice<Float>, shape: ImageShape, filling target: Rectangle,
    blank: (lines: Int, columns: Int), mode: ColorMode, thumbnail: Thumbnail
  ) {
    var shaded = target
    shaded.rows = max(1, target.rows - blank.lines)
    shaded.columns = max(1, target.columns - blank.columns)
    switch mode {
    case .trueColor, .ansi256, .ansi16:
      // Where every pixel has a place of its own, half blocks show it in its own grey.
      let isWhole = target.columns >= shape.width && target.rows * 2 >= shape.height
      drawBlocks(pixels, shape, target, isWhole ? .halfBlocks : thumbnail, blank: blank)
    case .monochrome: drawShades(pixels, shape, shaded, Array(" ░▒▓█".unicodeScalars))
    case .ascii: drawShades(pixels, shape, shaded, Array(" .:-=+*#%@".unicodeScalars))
    }
  }

  private mutating func drawBlocks(
    _ pixels: ArraySlice<Float>, _ shape: ImageShape, _ target: Rectangle, _ thumbnail: Thumbnail,
    blank: (lines: Int, columns: Int)
  ) {
    let (down, across) = (thumbnail.pixelRows, thumbnail.pixelColumns)
    let sampler = ImageSampler(
      from: shape, height: max(1, target.rows * down - blank.lines),
      width: max(1, target.columns * across - blank.columns))
    let sampled = sampler.sample(pixels)
    var cell = [Float](repeating: 0, count: down * across)
    for row in 0..<target.rows {
      for column in 0..<target.columns {
        for index in cell.indices {
          let (line, place) = (row * down + index / across, column * across + index % across)
          let isInk = line < sampler.height && place < sampler.width
          cell[index] = isInk ? sampled[line * sampler.width + place] : 0
        }
        self[target.row + row, target.column + column] =
          thumbnail == .halfBlocks ? Self.halfBlock(cell[0], cell[1]) : Self.twoGreys(cell, thumbnail)
      }
    }
  }

  private static func halfBlock(_ top: Float, _ bottom: Float) -> Cell {
    let (upper, lower) = (Ramp.level(top), Ramp.level(bottom))
    // Equal halves need no character: a blank costs the terminal less and survives any font.
    guard upper != lower else { return flat(upper) }
    return Cell("▀", foreground: Ramp.grey(upper), background: Ramp.grey(lower))
  }

  private static func twoGreys(_ pixels: [Float], _ thumbnail: Thumbnail) -> Cell {
    let greys = TwoGreys(pixels)
    guard greys.pattern != 0 else { return flat(greys.dark) }
    return Cell(
      thumbnail.character(greys.pattern), foreground: Ramp.grey(greys.bright),
      background: Ramp.grey(greys.dark))
  }

  private static func flat(_ level: Int) -> Cell {
    Cell(" ", foreground: level == 0 ? Theme.text : Ramp.grey(level), background: Ramp.grey(level))
  }

  private mutating func drawShades(
    _ pixels: ArraySlice<Float>, _ shape: ImageShape, _ target: Rectangle, _ shades: [Unicode.Scalar]
  ) {
    let sampled = ImageSampler(from: shape, height: target.rows, width: target.columns).sample(pixels)
    for (index, value) in sampled.enumerated() {
      let level = Ramp.level(value) * shades.count / Ramp.greyLevels
      self[target.row + index / target.columns, target.column + index % target.columns] =
        Cell(shades[level], foreground: Theme.title, background: Theme.ground)
    }
  }
}
