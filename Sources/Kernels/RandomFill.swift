import CKernels
import LatentCore

extension Kernels {
  /// Fills a view without gaps with uniform numbers in [low, high).
  ///
  /// Element i is low + (high - low) u with the i-th of the next numbers u of `RandomSource.uniform`. The source is
  /// not advanced: the caller adds the number of elements to its counter, so that parts can fill their share.
  public static func fillUniform(_ view: MatrixView, from low: Float, to high: Float, _ source: RandomSource)
  {
    precondition(view.stride == view.columns || view.rows <= 1, "a view without gaps")
    zw_fill_uniform(view.pointer, view.rows * view.columns, source.key, source.counter, low, high - low)
  }

  /// Fills a view without gaps with standard normal numbers.
  ///
  /// Element i is the i-th of the next numbers of `RandomSource.normal`, to some 5e-4: computed in `Float` from the
  /// upper 31 of the 53 bits. The source is not advanced: the caller adds twice the number of elements to its
  /// counter, so that parts can fill their share.
  public static func fillNormal(_ view: MatrixView, _ source: RandomSource) {
    precondition(view.stride == view.columns || view.rows <= 1, "a view without gaps")
    zw_fill_normal(view.pointer, view.rows * view.columns, source.key, source.counter)
  }
}
