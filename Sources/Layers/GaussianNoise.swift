import Kernels

/// Adds Gaussian noise in training, less with every step where it fades; otherwise leaves all numbers as they are.
/// - Source: Sønderby et al. 2017, arXiv:1610.04490, section 2.1 (instance noise).
public final class GaussianNoise: ParameterFreeLayer {
  private let deviation: Float
  private let fading: Int
  /// Numbers in a row, read and written.
  public let inputs: Int

  /// Creates a layer of a width.
  /// - Parameters:
  ///   - deviation: the noise's standard deviation in the first step, 0 or more.
  ///   - fading: steps over which it falls in a line to 0; 0 for noise that stays.
  public init(_ deviation: Double, fading: Int, width: Int) {
    self.deviation = Float(deviation)
    self.fading = fading
    inputs = width
  }

  /// As many as are read.
  public var outputs: Int { inputs }
  /// The noise.
  public var kept: Int { inputs }

  /// Reserves room for the noise, in training.
  public func makeMemory(rows: Int, for use: TapeUse) -> LayerMemory {
    guard let chance = use.chance, deviation > 0 else { return .none }
    return LayerMemory(rows: rows, columns: inputs, draws: 2 * inputs, from: chance)
  }

  /// Writes the noisy numbers.
  public func linear(_ rows: LayerRows) {
    guard let chance = rows.memory.chance, let source = rows.random(perRow: 2 * inputs),
      case let deviation = deviation(after: chance.source.stepsBefore), deviation > 0
    else { return rows.output.load(rows.input) }
    Kernels.addNoise(
      to: rows.input, deviation: deviation, into: rows.output, noise: rows.kept(0), source)
  }

  private func deviation(after steps: Int) -> Float {
    fading > 0 ? deviation * max(0, 1 - Float(steps) / Float(fading)) : deviation
  }

  /// Passes the gradient on.
  public func backward(_ gradient: MatrixView, _ rows: LayerRows, into result: MatrixView?) {
    result?.load(gradient)
  }
}
