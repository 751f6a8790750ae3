import Datasets
import LatentCore
import Models

/// The mean losses over the test images after an epoch, computed in slices of some milliseconds.
struct TestEvaluation {
  /// Images in a slice.
  static let sliceSize = 500

  private let split: Split
  private var batch: Batch
  private var average = LossAverage()
  private var random = RandomSource(seed: 0)
  private var next = 0

  /// Creates an evaluation of a split that has not begun.
  init(_ split: Split) {
    self.split = split
    let rows = min(Self.sliceSize, split.count)
    batch = Batch(images: Matrix(rows: rows, columns: split.shape.pixels))
  }

  /// Begins anew.
  /// - Parameter random: where posterior samples come from.
  mutating func restart(random: RandomSource) {
    self.random = random
    average = LossAverage()
    next = 0
  }

  /// Whether every image was evaluated.
  var isComplete: Bool { next >= split.count }

  /// The mean over the images so far; nil before the first.
  var mean: Losses? { average.mean }

  /// Evaluates the next slice; does nothing when complete.
  mutating func advance(_ model: any LatentModel) {
    let range = next..<min(next + Self.sliceSize, split.count)
    guard !range.isEmpty else { return }
    split.gather(range, into: &batch)
    average.add(model.evaluate(batch, random: &random), count: range.count)
    next = range.upperBound
  }
}
