/// Images that a model sees in one step, with their labels for models that are conditioned on them.
public struct Batch: Sendable {
  /// Pixels in [0, 1], `[batch, pixels]`.
  public var images: Matrix
  /// The class of each image; empty when the data has none.
  public var labels: [UInt8]

  /// Creates a batch.
  public init(images: Matrix, labels: [UInt8] = []) {
    self.images = images
    self.labels = labels
  }
}
