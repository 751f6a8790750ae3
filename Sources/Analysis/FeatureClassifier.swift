import Datasets
import Kernels
import LatentCore
import RealModule

/// A small classifier, trained here and now: what it sees in images is the space in which draws are held against real
/// images.
///
/// One hidden layer of rectified units, softmax, Adam.
public struct FeatureClassifier: Sendable {
  /// The width of the hidden layer, the features.
  public static let features = 64
  private static let batch = 128
  private static let epochs = 3
  private static let rate: Float = 0.002

  private var first, second: LearntMatrix

  /// Trains on the images of a split.
  /// - Parameter eachEpoch: called with the share that is done; what it throws ends the training.
  /// - Throws: `ZwalkError.unusableData` without labels; what `eachEpoch` throws.
  public init(
    training split: Split, seed: UInt64, eachEpoch: (Double) throws -> Void = { _ in }
  ) throws {
    guard let largest = split.labels.max() else {
      throw ZwalkError.unusableData(name: "the data", reason: "it has no labels to learn features from")
    }
    var random = RandomSource(seed: seed, stream: 0xFEA7)
    first = LearntMatrix(rows: Self.features, columns: split.shape.pixels + 1, &random)
    second = LearntMatrix(rows: Int(largest) + 1, columns: Self.features + 1, &random)
    for epoch in 0..<Self.epochs {
      let order = random.permutation(split.count)
      let rate = Self.rate * Float(Self.epochs - epoch) / Float(Self.epochs)
      for start in stride(from: 0, to: order.count, by: Self.batch) {
        learn(split.batch(Array(order[start..<min(start + Self.batch, order.count)])), rate: rate)
      }
      try eachEpoch(Double(epoch + 1) / Double(Self.epochs))
    }
  }

  /// Returns what the hidden layer sees in images, `[images, features]`.
  public func features(of images: Matrix) -> Matrix {
    var hidden = Kernels.product(images.withOnes, first.values, transposing: .second)
    for index in hidden.values.indices { hidden.values[index] = max(0, hidden.values[index]) }
    return hidden
  }

  /// Returns the class of each image.
  public func classes(of images: Matrix) -> [UInt8] {
    let logits = logits(features(of: images))
    return (0..<logits.rows).map { row in
      let ofRow = logits.row(row)
      return UInt8((ofRow.indices.max { ofRow[$0] < ofRow[$1] } ?? ofRow.startIndex) - ofRow.startIndex)
    }
  }

  private func logits(_ hidden: Matrix) -> Matrix {
    Kernels.product(hidden.withOnes, second.values, transposing: .second)
  }

  private mutating func learn(_ batch: Batch, rate: Float) {
    let hidden = features(of: batch.images)
    var slope = logits(hidden)
    slope.becomeSoftmaxGradient(batch.labels)
    var below = Kernels.product(slope, second.values).firstColumns(Self.features)
    for index in below.values.indices where hidden.values[index] <= 0 { below.values[index] = 0 }
    second.step(Kernels.product(slope, hidden.withOnes, transposing: .first), rate: rate)
    first.step(Kernels.product(below, batch.images.withOnes, transposing: .first), rate: rate)
  }
}

/// A weight matrix with the moments of Adam; its last column is the bias.
private struct LearntMatrix: Sendable {
  var values: Matrix
  private var moments: [(first: Float, second: Float)]
  private var steps = 0

  init(rows: Int, columns: Int, _ random: inout RandomSource) {
    values = random.normal(rows: rows, columns: columns)
    let scale = (2 / Float(columns)).squareRoot()
    for index in values.values.indices { values.values[index] *= scale }
    moments = Array(repeating: (0, 0), count: rows * columns)
  }

  /// - Source: Kingma and Ba 2015, arXiv:1412.6980, algorithm 1.
  mutating func step(_ gradient: Matrix, rate: Float) {
    steps += 1
    let root = (1 - Float.pow(0.999, Float(steps))).squareRoot()
    let scaled = rate / (1 - Float.pow(0.9, Float(steps)))
    for index in moments.indices {
      let slope = gradient.values[index]
      let first = 0.9 * moments[index].first + 0.1 * slope
      let second = 0.999 * moments[index].second + 0.001 * slope * slope
      moments[index] = (first, second)
      values.values[index] -= scaled * first / (second.squareRoot() / root + 1e-8)
    }
  }
}

extension Matrix {
  /// The matrix with a column of ones behind it, for which a weight is a bias.
  fileprivate var withOnes: Matrix {
    var wide = Matrix(rows: rows, columns: columns + 1, repeating: 1)
    for row in 0..<rows {
      for column in 0..<columns { wide.values[row * (columns + 1) + column] = values[row * columns + column] }
    }
    return wide
  }

  /// Replaces logits by the gradient of the mean cross-entropy.
  fileprivate mutating func becomeSoftmaxGradient(_ labels: [UInt8]) {
    for row in 0..<rows {
      let largest = self.row(row).max() ?? 0
      var sum: Float = 0
      for column in 0..<columns {
        self[row, column] = Float.exp(self[row, column] - largest)
        sum += self[row, column]
      }
      for column in 0..<columns {
        let target: Float = column == Int(labels[row]) ? 1 : 0
        self[row, column] = (self[row, column] / sum - target) / Float(rows)
      }
    }
  }
}
