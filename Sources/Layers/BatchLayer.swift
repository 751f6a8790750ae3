import Kernels

/// A layer that in training looks at the whole batch before any row goes on, and once more on the way back.
protocol BatchLayer: Layer {
  /// Takes note of what all rows have in some of the columns.
  /// - Parameters:
  ///   - input: what the layer reads, all rows of the batch.
  ///   - share: the part of the work that is to be done, and in how many parts it is done.
  func observe(_ input: MatrixView, _ memory: LayerMemory, share: (part: Int, parts: Int))
  /// Takes note of the gradients of all rows, before the activation.
  func observe(gradient: MatrixView, _ memory: LayerMemory, share: (part: Int, parts: Int))
}

/// A way through networks, in steps: some look at each row by itself, so that parts of a batch need not wait for each
/// other; before the others all rows have to be there.
///
/// Steps over rows that follow each other are one job of the pool.
final class BatchPassage: PartJob {
  /// What is done with some rows, and with all.
  enum Step {
    case rows((_ rows: Range<Int>, _ part: Int) -> Void)
    case batch((_ rows: Int, _ share: (part: Int, parts: Int)) -> Void)
  }

  private let stages: [ArraySlice<Step>]
  private let parts: Int
  private var rows = 0
  private var stage = 0

  /// Plans a way.
  init(_ steps: [Step], parts: Int) {
    self.parts = parts
    var bounds = [0]
    for index in steps.indices.dropFirst() where steps[index].isOverBatch || steps[index - 1].isOverBatch {
      bounds.append(index)
    }
    bounds.append(steps.count)
    stages = zip(bounds, bounds.dropFirst()).map { steps[$0..<$1] }
  }

  /// Takes the first rows of the planned memory all the way.
  func run(rows: Int) {
    self.rows = rows
    for index in stages.indices {
      stage = index
      Kernels.parallel(parts, self)
    }
  }

  /// Does one part of a stage.
  func run(part: Int) {
    let range = Kernels.share(part, of: parts, count: rows)
    for step in stages[stage] {
      switch step {
      case .rows(let body): if !range.isEmpty { body(range, part) }
      case .batch(let body): body(rows, (part, parts))
      }
    }
  }
}

extension BatchPassage.Step {
  /// The same step where each row of the batch stands for several.
  func times(_ count: Int) -> BatchPassage.Step {
    switch self {
    case .rows(let body): .rows { body($0.lowerBound * count..<$0.upperBound * count, $1) }
    case .batch(let body): .batch { body($0 * count, $1) }
    }
  }

  var isOverBatch: Bool { if case .batch = self { true } else { false } }
}
