import Kernels
import LatentCore

extension Split: RowSource {
  /// The number of images.
  public var rowCount: Int { count }
  /// The number of pixels of an image.
  public var columnCount: Int { shape.pixels }

  /// Replaces a matrix by consecutive images, pixels as numbers in [0, 1].
  public func read(_ range: Range<Int>, into matrix: inout Matrix) {
    Kernels.gather(bytes: pixels, rowLength: shape.pixels, range: range, into: &matrix)
  }

  /// Replaces a batch by images of this split, pixels as numbers in [0, 1], with their labels.
  ///
  /// Allocates nothing once the batch has held as many images.
  /// - Parameters:
  ///   - indices: the images wanted, in this order; an index may repeat.
  ///   - batch: its images have `shape.pixels` columns.
  /// - Precondition: every index lies in `0..<count`.
  public func gather(_ indices: ArraySlice<Int>, into batch: inout Batch) {
    Kernels.gather(bytes: pixels, rowLength: shape.pixels, indices: indices, into: &batch.images)
    batch.labels.removeAll(keepingCapacity: true)
    if !labels.isEmpty {
      for index in indices { batch.labels.append(labels[index]) }
    }
  }

  /// Replaces a batch by images of this split; see above.
  public func gather(_ indices: [Int], into batch: inout Batch) {
    gather(indices[...], into: &batch)
  }

  /// Returns images of this split as a new batch.
  public func batch(_ indices: [Int]) -> Batch {
    var batch = Batch(images: Matrix(rows: 0, columns: shape.pixels))
    gather(indices, into: &batch)
    return batch
  }

  /// Returns one image as numbers in [0, 1], `pixels` values.
  public func image(_ index: Int) -> [Float] {
    matrix(index..<index + 1).values
  }

  /// The bytes of one image, without a copy.
  public func bytes(_ index: Int) -> ArraySlice<UInt8> {
    pixels[index * shape.pixels..<(index + 1) * shape.pixels]
  }
}
