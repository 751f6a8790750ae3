import Kernels
import LatentCore

/// What is done to images before an encoder sees them, while their reconstruction is held against the clean ones.
/// - Source: Vincent et al. 2010, Journal of Machine Learning Research 11, section 3.3.
public enum Corruption: Sendable, Hashable {
  /// Gaussian noise of a standard deviation, the result held within [0, 1].
  case gaussian(Double)
  /// Pixels are set to zero with a probability.
  case masking(Double)

  /// Random numbers that so many pixels take from a source.
  public func draws(pixels: Int) -> UInt64 {
    switch self {
    case .gaussian: UInt64(2 * pixels)
    case .masking: UInt64(pixels)
    }
  }

  /// Corrupts pixels in place.
  /// - Parameters:
  ///   - scratch: working memory without gaps of the pixels' shape.
  ///   - random: where the numbers of the first pixel begin; not advanced.
  public func apply(to pixels: MatrixView, scratch: MatrixView, _ random: RandomSource) {
    switch self {
    case .gaussian(let deviation):
      Kernels.corruptByNoise(pixels, deviation: Float(deviation), noise: scratch, random)
    case .masking(let share):
      Kernels.corruptByMasking(pixels, share: Float(share), noise: scratch, random)
    }
  }

  /// Returns corrupted images, `[images, pixels]`, and advances the source.
  public func corrupted(_ images: Matrix, random: inout RandomSource) -> Matrix {
    var result = images
    let scratch = Arena(count: images.rows * images.columns).view(rows: images.rows, columns: images.columns)
    Kernels.withView(of: &result) { apply(to: $0, scratch: scratch, random) }
    random.counter &+= draws(pixels: images.rows * images.columns)
    return result
  }
}
