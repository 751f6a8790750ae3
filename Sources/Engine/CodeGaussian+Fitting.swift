import Datasets
import LatentCore
import Models

extension CodeGaussian {
  /// Fits mean and covariance (divided by n) to the codes of all images of a split.
  public init(_ model: any LatentModel, of split: Split) {
    let size = model.latentDimension
    var sums = [Double](repeating: 0, count: size)
    var products = [Double](repeating: 0, count: size * size)
    var batch = Batch(images: Matrix(rows: 0, columns: split.shape.pixels))
    for start in stride(from: 0, to: split.count, by: 1000) {
      split.gather(start..<min(start + 1000, split.count), into: &batch)
      Self.add(model.encode(batch.images), &sums, &products)
    }
    let scale = 1 / Double(max(1, split.count))
    let mean = sums.map { $0 * scale }
    self.init(
      mean: mean.map(Float.init),
      covariance: (0..<size * size).map {
        Float(products[$0] * scale - mean[$0 / size] * mean[$0 % size])
      })
  }

  private static func add(_ codes: Matrix, _ sums: inout [Double], _ products: inout [Double]) {
    let size = sums.count
    for row in 0..<codes.rows {
      for first in 0..<size {
        let value = Double(codes[row, first])
        sums[first] += value
        for second in 0..<size { products[first * size + second] += value * Double(codes[row, second]) }
      }
    }
  }
}
