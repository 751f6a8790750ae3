import CKernels

/// Square windows of an image whose channels lie side by side, `[height, width, channels]`.
///
/// Pixels outside of the image count as 0.
public struct PatchGeometry: Sendable, Hashable {
  /// The image's pixels and the numbers of a pixel, each 1 or more.
  public let height, width, channels: Int
  /// The side of a window, the pixels between two windows, and how far the first one begins before the image.
  public let kernel, stride, padding: Int
  /// How many windows there are from top to bottom, and from left to right.
  public let rows, columns: Int

  /// The windows of a convolution: all that lie within the padded image.
  public init(height: Int, width: Int, channels: Int, kernel: Int, stride: Int, padding: Int) {
    self.init(
      height: height, width: width, channels: channels, kernel: kernel, stride: stride, padding: padding,
      rows: (height + 2 * padding - kernel) / stride + 1, columns: (width + 2 * padding - kernel) / stride + 1
    )
  }

  /// Windows side by side that cover the image; the last ones may reach beyond it.
  public init(height: Int, width: Int, channels: Int, side: Int) {
    self.init(
      height: height, width: width, channels: channels, kernel: side, stride: side, padding: 0,
      rows: (height + side - 1) / side, columns: (width + side - 1) / side)
  }

  private init(
    height: Int, width: Int, channels: Int, kernel: Int, stride: Int, padding: Int, rows: Int, columns: Int
  ) {
    precondition(height > 0 && width > 0 && channels > 0 && kernel > 0 && stride > 0 && padding >= 0)
    precondition(rows > 0 && columns > 0, "no window fits into the image")
    (self.height, self.width, self.channels) = (height, width, channels)
    (self.kernel, self.stride, self.padding) = (kernel, stride, padding)
    (self.rows, self.columns) = (rows, columns)
  }

  /// Numbers of an image.
  public var imageSize: Int { height * width * channels }
  /// Numbers of a window, `[kernel, kernel, channels]`.
  public var patchSize: Int { kernel * kernel * channels }
  /// How many windows there are.
  public var patches: Int { rows * columns }

  fileprivate var values: zw_patches {
    zw_patches(
      height: height, width: width, channels: channels, kernel: kernel, stride: stride, padding: padding,
      patch_rows: rows, patch_columns: columns)
  }
}

extension Kernels {
  /// Writes the windows of images beside each other, so that a convolution becomes a product.
  /// - Parameters:
  ///   - images: `[rows, imageSize]`, without gaps.
  ///   - columns: the result, `[rows, patches * patchSize]`, without gaps.
  public static func gatherPatches(_ images: MatrixView, _ geometry: PatchGeometry, into columns: MatrixView)
  {
    check(images, columns, geometry)
    withUnsafePointer(to: geometry.values) {
      zw_gather_patches(columns.pointer, images.pointer, images.rows, $0)
    }
  }

  /// Writes images whose pixels are the sums of what the windows hold for them: `gatherPatches` transposed.
  public static func scatterPatches(_ columns: MatrixView, _ geometry: PatchGeometry, into images: MatrixView)
  {
    check(images, columns, geometry)
    withUnsafePointer(to: geometry.values) {
      zw_scatter_patches(images.pointer, columns.pointer, images.rows, $0)
    }
  }

  private static func check(_ images: MatrixView, _ columns: MatrixView, _ geometry: PatchGeometry) {
    precondition(
      images.rows == columns.rows && images.columns == geometry.imageSize, "images have another size")
    precondition(columns.columns == geometry.patches * geometry.patchSize, "windows have another size")
    precondition(images.hasNoGaps && columns.hasNoGaps, "a view without gaps")
  }

  /// Transposes each row, taken as a matrix `[height, width]`, into a matrix `[width, height]`.
  public static func transposeRows(_ view: MatrixView, height: Int, width: Int, into result: MatrixView) {
    precondition(view.shape == result.shape && view.columns == height * width, "the shapes differ")
    precondition(view.hasNoGaps && result.hasNoGaps, "a view without gaps")
    zw_transpose_rows(result.pointer, view.pointer, view.rows, height, width)
  }
}

extension MatrixView {
  /// Whether every row begins where the one before ends.
  var hasNoGaps: Bool { stride == columns || rows <= 1 }

  /// The same numbers in rows of another length.
  /// - Precondition: there are no gaps, and the length divides the number of elements.
  public func inRows(of length: Int) -> MatrixView {
    precondition(hasNoGaps && length > 0 && (rows * columns) % length == 0, "rows of \(length) do not fit")
    return MatrixView(
      owner: owner, offset: offset, rows: rows * columns / length, columns: length, stride: length)
  }
}
