import CKernels

/// Means, then log-variances of Gaussians, `[rows, 2 latent]`, with room for the gradient there.
public struct GaussianViews {
  /// The parameters and their gradient, of one shape and stride.
  public let heads, gradient: MatrixView

  /// Puts together what belongs together.
  public init(heads: MatrixView, gradient: MatrixView) {
    precondition(heads.shape == gradient.shape && heads.stride == gradient.stride, "the shapes differ")
    precondition(heads.columns % 2 == 0, "means and log-variances come in pairs")
    (self.heads, self.gradient) = (heads, gradient)
  }

  /// The dimensions of a code.
  public var latent: Int { heads.columns / 2 }
  /// The means.
  public var means: MatrixView { heads.columns(0..<latent) }
}

extension Kernels {
  /// Returns the Kullback-Leibler divergence of Gaussians from others, in nats, summed over the rows.
  public static func divergence(of q: GaussianViews, from p: GaussianViews) -> Double {
    precondition(q.heads.shape == p.heads.shape, "the shapes differ")
    return zw_gaussian_divergence(
      q.heads.pointer, p.heads.pointer, q.heads.rows, q.latent, q.heads.stride, p.heads.stride)
  }

  /// Adds the gradient of `scale` times that divergence to those of both.
  public static func addDivergenceGradient(of q: GaussianViews, from p: GaussianViews, scale: Float) {
    precondition(q.heads.shape == p.heads.shape, "the shapes differ")
    zw_gaussian_divergence_gradient(
      q.gradient.pointer, p.gradient.pointer, q.heads.pointer, p.heads.pointer, q.heads.rows, q.latent,
      q.heads.stride, p.heads.stride, scale)
  }

  /// Returns log q(z) - log p(z) of codes that were drawn from q, in nats, summed over the rows.
  /// - Parameter noise: what they were drawn with, `[rows, latent]`.
  public static func logRatio(
    of codes: MatrixView, drawnFrom q: GaussianViews, with noise: MatrixView, to p: GaussianViews
  ) -> Double {
    precondition(codes.shape == (q.heads.rows, q.latent) && noise.shape == codes.shape, "the shapes differ")
    precondition(q.heads.shape == p.heads.shape, "the shapes differ")
    return zw_gaussian_log_ratio(
      q.heads.pointer, p.heads.pointer, codes.pointer, noise.pointer, codes.rows, q.latent, q.heads.stride,
      p.heads.stride, codes.stride, noise.stride)
  }

  /// Writes the gradient of `scale` times that ratio at p, and adds those at q's log-variances and at the codes.
  public static func addLogRatioGradient(
    of codes: MatrixView, at codeGradient: MatrixView, drawnFrom q: GaussianViews, to p: GaussianViews,
    scale: Float
  ) {
    precondition(
      codes.shape == (q.heads.rows, q.latent) && codeGradient.shape == codes.shape, "the shapes differ")
    precondition(q.heads.shape == p.heads.shape, "the shapes differ")
    zw_gaussian_log_ratio_gradient(
      q.gradient.pointer, p.gradient.pointer, codeGradient.pointer, p.heads.pointer, codes.pointer,
      codes.rows,
      q.latent, q.heads.stride, p.heads.stride, codeGradient.stride, codes.stride, scale)
  }

  /// Adds to a Gaussian's gradient what reaches it through codes that were drawn from it with some noise.
  public static func addDrawGradient(_ codeGradient: MatrixView, with noise: MatrixView, to q: GaussianViews)
  {
    precondition(codeGradient.shape == (q.heads.rows, q.latent) && noise.shape == codeGradient.shape)
    zw_gaussian_draw_gradient(
      q.gradient.pointer, q.heads.pointer, codeGradient.pointer, noise.pointer, codeGradient.rows, q.latent,
      q.heads.stride, codeGradient.stride, noise.stride)
  }

  /// Adds another view of the same shape, element by element; rows may have gaps.
  public static func addRows(_ other: MatrixView, to view: MatrixView) {
    precondition(other.shape == view.shape, "the shapes differ")
    zw_add_rows(view.pointer, other.pointer, view.rows, view.columns, view.stride, other.stride)
  }
}
