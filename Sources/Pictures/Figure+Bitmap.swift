import LatentCore
import Screen

extension Figure {
  /// Returns the figure as a picture.
  /// - Parameter title: written over charts; images stand for themselves.
  public func bitmap(title: String) -> Bitmap {
    switch self {
    case .images(let sheet): sheet.bitmap
    case .film(let film): film.strip(images: Self.followed).bitmap
    case .curves(let chart): LinePlot(chart).bitmap(title: title)
    case .bars(let chart): Self.drawn(self, rows: min(60, chart.bars.count + 1), columns: 100, title)
    case .table(let table): Self.drawn(self, rows: table.rowNames.count + 1, columns: 120, title)
    }
  }

  /// Images of a film that a strip follows through time.
  private static let followed = 4

  /// The figure as a terminal shows it, under its title.
  private static func drawn(_ figure: Figure, rows: Int, columns: Int, _ title: String) -> Bitmap {
    var frame = Frame(rows: rows + 3, columns: columns + 2, fill: Theme.blank)
    frame.write(title, row: 0, column: 1, foreground: Theme.title, style: .bold)
    frame.draw(figure, in: Rectangle(row: 2, column: 1, rows: rows, columns: columns))
    return Bitmap(frame)
  }
}

extension Film {
  /// Returns the film as a GIF that plays for ever.
  /// - Throws: `ZwalkError.unsupported` without frames.
  public func gif() throws(ZwalkError) -> [UInt8] {
    try Animation.gif(frames.map(\.sheet.bitmap), delay: max(2, Int((100 / framesPerSecond).rounded())))
  }
}

extension ImageSheet {
  private static let magnification = 2

  /// Rows with their captions at the left, or a gallery that is about square.
  fileprivate var bitmap: Bitmap {
    guard !isGallery, let first = rows.first else {
      return ImageGrid.bitmap(
        rows.first?.images ?? Matrix(rows: 0, columns: shape.pixels), shape: shape,
        magnification: Self.magnification)
    }
    let bands = rows.map {
      ImageGrid.strip($0.images, shape: shape, magnification: Self.magnification)
    }
    let stack = Bitmap(stacking: bands, fill: ImageGrid.ground)
    let longest = rows.map { Bitmap.textWidth($0.caption) }.max() ?? 0
    guard longest > 0, first.images.rows > 0 else { return stack }
    let left = Int(longest) + 16
    var picture = Bitmap(width: left + stack.width, height: stack.height, fill: ImageGrid.ground)
    picture.draw(stack, x: left, y: 0)
    var y: Float = 0
    for (row, band) in zip(rows, bands) {
      picture.write(row.caption, at: Point(8, y + Float(band.height) / 2 - 9), color: Theme.text)
      y += Float(band.height)
    }
    return picture
  }
}
