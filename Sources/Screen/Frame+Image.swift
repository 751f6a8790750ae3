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
    switch mode {
    case .trueColor, .ansi256, .ansi16: drawBlocks(pixels, shape, target, thumbnail)
    case .monochrome: drawShades(pixels, shape, target, Array(" ░▒▓█".unicodeScalars))
    case .ascii: drawShades(pixels, shape, target, Array(" .:-=+*#%@".unicodeScalars))
    }
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

  private mutating func drawBlocks(
    _ pixels: ArraySlice<Float>, _ shape: ImageShape, _ target: Rectangle, _ thumbnail: Thumbnail
  ) {
    let (down, across) = (thumbnail.pixelRows, thumbnail.pixelColumns)
    let sampler = ImageSampler(from: shape, height: target.rows * down, width: target.columns * across)
    let sampled = sampler.sample(pixels)
    var cell = [Float](repeating: 0, count: down * across)
    for row in 0..<target.rows {
      for column in 0..<target.columns {
        for index in cell.indices {
          cell[index] =
            sampled[
              (row * down + index / across) * sampler.width + column * across + index % across]
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
