import LatentCore
import Screen

/// Arrangements of many grey images in one picture.
public enum ImageGrid {
  /// Behind and between the images.
  public static let ground = Color(0x202020)

  /// Returns images side by side in rows.
  /// - Parameters:
  ///   - images: `[n, pixels]` in [0, 1]; values outside are clamped.
  ///   - shape: their size; images of another size than the matrix has columns leave the picture empty.
  ///   - columns: images in a row; nil for about a square.
  ///   - gap: pixels between two images and around all, after magnification.
  ///   - magnification: pixels of the picture for one of an image, 1 or more.
  public static func bitmap(
    _ images: Matrix, shape: ImageShape, columns: Int? = nil, gap: Int = 2, magnification: Int = 1
  ) -> Bitmap {
    guard images.rows > 0, shape.pixels > 0, images.columns == shape.pixels else {
      return Bitmap(width: 0, height: 0)
    }
    let across = min(max(1, columns ?? Int(Double(images.rows).squareRoot().rounded(.up))), images.rows)
    let down = (images.rows + across - 1) / across
    let (magnification, gap) = (max(1, magnification), max(0, gap))
    let (width, height) = (shape.width * magnification + gap, shape.height * magnification + gap)
    var bitmap = Bitmap(width: across * width + gap, height: down * height + gap, fill: ground)
    for index in 0..<images.rows {
      bitmap.drawImage(
        images.row(index), height: shape.height, width: shape.width, x: gap + index % across * width,
        y: gap + index / across * height, magnification: magnification)
    }
    return bitmap
  }

  /// Returns one image without a border: a pixel of the picture for each of the image.
  public static func bitmap(image: ArraySlice<Float>, shape: ImageShape, magnification: Int = 1) -> Bitmap {
    var bitmap = Bitmap(
      width: shape.width * max(1, magnification), height: shape.height * max(1, magnification),
      fill: Color(0x000000))
    bitmap.drawImage(
      image, height: shape.height, width: shape.width, x: 0, y: 0, magnification: max(1, magnification))
    return bitmap
  }

  /// Returns images from left to right, such as the steps of a path.
  public static func strip(_ images: Matrix, shape: ImageShape, gap: Int = 2, magnification: Int = 2)
    -> Bitmap
  {
    bitmap(images, shape: shape, columns: max(1, images.rows), gap: gap, magnification: magnification)
  }

  /// Returns originals over their reconstructions, `perRow` pairs side by side, then the next pairs below.
  /// - Parameters:
  ///   - originals: `[n, pixels]`.
  ///   - reconstructions: `[n, pixels]`; further rows of the longer matrix are left out.
  public static func pairs(
    originals: Matrix, reconstructions: Matrix, shape: ImageShape, perRow: Int = 10, gap: Int = 2,
    magnification: Int = 2
  ) -> Bitmap {
    let count = min(originals.rows, reconstructions.rows)
    guard count > 0, originals.columns == reconstructions.columns else { return Bitmap(width: 0, height: 0) }
    let across = min(max(1, perRow), count)
    let bands = stride(from: 0, to: count, by: across).map { start in
      let range = start..<min(start + across, count)
      var both = originals.rows(in: range)
      both.append(rowsOf: reconstructions.rows(in: range))
      return bitmap(both, shape: shape, columns: range.count, gap: gap, magnification: magnification)
    }
    return Bitmap(stacking: bands, gap: max(0, gap), fill: ground)
  }
}

extension Bitmap {
  /// Creates a picture of others from top to bottom.
  public init(stacking bitmaps: [Bitmap], gap: Int = 0, fill color: Color = Theme.ground) {
    let gaps = max(0, bitmaps.count - 1) * gap
    self.init(
      width: bitmaps.map(\.width).max() ?? 0, height: bitmaps.reduce(gaps) { $0 + $1.height }, fill: color)
    var y = 0
    for bitmap in bitmaps {
      draw(bitmap, x: 0, y: y)
      y += bitmap.height + gap
    }
  }

  /// Creates a picture of others side by side, `columns` in a row, each in a place as large as the largest.
  public init(tiling bitmaps: [Bitmap], columns: Int, gap: Int = 0, fill color: Color = Theme.ground) {
    let across = min(max(1, columns), max(1, bitmaps.count))
    let down = (bitmaps.count + across - 1) / across
    let width = bitmaps.map(\.width).max() ?? 0
    let height = bitmaps.map(\.height).max() ?? 0
    self.init(
      width: across * width + (across - 1) * gap, height: down * height + max(0, down - 1) * gap, fill: color)
    for (index, bitmap) in bitmaps.enumerated() {
      draw(bitmap, x: index % across * (width + gap), y: index / across * (height + gap))
    }
  }
}
