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

  /// Writes the elements of a view with each set to zero with a probability, the others divided by what is left of 1.
  /// - Parameters:
  ///   - kept: afterwards what each element was multiplied with; all views have one shape and no gaps.
  ///   - source: not advanced; the caller adds one for each element to its counter.
  /// - Source: Srivastava et al. 2014, Journal of Machine Learning Research 15.
  public static func dropOut(
    _ input: MatrixView, share: Float, into output: MatrixView, kept: MatrixView, _ source: RandomSource
  ) {
    precondition(input.shape == output.shape && kept.shape == input.shape, "the shapes differ")
    precondition(input.hasNoGaps && output.hasNoGaps && kept.hasNoGaps, "views without gaps")
    fillUniform(kept, from: 0, to: 1, source)
    zw_drop_out(output.pointer, kept.pointer, input.pointer, input.rows * input.columns, share)
  }

  /// Writes the products of the elements of two views of one shape, without gaps.
  public static func multiplyElements(_ a: MatrixView, _ b: MatrixView, into result: MatrixView) {
    precondition(a.shape == b.shape && result.shape == a.shape, "the shapes differ")
    precondition(a.hasNoGaps && b.hasNoGaps && result.hasNoGaps, "views without gaps")
    zw_multiply_elements(result.pointer, a.pointer, b.pointer, a.rows * a.columns)
  }

  /// Writes the elements of a view plus Gaussian noise.
  /// - Parameters:
  ///   - noise: working memory; all views have one shape and no gaps.
  ///   - source: not advanced; the caller adds two for each element to its counter.
  public static func addNoise(
    to input: MatrixView, deviation: Float, into output: MatrixView, noise: MatrixView, _ source: RandomSource
  ) {
    precondition(input.shape == output.shape && noise.shape == input.shape, "the shapes differ")
    precondition(input.hasNoGaps && output.hasNoGaps && noise.hasNoGaps, "views without gaps")
    fillNormal(noise, source)
    zw_add_noise(output.pointer, input.pointer, noise.pointer, input.rows * input.columns, deviation)
  }
}
