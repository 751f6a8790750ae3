import Kernels

/// Shifts and scales every column, or channel of an image, to mean 0 and variance 1, then by a learnt weight and bias.
///
/// In training the moments are those of the batch, and averages follow them; otherwise they are the averages.
/// - Source: Ioffe and Szegedy 2015, arXiv:1502.03167.
public final class BatchNorm: BatchLayer {
  /// What is applied to each output at last.
  public let activation: Activation
  private let repeats: Int
  private let parameters: ScaleAndShift
  private let averages: RunningMoments

  /// Places of the views in the memory of a training step.
  fileprivate enum Kept {
    static let normal = 0
    static let mean = 1
    static let variance = 2
    static let gradients = 3
    static let products = 4
  }

  /// Declares the layer's tensors as torch.nn.BatchNorm1d names and initialises them.
  /// - Parameters:
  ///   - width: columns with moments of their own.
  ///   - repeats: how often they occur in a row, such as the pixels of an image.
  public init(_ name: String, width: Int, repeats: Int, activation: Activation, arena: ParameterArena) {
    self.activation = activation
    self.repeats = repeats
    parameters = ScaleAndShift(name, width: width, repeats: repeats, arena: arena)
    averages = RunningMoments(name, width: width, arena: arena)
  }

  private var width: Int { parameters.width }
  /// Numbers of all columns.
  public var inputs: Int { repeats * width }
  /// As many as are read.
  public var outputs: Int { repeats * width }
  /// None: `linear` adds the columns' biases.
  public var bias: MatrixView? { nil }
  /// The columns before weight and bias.
  public var kept: Int { inputs }

  /// Reserves room for the columns before weight and bias and for sums over the batch, in training.
  public func makeMemory(rows: Int, for use: TapeUse) -> LayerMemory {
    guard use.chance != nil else { return .none }
    let sums = (0..<4).map { _ in Arena(count: width).view(rows: 1, columns: width) }
    return LayerMemory(views: LayerMemory(rows: rows, columns: [inputs]).views + sums)
  }

  /// Writes the normalised columns.
  public func linear(_ rows: LayerRows) {
    let isTraining = !rows.memory.views.isEmpty
    Kernels.batchNorm(
      rows.input.inRows(of: width), mean: isTraining ? rows.memory.views[Kept.mean] : averages.mean,
      variance: isTraining ? rows.memory.views[Kept.variance] : averages.variance,
      weight: parameters.weight, bias: parameters.bias, into: rows.output.inRows(of: width),
      normal: isTraining ? rows.kept(Kept.normal).inRows(of: width) : nil)
  }

  /// Writes the gradient at the input, through the moments of the batch as well where they are what was divided by.
  public func backward(_ gradient: MatrixView, _ rows: LayerRows, into result: MatrixView?) {
    guard let result = result?.inRows(of: width) else { return }
    let (gradient, views) = (gradient.inRows(of: width), rows.memory.views)
    guard !views.isEmpty else {
      return Kernels.batchNormGradient(
        gradient, variance: averages.variance, weight: parameters.weight, into: result)
    }
    let sums = Kernels.BatchNormSums(
      gradients: views[Kept.gradients], products: views[Kept.products], rows: averages.rowsOfBatch)
    Kernels.batchNormGradient(
      gradient, normal: rows.kept(Kept.normal).inRows(of: width), variance: views[Kept.variance],
      weight: parameters.weight, sums, into: result)
  }

  /// Weights and biases, and the averages.
  public func parameterTasks(
    input: MatrixView, gradient: MatrixView, memory: LayerMemory
  ) -> [ParameterJob.Item] {
    guard !memory.views.isEmpty else { return [] }
    let following = FollowedMoments(averages, memory.views[Kept.mean], memory.views[Kept.variance])
    return [
      ParameterJob.Item(parameters, input: memory.views[Kept.normal], gradient: gradient),
      ParameterJob.Item(following, input: input, gradient: gradient),
    ]
  }

  func observe(_ input: MatrixView, _ memory: LayerMemory, share: (part: Int, parts: Int)) {
    let columns = Kernels.share(share.part, of: share.parts, count: width, granularity: 16)
    let input = input.inRows(of: width)
    if share.part == 0 { averages.rowsOfBatch = input.rows }
    Kernels.columnMoments(
      of: input.columns(columns), mean: memory.views[Kept.mean].columns(columns),
      variance: memory.views[Kept.variance].columns(columns))
  }

  func observe(gradient: MatrixView, _ memory: LayerMemory, share: (part: Int, parts: Int)) {
    let columns = Kernels.share(share.part, of: share.parts, count: width, granularity: 16)
    let gradient = gradient.inRows(of: width)
    let normal = memory.views[Kept.normal].rows(0..<gradient.rows / repeats).inRows(of: width)
    Kernels.columnSums(
      of: gradient.columns(columns), into: memory.views[Kept.gradients].columns(columns))
    Kernels.columnProducts(
      gradient.columns(columns), normal.columns(columns), into: memory.views[Kept.products].columns(columns))
  }
}

/// Averages of the moments of batches.
private final class RunningMoments {
  let width: Int
  private let arena: ParameterArena
  private let meanOffset, varianceOffset: Int
  /// Rows that the moments of the batch were taken over.
  var rowsOfBatch = 1

  init(_ name: String, width: Int, arena: ParameterArena) {
    (self.width, self.arena) = (width, arena)
    meanOffset = arena.declare("\(name).running_mean", shape: [width], .constant(0), isLearnt: false)
    varianceOffset = arena.declare("\(name).running_var", shape: [width], .constant(1), isLearnt: false)
  }

  var mean: MatrixView { arena.value(at: meanOffset, rows: 1, columns: width) }
  var variance: MatrixView { arena.value(at: varianceOffset, rows: 1, columns: width) }
}

/// Lets averages follow the moments of a batch, in the place of a gradient.
private final class FollowedMoments: ParameterOwner {
  /// How far the averages go towards the moments of a batch.
  private static let share: Float = 0.1

  private let averages: RunningMoments
  private let mean, variance: MatrixView

  init(_ averages: RunningMoments, _ mean: MatrixView, _ variance: MatrixView) {
    (self.averages, self.mean, self.variance) = (averages, mean, variance)
  }

  var units: Int { averages.width }
  var unitCost: Int { 1 }

  func parameterGradient(_ gradient: MatrixView, input: MatrixView, units: Range<Int>) {}

  /// Follows the mean, and the variance as it is estimated for all rows that there might be; a single row says nothing
  /// of it.
  func update(units: Range<Int>, _ step: OptimizerStep) {
    Kernels.follow(averages.mean.columns(units), mean.columns(units), share: Self.share)
    let rows = averages.rowsOfBatch
    guard rows > 1 else { return }
    Kernels.follow(
      averages.variance.columns(units), variance.columns(units), share: Self.share,
      factor: Float(rows) / Float(rows - 1))
  }
}
