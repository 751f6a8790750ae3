import Kernels

/// Sets each number to zero with a probability in training, and multiplies the others so that their mean stays;
/// otherwise leaves all as they are.
/// - Source: Srivastava et al. 2014, Journal of Machine Learning Research 15; scaled in training as in torch.nn.Dropout.
public final class Dropout: ParameterFreeLayer {
  private let share: Float
  /// Numbers in a row, read and written.
  public let inputs: Int

  /// Creates a layer of a width.
  /// - Parameter share: the probability, 0 or more and less than 1.
  public init(_ share: Double, width: Int) {
    precondition((0..<1).contains(share), "something must be left")
    self.share = Float(share)
    inputs = width
  }

  /// As many as are read.
  public var outputs: Int { inputs }
  /// What each number was multiplied with.
  public var kept: Int { inputs }

  /// Reserves room for what each number is multiplied with, in training.
  public func makeMemory(rows: Int, for use: TapeUse) -> LayerMemory {
    guard let chance = use.chance, share > 0 else { return .none }
    return LayerMemory(rows: rows, columns: inputs, draws: inputs, from: chance)
  }

  /// Writes what is left of the numbers.
  public func linear(_ rows: LayerRows) {
    guard let source = rows.random(perRow: inputs) else { return rows.output.load(rows.input) }
    Kernels.dropOut(rows.input, share: share, into: rows.output, kept: rows.kept(0), source)
  }

  /// Passes on the gradients of the numbers that were left, multiplied like them.
  public func backward(_ gradient: MatrixView, _ rows: LayerRows, into result: MatrixView?) {
    guard let result else { return }
    guard rows.memory.chance != nil else { return result.load(gradient) }
    Kernels.multiplyElements(gradient, rows.kept(0), into: result)
  }
}
