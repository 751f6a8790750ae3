import LatentCore

/// A model that looks at all images before it learns, and whose parameters change at the end of a pass over them.
///
/// Its training steps only collect; the moments of its arena hold what they collected.
public protocol WholePassModel: LatentModel {
  /// Chooses where the fit begins by looking at all training images; called before the first step.
  /// - Throws: `ZwalkError` when the images allow no beginning.
  func begin(on images: any RowSource, random: inout RandomSource) throws
  /// Changes the parameters by what the steps of a pass have collected.
  func finishPass(learningRate: Float)
}
