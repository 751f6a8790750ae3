import Datasets
import LatentCore
import Models
import Projections

/// What a trained model achieves on a split: its losses, its squared error and the quality of its codes.
public struct Evaluation: Sendable, Equatable {
  /// Means over all images, on the recipe's own scale.
  public var losses: Losses
  /// The squared error of reconstructed images, summed over pixels, mean over images; for a VAE from the means of
  /// q(z|x).
  public var squaredError: Double
  /// Images that were encoded, evenly spread over the split: all, or at most 10,000 of a model that searches for codes.
  public var encodedImages: Int
  /// How far the codes can be trusted as a map of the images; over the first images where there are many.
  public var codes: MapQuality?

  /// Images whose codes are searched for, where that takes milliseconds each.
  static let searchedImages = 10_000
  /// Images that pass through the model at a time.
  static let batchImages = 500
  /// Keeps noise apart from the posterior samples of the losses.
  private static let noiseStream: UInt64 = 0x6E6F_6973
  /// Images that the quality of codes is measured over unless said.
  public static let qualityImages = 10_000

  /// Evaluates a model.
  /// - Parameters:
  ///   - split: images of the model's shape, 1 or more.
  ///   - seed: chooses the posterior samples of the losses.
  ///   - noise: corrupts what the squared error's codes are of, while it is held against the clean images; nil for
  ///     nothing.
  ///   - qualityImages: how many images, from the first, the quality of codes is measured over; 0 leaves it out.
  /// - Throws: `ZwalkError.notEnoughPoints` for an empty split, `.unusableData` for images of another shape,
  ///   `.notFinite` when codes are no numbers.
  public init(
    of model: any LatentModel, on split: Split, seed: UInt64 = 0, noise: (kind: Noise, level: Double)? = nil,
    qualityImages: Int = Self.qualityImages
  ) throws {
    var random = RandomSource(seed: seed, stream: Self.noiseStream)
    try Self.check(split, fits: model.specification)
    losses = Self.losses(of: model, on: split, seed: seed)
    let split = model.searchesForCodes ? split.spread(Self.searchedImages) : split
    encodedImages = split.count
    let count = max(0, min(qualityImages, split.count))
    var codes = Matrix(rows: 0, columns: model.latentDimension)
    var error = 0.0
    split.forEachBlock(of: Self.batchImages) { range, images in
      let labels = split.labels.isEmpty ? [] : Array(split.labels[range])
      let batchCodes = model.encode(images, labels: labels)
      let seen = noise.map { $0.kind.corrupted(images, level: $0.level, random: &random) }
      let seenCodes = seen.map { model.encode($0, labels: labels) } ?? batchCodes
      error += images.squaredError(to: model.decode(seenCodes, labels: labels))
      if range.lowerBound < count {
        codes.append(rowsOf: batchCodes.rows(in: 0..<min(range.count, count - range.lowerBound)))
      }
    }
    squaredError = error / Double(split.count)
    self.codes = count >= 3 ? try Self.quality(of: codes, split.prefix(count)) : nil
  }

  /// The mean losses of a model over a split, in batches.
  public static func losses(of model: any LatentModel, on split: Split, seed: UInt64 = 0) -> Losses {
    var random = RandomSource(seed: seed, stream: 0xE7A1)
    var average = LossAverage()
    split.forEachBlock(of: batchImages) { range, images in
      let labels = split.labels.isEmpty ? [] : Array(split.labels[range])
      average.add(
        model.evaluate(Batch(images: images, labels: labels), random: &random), count: range.count)
    }
    return average.mean ?? Losses(loss: 0, reconstruction: 0)
  }

  /// The mean squared error of a projection's way there and back, summed over the features; nil without one.
  public static func squaredError(of projection: any Projection, on data: any RowSource) -> Double? {
    var error = 0.0
    for start in stride(from: 0, to: data.rowCount, by: batchImages) {
      let rows = data.matrix(start..<min(start + batchImages, data.rowCount))
      guard let places = projection.transform(rows), let restored = projection.inverse(places) else {
        return nil
      }
      error += rows.squaredError(to: restored)
    }
    return data.rowCount > 0 ? error / Double(data.rowCount) : nil
  }

  private static func check(_ split: Split, fits specification: ModelSpecification) throws(ZwalkError) {
    guard split.count > 0 else {
      throw .notEnoughPoints(method: "an evaluation", found: 0, needed: 1)
    }
    let shape = specification.imageShape
    guard split.shape == shape else {
      throw .unusableData(
        name: "the images",
        reason:
          "they are \(split.shape.height) x \(split.shape.width), the model reads \(shape.height) x \(shape.width)"
      )
    }
  }

  private static func quality(of codes: Matrix, _ split: Split) throws(ZwalkError) -> MapQuality {
    try Quality.measure(split, points: codes, labels: split.labels.isEmpty ? nil : split.labels)
  }
}

extension Split {
  /// At most so many images, evenly spread since data may be sorted.
  fileprivate func spread(_ most: Int) -> Split {
    count > most ? selecting((0..<most).map { $0 * count / most }) : self
  }
}

extension Matrix {
  /// The sum of squared differences to a matrix of the same shape.
  public func squaredError(to other: Matrix) -> Double {
    precondition(rows == other.rows && columns == other.columns, "the shapes differ")
    var sum = 0.0
    for index in values.indices {
      let difference = Double(values[index] - other.values[index])
      sum += difference * difference
    }
    return sum
  }
}
