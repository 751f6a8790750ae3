import CKernels
import LatentCore

extension Kernels {
  /// Multiplies each element of a view by that of another of the same shape.
  public static func multiplyElements(of values: MatrixView, by factors: MatrixView) {
    precondition(values.shape == factors.shape, "the shapes differ")
    zw_multiply(
      values.pointer, factors.pointer, values.rows, values.columns, values.stride, factors.stride)
  }

  /// Fills a view without gaps with 0, with probability `rate`, and 1 / (1 - rate): what dropout multiplies with.
  /// - Parameters:
  ///   - rate: at least 0, below 1.
  ///   - source: not advanced; the caller adds one for each element to its counter.
  public static func fillDropoutMask(_ mask: MatrixView, rate: Float, _ source: RandomSource) {
    fillUniform(mask, from: 0, to: 1, source)
    zw_dropout_mask(mask.pointer, mask.rows * mask.columns, rate)
  }

  /// Adds Gaussian noise to pixels and holds them within [0, 1].
  /// - Parameters:
  ///   - noise: working memory without gaps of the pixels' shape.
  ///   - source: not advanced; the caller adds two for each pixel to its counter.
  public static func corruptByNoise(
    _ pixels: MatrixView, deviation: Float, noise: MatrixView, _ source: RandomSource
  ) {
    precondition(pixels.shape == noise.shape, "the shapes differ")
    fillNormal(noise, source)
    zw_corrupt_gaussian(
      pixels.pointer, noise.pointer, pixels.rows, pixels.columns, pixels.stride, noise.stride, deviation)
  }

  /// Sets pixels to zero with a probability.
  /// - Parameters:
  ///   - noise: working memory without gaps of the pixels' shape.
  ///   - source: not advanced; the caller adds one for each pixel to its counter.
  public static func corruptByMasking(
    _ pixels: MatrixView, share: Float, noise: MatrixView, _ source: RandomSource
  ) {
    precondition(pixels.shape == noise.shape, "the shapes differ")
    fillUniform(noise, from: 0, to: 1, source)
    zw_corrupt_masking(
      pixels.pointer, noise.pointer, pixels.rows, pixels.columns, pixels.stride, noise.stride, share)
  }
}
