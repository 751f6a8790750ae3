import LatentCore

/// What layers leave to chance in a training step: one source, of which each layer has numbers of its own.
///
/// Layers say how many numbers a row takes when their memory is planned; before a step its source is set. The numbers of
/// a row are the same in whatever part of the batch it is computed.
public final class TrainingChance {
  /// Random numbers that a row takes, those of all layers together.
  public private(set) var drawsPerRow = 0
  /// Training steps before this one.
  public private(set) var stepsBefore = 0
  private var source = RandomSource(seed: 0)
  private var rows = 0

  /// Creates chance of which no layer has asked for a part.
  public init() {}

  /// Sets numbers of every row aside.
  /// - Returns: the layer's place, by which it finds them again.
  public func reserve(perRow count: Int) -> Int {
    defer { drawsPerRow += count }
    return drawsPerRow
  }

  /// Begins a step and advances a source by the numbers that it takes.
  /// - Parameters:
  ///   - rows: of the batch.
  ///   - step: 1 for the first.
  public func begin(rows: Int, step: Int, _ random: inout RandomSource) {
    (self.rows, stepsBefore, source) = (rows, step - 1, random)
    random.counter &+= UInt64(rows * drawsPerRow)
  }

  /// Where a layer's numbers of a row begin.
  /// - Parameters:
  ///   - place: what `reserve` returned.
  ///   - count: what it was asked for.
  public func numbers(place: Int, perRow count: Int, row: Int) -> RandomSource {
    var numbers = source
    numbers.counter &+= UInt64(place * rows + row * count)
    return numbers
  }
}
