import Datasets
import LatentCore
import Models

/// Maps codes to images and images to codes with the weights it was last given: what the walk shows.
///
/// It has working memory of its own and is used from one place at a time.
public final class Decoder {
  private let model: any LatentModel
  /// The label with which codes are decoded, by a model that is told one.
  public var label: UInt8 = 0

  /// Images or codes that pass through the model at a time.
  private static let blockRows = 512

  /// Makes a decoder from a snapshot's weights.
  /// - Throws: `ZwalkError.shapeMismatch` when there are more or fewer weights than the specification has, and what
  ///   making the model throws.
  public init(_ specification: ModelSpecification, weights: [Float]) throws {
    model = try ModelCatalog.make(specification, seed: 0)
    guard weights.count == model.parameters.count else {
      throw Self.mismatch(specification, expected: model.parameters.count, found: weights.count)
    }
    model.parameters.load(values: weights)
  }

  /// Takes over other weights of the same model, which costs a copy where a new decoder costs a model.
  /// - Throws: `ZwalkError.shapeMismatch` when there are more or fewer weights than the specification has.
  public func load(weights: [Float]) throws(ZwalkError) {
    guard weights.count == model.parameters.count else {
      throw Self.mismatch(specification, expected: model.parameters.count, found: weights.count)
    }
    model.parameters.load(values: weights)
  }

  private static func mismatch(_ specification: ModelSpecification, expected: Int, found: Int) -> ZwalkError {
    .shapeMismatch(
      tensor: "the list of all weights", file: "\(specification.model) \(specification.architecture)",
      expected: [expected], found: [found], advice: "")
  }

  /// What the model was made from.
  public var specification: ModelSpecification { model.specification }
  /// What codes are distributed like before any image was seen.
  public var prior: Prior { model.prior }
  /// The number of values of a code.
  public var latentDimension: Int { model.latentDimension }

  /// Whether codes are searched for, which takes milliseconds for each image.
  public var searchesForCodes: Bool { model.searchesForCodes }

  /// Codes drawn from a prior that the model learnt, `[count, latent]`; nil where there is none.
  public func draws(_ count: Int, random: inout RandomSource) -> Matrix? {
    model.draws(count, random: &random)
  }

  /// Labels that the model is told; 0 where it is told none.
  public var classes: Int { model.classes }

  /// The image of one code, `pixels` values in [0, 1].
  public func image(at code: [Float]) -> [Float] {
    images(at: Matrix(rows: 1, columns: code.count, values: code)).values
  }

  /// The images of codes with the label that was set.
  public func images(at codes: Matrix) -> Matrix { images(at: codes, labels: []) }

  /// The images of codes, `[codes, pixels]`, held within [0, 1] where a model without a sigmoid leaves it.
  /// - Parameter labels: a label for each code; empty for the one that was set.
  /// - Precondition: `codes.columns == latentDimension`.
  public func images(at codes: Matrix, labels: [UInt8]) -> Matrix {
    precondition(
      codes.columns == latentDimension, "a code has \(latentDimension) values, not \(codes.columns)")
    var images = Matrix(rows: 0, columns: specification.imageShape.pixels)
    codes.forEachBlock(of: Self.blockRows) { range, block in
      let labels = labels.isEmpty ? [UInt8](repeating: label, count: range.count) : Array(labels[range])
      images.append(rowsOf: model.decode(block, labels: labels))
    }
    for index in images.values.indices where !(0...1).contains(images.values[index]) {
      images.values[index] = images.values[index] > 0 ? 1 : 0
    }
    return images
  }

  /// The codes of images, `[images, latent]`; for a VAE the means of q(z|x).
  /// - Precondition: `images.columnCount` is the number of pixels that the model reads.
  public func codes(of images: any RowSource) -> Matrix {
    codes(of: images, in: 0..<images.rowCount)
  }

  /// The codes of the images of a range.
  /// - Parameters:
  ///   - labels: of all images, for a model that is told them; nil for those that the images come with.
  ///   - isSketch: whether codes that take little time will do, where a model searches for them.
  public func codes(
    of images: any RowSource, in range: Range<Int>, labels: [UInt8]? = nil, isSketch: Bool = false
  ) -> Matrix {
    var block = Matrix(rows: 0, columns: images.columnCount)
    var codes = Matrix(rows: 0, columns: latentDimension)
    let labels = classes > 0 ? labels ?? (images as? Split)?.labels ?? [] : []
    for start in stride(from: range.lowerBound, to: range.upperBound, by: Self.blockRows) {
      images.read(start..<min(start + Self.blockRows, range.upperBound), into: &block)
      let rows = start..<start + block.rows
      let ofBlock = labels.isEmpty ? [] : Array(labels[rows])
      codes.append(
        rowsOf: isSketch
          ? model.sketch(block, labels: ofBlock)
          : labels.isEmpty ? model.encode(block) : model.encode(block, labels: ofBlock))
    }
    return codes
  }

  /// What the model makes of images: the images of their codes, `[images, pixels]` in [0, 1].
  /// - Parameter labels: of all images, for a model that is told them; nil for those that the images come with.
  public func reconstructions(of images: any RowSource, labels: [UInt8]? = nil) -> Matrix {
    let labels = classes > 0 ? labels ?? (images as? Split)?.labels ?? [] : []
    return self.images(at: codes(of: images, in: 0..<images.rowCount, labels: labels), labels: labels)
  }
}
