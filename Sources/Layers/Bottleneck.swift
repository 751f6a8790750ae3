import Kernels
import LatentCore

/// What makes codes of the encoder's outputs.
public protocol Bottleneck: AnyObject {
  /// The number of dimensions of a code.
  var latent: Int { get }
  /// Layers with parameters of its own that read the encoder's outputs.
  var head: Dense? { get }
  /// Random numbers that it takes from a source for `rows` codes.
  func draws(rows: Int) -> UInt64
  /// Reserves memory for batches of at most `rows` rows whose codes have conditions behind them.
  func makeTape(rows: Int, conditions: Int) -> BottleneckTape
  /// Writes the codes that the decoder reads; `random` is where the numbers of row 0 begin.
  func forward(_ hidden: MatrixView, _ tape: BottleneckTape, rows: Range<Int>, _ random: RandomSource)
  /// Returns its own term of the loss, unweighted and summed over the rows; nil where there is none.
  func divergence(_ tape: BottleneckTape, rows: Range<Int>) -> Double?
  /// Turns the tape's code gradient into the gradient at the encoder's outputs.
  /// - Parameters:
  ///   - scale: weight of a row in the loss.
  ///   - hidden: where the result goes; nil when nobody needs it.
  func backward(_ tape: BottleneckTape, rows: Range<Int>, scale: Float, into hidden: MatrixView?)
  /// Takes note of a training step that is done.
  func finishStep(_ tape: BottleneckTape, rows: Int)
  /// Writes the codes that stand for images on a map: without chance.
  func encode(_ hidden: MatrixView, into codes: MatrixView)

  /// Codes that an image is learnt from, each decoded and held against a target of its own; 1 for most.
  ///
  /// A tape has as many rows for each row of the batch.
  var codesPerImage: Int { get }
  /// Writes what the images of codes are held against, chosen from what the encoder read.
  /// - Parameters:
  ///   - frames: what the encoder read, all rows.
  ///   - targets: a row for each code.
  func chooseTargets(
    of frames: MatrixView, into targets: MatrixView, _ tape: BottleneckTape, rows: Range<Int>)

  /// Numbers that a tape keeps for each row beside codes and heads.
  var kept: Int { get }
  /// Makes what the decoder reads of codes that come from elsewhere, in place.
  func present(_ tape: BottleneckTape, rows: Range<Int>)
  /// Returns another term of the loss of its own, weighted and summed over the rows.
  func penalty(_ tape: BottleneckTape, rows: Range<Int>) -> Double
  /// What is told of that term instead of its mean over a batch, where the batch does not decide it; nil otherwise.
  var settledPenalty: Double? { get }
  /// The parameters that learn, with what their gradients are computed from.
  /// - Parameter hidden: the encoder's outputs, all rows.
  func parameterTasks(hidden: MatrixView, _ tape: BottleneckTape) -> [ParameterJob.Item]
  /// Discrete codes that it chooses from; 0 for none.
  var codes: Int { get }
  /// Adds to counts, `[1, codes]`, how often each code was chosen since the last time, and forgets it.
  func moveUsage(from tape: BottleneckTape, to counts: MatrixView)
  /// Returns codes drawn from a distribution that was learnt, `[count, latent]`; nil where there is none.
  func samples(_ count: Int, random: inout RandomSource) -> Matrix?
}

extension Bottleneck {
  /// One.
  public var codesPerImage: Int { 1 }
  /// Nothing: images of codes are held against the images themselves.
  public func chooseTargets(
    of frames: MatrixView, into targets: MatrixView, _ tape: BottleneckTape, rows: Range<Int>
  ) {}
  /// None.
  public var kept: Int { 0 }
  /// Nothing: the decoder reads codes as they are.
  public func present(_ tape: BottleneckTape, rows: Range<Int>) {}
  /// None.
  public func penalty(_ tape: BottleneckTape, rows: Range<Int>) -> Double { 0 }
  /// Nil: the mean over the batch is told.
  public var settledPenalty: Double? { nil }
  /// The head.
  public func parameterTasks(hidden: MatrixView, _ tape: BottleneckTape) -> [ParameterJob.Item] {
    head.map { [ParameterJob.Item($0, input: hidden, gradient: tape.heads)] } ?? []
  }
  /// None.
  public var codes: Int { 0 }
  /// Nothing: no code was chosen.
  public func moveUsage(from tape: BottleneckTape, to counts: MatrixView) {}
  /// Nil: nothing was learnt of how codes are distributed.
  public func samples(_ count: Int, random: inout RandomSource) -> Matrix? { nil }
}

extension Bottleneck {
  /// Does nothing.
  public func finishStep(_ tape: BottleneckTape, rows: Int) {}
}

/// Working memory of a bottleneck.
public struct BottleneckTape {
  /// Codes and the gradient there, both `[rows, latent]`.
  public let codes, codeGradients: MatrixView
  /// What the decoder reads, codes with conditions behind them, and the gradient there.
  public let decoderInput, decoderGradient: MatrixView
  /// Outputs of the head, which become their gradients on the way back; `[rows, head.outputs]`.
  public let heads: MatrixView
  /// Standard normal numbers, `[rows, latent]`.
  public let noise: MatrixView
  /// What some bottlenecks keep beside that.
  public let memory: LayerMemory

  init(
    rows: Int, latent: Int, conditions: Int, heads headColumns: Int, noise noiseColumns: Int,
    memory: LayerMemory = .none
  ) {
    self.memory = memory
    func view(_ columns: Int) -> MatrixView {
      Arena(count: rows * columns).view(rows: rows, columns: columns)
    }
    decoderInput = view(latent + conditions)
    decoderGradient = view(latent + conditions)
    codes = decoderInput.columns(0..<latent)
    codeGradients = decoderGradient.columns(0..<latent)
    heads = view(headColumns)
    noise = view(noiseColumns)
  }

  /// Copies the conditions that stand at the end of the input to behind the codes.
  func takeConditions(of input: MatrixView, rows: Range<Int>) {
    let count = decoderInput.columns - codes.columns
    guard count > 0 else { return }
    decoderInput.rows(rows).columns(codes.columns..<decoderInput.columns)
      .load(input.rows(rows).columns(input.columns - count..<input.columns))
  }
}
