import Kernels

/// The second half of a training step: all layers' parameter gradients and the optimiser, split into equal parts.
///
/// A part takes whole units; where the parts begin depends on costs and `Kernels.threads` only.
public final class ParameterJob: PartJob {
  /// A layer with what it read and the gradient at its outputs, for the whole batch.
  public struct Item {
    /// What learns.
    public let layer: any ParameterOwner
    /// What it read, and the gradient that it learns from, for the whole batch.
    public let input, gradient: MatrixView

    /// Creates an item.
    public init(_ layer: any ParameterOwner, input: MatrixView, gradient: MatrixView) {
      self.layer = layer
      self.input = input
      self.gradient = gradient
    }
  }

  /// What a run does: gradients and steps at once, or one of the two.
  enum Pass { case learn, gradients, update }

  private var pass = Pass.learn
  private let tasks: [Item]
  /// Rows of each task's views for a row of the batch: several where an image is learnt from in several ways.
  private let multiples: [Int]
  private let shares: [[Range<Int>]]
  private let parts: Int
  private var rows = 0
  private var step = OptimizerStep.momentum(rate: 0, momentum: 0)

  /// Plans the split of tasks into parts.
  /// - Parameter rows: the largest batch where views have a multiple of its rows; nil where they have as many.
  public init(_ tasks: [Item], rows: Int? = nil, parts: Int) {
    self.parts = parts
    self.tasks = tasks.filter { $0.layer.units > 0 }
    multiples = self.tasks.map { task in rows.map { task.input.rows / $0 } ?? 1 }
    shares = Self.split(self.tasks.map { ($0.layer.units, $0.layer.unitCost) }, parts: parts)
  }

  /// Says what the next run works on: the first `rows` rows, and the constants of the step.
  public func prepare(rows: Int, _ step: OptimizerStep) {
    self.rows = rows
    self.step = step
  }

  /// Lets the parameters follow their gradients, shortened where these are longer than the recipe allows.
  /// - Parameters:
  ///   - limit: the largest norm of the gradient of all these parameters; 0 for any.
  ///   - range: where they lie in the arena.
  func run(limit: Double, of arena: ParameterArena, in range: Range<Int>) {
    pass = limit > 0 ? .gradients : .learn
    Kernels.parallel(parts, self)
    guard limit > 0 else { return }
    arena.limitGradients(to: limit, in: range)
    pass = .update
    Kernels.parallel(parts, self)
  }

  /// Computes the gradients of one part's parameters and makes their step.
  public func run(part: Int) {
    for index in tasks.indices where !shares[part][index].isEmpty {
      let (task, units, rows) = (tasks[index], shares[part][index], rows * multiples[index])
      let (gradient, input) = (task.gradient.rows(0..<rows), task.input.rows(0..<rows))
      switch pass {
      case .learn: task.layer.learn(gradient, input: input, units: units, step)
      case .gradients: task.layer.parameterGradient(gradient, input: input, units: units)
      case .update: task.layer.update(units: units, step)
      }
    }
  }

  /// The units of each task that each part takes.
  ///
  /// Large tasks are cut into equal shares one by one, since skipped zeros can make one much cheaper than another of
  /// the same size; small ones together, since cutting each would cost more than it evens out.
  static func split(_ tasks: [(units: Int, cost: Int)], parts: Int) -> [[Range<Int>]] {
    let total = tasks.reduce(0) { $0 + $1.units * $1.cost }
    let isLarge = tasks.map { $0.units * $0.cost > total / (8 * parts) && $0.units >= 16 * parts }
    let together = splitTogether(zip(tasks, isLarge).map { $1 ? (0, $0.cost) : $0 }, parts: parts)
    return (0..<parts).map { part in
      tasks.indices.map { index in
        isLarge[index]
          ? Kernels.share(part, of: parts, count: tasks[index].units, granularity: 8) : together[part][index]
      }
    }
  }

  /// All tasks in a row, cut at equal costs.
  private static func splitTogether(_ tasks: [(units: Int, cost: Int)], parts: Int) -> [[Range<Int>]] {
    let total = tasks.reduce(0) { $0 + $1.units * $1.cost }
    return (0..<parts).map { part in
      var before = 0
      return tasks.map { task in
        let cut = { (part: Int) -> Int in
          let units = (total * part / parts - before) / max(task.cost, 1)
          // Products like whole registers; a cut near an end would leave a sliver.
          return min(max((units + 8) / 16 * 16, 0), task.units)
        }
        let range = cut(part)..<(part + 1 == parts ? task.units : cut(part + 1))
        before += task.units * task.cost
        return range
      }
    }
  }
}
