/// The size of an image in pixels; images are grey, one value a pixel, row-major from the top left.
public struct ImageShape: Sendable, Hashable, Codable {
  /// Pixels from top to bottom, 1 or more.
  public var height: Int
  /// Pixels from left to right, 1 or more.
  public var width: Int

  /// Creates a shape.
  public init(height: Int, width: Int) {
    self.height = height
    self.width = width
  }

  /// The number of pixels, which is the number of features of an image as a vector.
  public var pixels: Int { height * width }

  /// The shape of MNIST and Fashion-MNIST images, 28 x 28.
  public static let mnist = ImageShape(height: 28, width: 28)
}
