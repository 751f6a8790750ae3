import CKernels
import LatentCore

extension Kernels {
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
