import Kernels
import LatentCore

/// What a layer keeps for the rows of a batch beside its inputs and outputs: what the way back needs, and scratch.
public struct LayerMemory {
  /// Views with a row for each row of the batch, and behind them those of what is known of the batch as a whole.
  public let views: [MatrixView]
  /// What the networks within the layer computed.
  public let tapes: [Tape]
  /// What chance is drawn from, with the layer's place in it; nil outside of training.
  public let chance: (source: TrainingChance, place: Int)?

  /// Nothing, as most layers need.
  public static var none: LayerMemory { LayerMemory(views: [], tapes: []) }

  /// Wraps what was reserved.
  public init(
    views: [MatrixView], tapes: [Tape] = [], chance: (source: TrainingChance, place: Int)? = nil
  ) {
    self.views = views
    self.tapes = tapes
    self.chance = chance
  }

  /// Reserves a view of `rows` rows for what chance decides, with random numbers of its own.
  public init(rows: Int, columns: Int, draws: Int, from chance: TrainingChance) {
    self.init(
      views: [Arena(count: rows * columns).view(rows: rows, columns: columns)],
      chance: (chance, chance.reserve(perRow: draws)))
  }

  /// Reserves views of `rows` rows with these numbers of columns; memory that is never touched costs nothing.
  public init(rows: Int, columns: [Int]) {
    self.init(views: columns.map { Arena(count: rows * $0).view(rows: rows, columns: $0) })
  }
}

/// Some rows of a batch on their way through a layer.
public struct LayerRows {
  /// What the layer reads, `[range.count, inputs]`.
  public let input: MatrixView
  /// What the layer writes, `[range.count, outputs]`.
  public let output: MatrixView
  /// What the layer keeps, for the whole batch.
  public let memory: LayerMemory
  /// Which rows of the batch these are.
  public let range: Range<Int>

  /// Puts together what belongs to the rows of a range.
  public init(_ range: Range<Int>, input: MatrixView, output: MatrixView, memory: LayerMemory) {
    precondition(input.rows == range.count && output.rows == range.count, "these are other rows")
    self.input = input
    self.output = output
    self.memory = memory
    self.range = range
  }

  /// These rows of one of the memory's views.
  public func kept(_ view: Int) -> MatrixView { memory.views[view].rows(range) }

  /// Where the random numbers of these rows begin; nil outside of training.
  func random(perRow count: Int) -> RandomSource? {
    memory.chance.map { $0.source.numbers(place: $0.place, perRow: count, row: range.lowerBound) }
  }
}
