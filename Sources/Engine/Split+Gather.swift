import Datasets
import LatentCore

extension Split {
  /// Replaces a batch by the images and labels of some indices; allocates nothing when the batch has had as many.
  func gather(_ indices: some Collection<Int>, into batch: inout Batch) {
    let pixels = shape.pixels
    batch.images.resize(rows: indices.count)
    batch.labels.removeAll(keepingCapacity: true)
    var target = 0
    for index in indices {
      let first = index * pixels
      for offset in 0..<pixels {
        batch.images.values[target + offset] = Float(self.pixels[first + offset]) * (1 / 255)
      }
      target += pixels
      if !labels.isEmpty { batch.labels.append(labels[index]) }
    }
  }

  /// The images of some indices, `[indices, pixels]` in [0, 1].
  func images(_ indices: some Collection<Int>) -> Matrix {
    var batch = Batch(images: Matrix(rows: 0, columns: shape.pixels))
    gather(indices, into: &batch)
    return batch.images
  }
}
