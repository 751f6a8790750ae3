import Datasets
import LatentCore
import Models

/// What a model is worth, in numbers that models of different kinds share.
public struct ModelMerits: Sendable, Equatable {
  /// What learns.
  public let parameters: Int
  /// The squared error of reconstructed images, summed over pixels, mean over images.
  public let squaredError: Double
  /// What the model's own loss is called.
  public let lossTitle: String
  /// The mean of the model's own loss.
  public let loss: Double
  /// The share of codes whose nearest ten have their label; nil without labels.
  public let knnAccuracy: Double?
  /// The squared Fréchet distance of draws from real images in the features of a small classifier. It is no FID: other
  /// features, other numbers.
  public let featureDistance: Double
  /// The share of the class that fewest draws read as.
  public let coverage: Double

  /// Draws that are judged.
  public static let draws = 1000

  /// Measures a model.
  /// - Parameters:
  ///   - draws: images drawn from it.
  ///   - judge: what draws and images are seen by.
  /// - Throws: `ZwalkError`.
  public init(of model: any LatentModel, draws: Matrix, judge: MeritJudge, seed: UInt64) throws {
    let evaluation = try Evaluation(of: model, on: judge.images, seed: seed)
    parameters = model.parameters.count
    squaredError = evaluation.squaredError
    lossTitle = model.lossTitle
    loss = evaluation.losses.loss
    knnAccuracy = evaluation.codes?.knnAccuracy
    featureDistance = try judge.distance(of: draws)
    let read = judge.classifier.classes(of: draws)
    coverage =
      (0..<judge.classes).map { label in Double(read.filter { $0 == label }.count) }.min()
      .map { $0 / Double(max(read.count, 1)) } ?? 0
  }
}

/// What all models of a sheet are judged by: a classifier, and what it sees in real images.
public struct MeritJudge: Sendable {
  /// Sees features, and reads draws.
  public let classifier: FeatureClassifier
  /// The images that models are evaluated on.
  public let images: Split
  /// Labels that there are.
  public let classes: Int
  /// The share of the images that the classifier reads right.
  public let accuracy: Double
  private let features: FittedGaussian

  /// Trains the classifier.
  /// - Parameter eachEpoch: called with the share that is done; what it throws ends the training.
  /// - Throws: `ZwalkError` for data without labels or with too few images; what `eachEpoch` throws.
  public init(_ set: ImageSet, seed: UInt64, eachEpoch: (Double) throws -> Void = { _ in }) throws {
    classifier = try FeatureClassifier(training: set.train, seed: seed, eachEpoch: eachEpoch)
    images = set.test
    classes = Int(set.train.labels.max() ?? 0) + 1
    let real = images.matrix()
    let read = classifier.classes(of: real)
    accuracy = Double(zip(read, images.labels).filter { $0 == $1 }.count) / Double(max(images.count, 1))
    features = try FittedGaussian(fitting: classifier.features(of: real))
  }

  /// Returns the squared Fréchet distance of images from the real ones, in the classifier's features.
  public func distance(of draws: Matrix) throws -> Double {
    try FittedGaussian(fitting: classifier.features(of: draws)).frechetDistance(to: features)
  }
}
