/// An image of bytes for picture files.
public struct PixelBuffer: Sendable, Equatable {
  /// What the bytes of a pixel mean.
  public enum Channels: Int, Sendable, CaseIterable {
    case grey = 1
    case rgb = 3
    case rgba = 4
  }

  /// Pixels from left to right, and from top to bottom, 1 or more.
  public let width, height: Int
  /// Grey, or red, green, blue, or with opacity.
  public let channels: Channels
  /// `height * width * channels` bytes, row-major from the top left.
  public var bytes: [UInt8]

  /// Creates an image.
  /// - Precondition: the sizes agree.
  public init(width: Int, height: Int, channels: Channels, bytes: [UInt8]) {
    precondition(width > 0 && height > 0, "an image has pixels")
    precondition(bytes.count == width * height * channels.rawValue, "sizes and bytes differ")
    self.width = width
    self.height = height
    self.channels = channels
    self.bytes = bytes
  }
}
