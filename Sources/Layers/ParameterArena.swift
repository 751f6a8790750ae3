import Kernels
import LatentCore

/// Weights, gradients and both moments of a model: four flat arrays of one layout, with named views.
///
/// Copies of all values hold each tensor in PyTorch's order. In memory the weights of dense layers lie transposed,
/// `[in, out]`: the products of a training step then need no reordering.
///
/// Layers declare their tensors first; `initialise` then plans the memory and draws the weights. Gradients and
/// moments exist from the first training step on, so that a model that only decodes is a quarter of the size.
public final class ParameterArena {
  /// Where one tensor lies in the arena.
  public struct Entry: Sendable, Equatable {
    /// PyTorch's name, `encoder.0.weight`.
    public let name: String
    /// Sizes, outermost first; `[out, in]` for the weight of a dense layer.
    public let shape: [Int]
    /// Index of the first element in copies of all values.
    public let offset: Int
    /// How its elements lie.
    public var layout = TensorLayout.rowMajor
    /// Whether it follows a gradient; moving averages do not.
    public var isLearnt = true
    /// Number of elements.
    public var count: Int { shape.reduce(1, *) }
  }

  /// The tensors in the order in which they lie.
  public private(set) var entries: [Entry] = []
  /// Parameters in total.
  public private(set) var count = 0
  /// Steps that the optimiser has made.
  public var stepCount = 0
  /// Whether gradients are written where `copyGradients` finds them; training is faster without.
  public var keepsGradients = false

  private var weightRanges: [Range<Int>] = []
  private var initialisers: [Initialiser] = []
  private var transposed: [TransposedBlock] = []
  private var values = Arena(count: 0)
  private var training: OptimizerArrays?

  /// Creates an arena without tensors.
  public init() {}

  /// Adds a tensor behind the others and returns the index of its first element.
  public func declare(
    _ name: String, shape: [Int], _ initialiser: Initialiser, layout: TensorLayout = .rowMajor,
    isLearnt: Bool = true
  ) -> Int {
    let entry = Entry(name: name, shape: shape, offset: count, layout: layout, isLearnt: isLearnt)
    entries.append(entry)
    initialisers.append(initialiser)
    if shape.count > 1 { weightRanges.append(count..<count + entry.count) }
    count += entry.count
    return entry.offset
  }

  /// Adds weights of dense layers side by side, each `[width, inputs]`, that lie in memory as one matrix
  /// `[inputs, names.count * width]`, and returns the index of its first element.
  public func declareTransposed(_ names: [String], width: Int, inputs: Int, _ initialiser: Initialiser) -> Int
  {
    let block = TransposedBlock(offset: count, rows: names.count * width, columns: inputs)
    transposed.append(block)
    for name in names { _ = declare(name, shape: [width, inputs], initialiser) }
    return block.offset
  }

  /// Reserves the memory of all declared tensors and draws their values.
  /// - Parameter scheme: how the weights and biases of layers are drawn.
  public func initialise(seed: UInt64, scheme: InitialisationScheme = .uniform) {
    let fresh = Arena(count: count)
    var random = RandomSource(seed: seed, stream: RandomStream.initialisation)
    for (entry, initialiser) in zip(entries, initialisers) {
      let initialiser = scheme.initialiser(instead: initialiser, shape: entry.shape)
      initialiser.fill(fresh.view(at: entry.offset, rows: 1, columns: entry.count), &random)
    }
    values = Arena(count: count)
    load(values: fresh.copy())
  }

  /// The values of a tensor, or of several that follow each other, as a matrix.
  public func value(at offset: Int, rows: Int, columns: Int) -> MatrixView {
    values.view(at: offset, rows: rows, columns: columns)
  }

  /// The gradient of a tensor as a matrix.
  public func gradient(at offset: Int, rows: Int, columns: Int) -> MatrixView {
    trainingArrays.gradients.view(at: offset, rows: rows, columns: columns)
  }

  /// Values, gradients and moments; they are reserved when they are first asked for, which no two parts may do at once.
  public var trainingArrays: OptimizerArrays {
    if let training { return training }
    let arrays = OptimizerArrays(values: values)
    training = arrays
    return arrays
  }
}

extension ParameterArena {
  /// Multiplies all weights by a factor, but neither biases nor anything else with one dimension: decoupled decay.
  /// - Source: Loshchilov and Hutter 2019, arXiv:1711.05101, algorithm 2.
  public func shrinkWeights(by factor: Float) { Kernels.scale(values, weightRanges, by: factor) }

  /// Shortens the gradient of a range of parameters together where its norm is larger than a limit.
  /// - Source: Pascanu et al. 2013, arXiv:1211.5063, algorithm 1.
  func limitGradients(to limit: Double, in range: Range<Int>) {
    let all = trainingArrays.gradients.view(at: range.lowerBound, rows: 1, columns: range.count)
    let norm = Kernels.sumOfSquares(all).squareRoot()
    guard norm > limit, norm.isFinite else { return }
    Kernels.scale(trainingArrays.gradients, range, by: Float(limit / norm))
  }

  /// Forgets the optimiser's moments and steps, as before the first step.
  public func resetOptimizer() {
    stepCount = 0
    guard training != nil else { return }
    let zeros = [Float](repeating: 0, count: count)
    trainingArrays.gradients.load(zeros)
    load(firstMoments: zeros, secondMoments: zeros)
  }

  /// A copy of all weights, `count` values.
  public func copyValues() -> [Float] { copy(values) }

  /// Replaces all weights. - Precondition: `values.count == count`.
  public func load(values newValues: [Float]) {
    precondition(newValues.count == count, "there are \(count) parameters, not \(newValues.count)")
    load(newValues, into: values)
  }

  /// A copy of the gradients of the last training step, `count` values; zeros before the first.
  /// - Precondition: `keepsGradients` was true in that step.
  public func copyGradients() -> [Float] { copy(trainingArrays.gradients) }

  /// Copies of the optimiser's first and second moments, `count` values each; zeros before the first step.
  public func copyMoments() -> (first: [Float], second: [Float]) {
    (copy(trainingArrays.firstMoments), copy(trainingArrays.secondMoments))
  }

  /// Replaces the optimiser's moments. - Precondition: `count` values each.
  public func load(firstMoments: [Float], secondMoments: [Float]) {
    precondition(firstMoments.count == count && secondMoments.count == count, "there are \(count) parameters")
    load(firstMoments, into: trainingArrays.firstMoments)
    load(secondMoments, into: trainingArrays.secondMoments)
  }
}

/// Consecutive tensors that are `[rows, columns]` in copies and `[columns, rows]` in memory.
private struct TransposedBlock {
  let offset, rows, columns: Int
}

extension ParameterArena {
  /// All elements of one of the arrays, in PyTorch's order.
  private func copy(_ arena: Arena) -> [Float] {
    var result = arena.copy()
    for block in transposed {
      let inMemory = arena.view(at: block.offset, rows: block.columns, columns: block.rows)
      Kernels.transpose(inMemory, into: &result, at: block.offset)
    }
    return result
  }

  /// Replaces all elements of one of the arrays by some in PyTorch's order.
  private func load(_ elements: [Float], into arena: Arena) {
    arena.load(elements)
    for block in transposed {
      let inMemory = arena.view(at: block.offset, rows: block.columns, columns: block.rows)
      Kernels.transpose(elements, at: block.offset, into: inMemory)
    }
  }
}
