import Datasets
import LatentCore

/// The images of a split as rows of floats, made when they are read.
struct SplitRows: RowSource {
  let split: Split

  var rowCount: Int { split.count }
  var columnCount: Int { split.shape.pixels }

  func read(_ range: Range<Int>, into matrix: inout Matrix) {
    var batch = Batch(images: matrix)
    split.gather(range, into: &batch)
    matrix = batch.images
  }
}
