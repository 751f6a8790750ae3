import Datasets
import LatentCore

extension Split {
  /// Replaces a batch by consecutive images of this split; allocates nothing once it has held as many.
  func gather(_ range: Range<Int>, into batch: inout Batch) {
    read(range, into: &batch.images)
    batch.labels.removeAll(keepingCapacity: true)
    if !labels.isEmpty {
      for index in range { batch.labels.append(labels[index]) }
    }
  }
}
