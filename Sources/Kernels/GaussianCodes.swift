import CKernels

extension Kernels {
  /// Draws codes from Gaussians: code = mean + exp(logVariance / 2) noise.
  /// - Parameters:
  ///   - heads: means, then log-variances, `[rows, 2 latent]`.
  ///   - noise: standard normal numbers, `[rows, latent]`.
  ///   - codes: the result, `[rows, latent]`.
  /// - Source: Kingma and Welling 2014, arXiv:1312.6114, section 2.4.
  public static func reparameterise(heads: MatrixView, noise: MatrixView, into codes: MatrixView) {
    precondition(
      noise.shape == codes.shape && heads.shape == (codes.rows, 2 * codes.columns), "the shapes differ")
    zw_reparameterise(
      codes.pointer, heads.pointer, noise.pointer, codes.rows, codes.columns, codes.stride, heads.stride,
      noise.stride)
  }

  /// Returns the Kullback-Leibler divergence of Gaussians from the standard normal distribution, in nats, summed over
  /// all rows.
  /// - Parameter heads: means, then log-variances, `[rows, 2 latent]`.
  /// - Source: Kingma and Welling 2014, arXiv:1312.6114, appendix B.
  public static func gaussianKL(heads: MatrixView) -> Double {
    precondition(heads.columns % 2 == 0, "means and log-variances come in pairs")
    return zw_gaussian_kl(heads.pointer, heads.rows, heads.columns / 2, heads.stride)
  }

  /// Replaces means and log-variances by the gradient of loss + `klScale` KL.
  /// - Parameters:
  ///   - heads: means, then log-variances, `[rows, 2 latent]`.
  ///   - codeGradient: the gradient of the loss at the drawn codes, `[rows, latent]`.
  ///   - noise: what the codes were drawn with, `[rows, latent]`.
  public static func gaussianGradient(
    heads: MatrixView, codeGradient: MatrixView, noise: MatrixView, klScale: Float
  ) {
    precondition(
      noise.shape == codeGradient.shape && heads.shape == (noise.rows, 2 * noise.columns), "the shapes differ"
    )
    zw_gaussian_gradient(
      heads.pointer, codeGradient.pointer, noise.pointer, noise.rows, noise.columns, heads.stride,
      codeGradient.stride, noise.stride, klScale)
  }
}
