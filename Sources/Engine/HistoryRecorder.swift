import LatentCore

/// Gathers training curves: means over stretches of steps that grow with the run, so that a curve of any length
/// stays below 2,000 points.
public struct HistoryRecorder: Sendable {
  /// The most points that the training curve ever has.
  public static let capacity = 2000

  /// The curves so far.
  public private(set) var history = TrainingHistory()
  /// Steps whose mean is one point.
  public private(set) var stride = 1
  private var average = LossAverage()
  private var epochSum = 0.0
  private var steps = 0

  /// Creates empty curves.
  /// - Parameter records: epochs whose steps were not seen, as of a run that was read from a file.
  public init(_ records: [EpochRecord] = []) {
    history.train.reserveCapacity(Self.capacity)
    for record in records {
      history.train.append(CurvePoint(epoch: Double(record.epoch) - 0.5, losses: record.train))
      add(record)
    }
  }

  /// Adds the losses of a training step.
  /// - Parameter epoch: where the step ends, in epochs since the beginning, with fraction.
  public mutating func add(_ losses: Losses, images: Int, epoch: Double) {
    average.add(losses, count: images)
    epochSum += epoch
    steps += 1
    guard steps >= stride, let mean = average.mean else { return }
    history.train.append(CurvePoint(epoch: epochSum / Double(steps), losses: mean))
    average = LossAverage()
    (epochSum, steps) = (0, 0)
    if history.train.count >= Self.capacity { thin() }
  }

  /// Adds an epoch's record to the test curve.
  public mutating func add(_ record: EpochRecord) {
    guard let test = record.test else { return }
    history.test.append(CurvePoint(epoch: Double(record.epoch), losses: test))
  }

  /// Forgets what lies behind a moment to which training went back.
  public mutating func forget(after epoch: Double) {
    history.train.removeAll { $0.epoch > epoch }
    history.test.removeAll { $0.epoch > epoch }
    average = LossAverage()
    (epochSum, steps) = (0, 0)
  }

  /// Replaces pairs of neighbours by their means and makes later stretches twice as long.
  private mutating func thin() {
    let points = history.train
    let pairs = points.count / 2
    for pair in 0..<pairs {
      history.train[pair] = Self.mean(points[2 * pair], points[2 * pair + 1])
    }
    history.train.removeLast(points.count - pairs)
    stride *= 2
  }

  private static func mean(_ first: CurvePoint, _ second: CurvePoint) -> CurvePoint {
    var average = LossAverage()
    average.add(first.losses, count: 1)
    average.add(second.losses, count: 1)
    return CurvePoint(epoch: (first.epoch + second.epoch) / 2, losses: average.mean ?? first.losses)
  }
}
