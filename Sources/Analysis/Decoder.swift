import LatentCore
import Models

/// Maps codes to images and images to codes with weights that do not change: what the walk shows.
///
/// It has working memory of its own and is used from one place at a time.
public final class Decoder {
  private let model: any LatentModel

  /// Makes a decoder from a snapshot's weights.
  /// - Throws: `ZwalkError` when the weights do not fit the specification.
  public init(_ specification: ModelSpecification, weights: [Float]) throws {
    model = try ModelCatalog.make(specification, seed: 0)
    model.parameters.load(values: weights)
  }

  /// The image of one code, `pixels` values in [0, 1].
  public func image(at code: [Float]) -> [Float] {
    images(at: Matrix(rows: 1, columns: code.count, values: code)).values
  }

  /// The images of codes, `[points, pixels]` in [0, 1].
  public func images(at codes: Matrix) -> Matrix { model.decode(codes) }

  /// The codes of images, `[images, latent]`.
  public func codes(of images: any RowSource) -> Matrix {
    var codes = Matrix(rows: 0, columns: model.latentDimension)
    images.forEachBlock(of: 512) { _, block in codes.append(rowsOf: model.encode(block)) }
    return codes
  }
}
