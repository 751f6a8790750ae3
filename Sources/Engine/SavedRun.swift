import Analysis
import LatentCore
import Models

/// The data set that a run was trained on, as its file names it.
public struct DatasetReference: Sendable, Equatable, Codable {
  /// The catalogue's identifier or a path.
  public var id: String
  /// The name for people.
  public var title: String
  /// CRC-32 over all pixels and labels, 8 hex digits.
  public var checksum: String
  /// The names of the classes.
  public var classNames: [String]
  /// Images of the two splits.
  public var trainImages, testImages: Int

  /// Creates a reference.
  public init(
    id: String, title: String, checksum: String, classNames: [String], trainImages: Int, testImages: Int
  ) {
    self.id = id
    self.title = title
    self.checksum = checksum
    self.classNames = classNames
    self.trainImages = trainImages
    self.testImages = testImages
  }
}

/// A run that was read: everything that is needed to decode, to encode and to go on.
public struct SavedRun: Sendable {
  /// The folder, the file or the pre-trained name that it was opened by.
  public var path: String
  /// The name for people: the folder's or file's without its place, or the pre-trained name.
  public var title: String
  /// What the model was made from.
  public var specification: ModelSpecification
  /// Weights; moments and random state as well where the run has a checkpoint, else those of a beginning.
  public var state: TrainingState
  /// Whether `state` continues bit-exactly, because it came from a checkpoint.
  public var isResumable: Bool
  /// Decided order and noise.
  public var seed: UInt64
  /// What the model was trained on; nil for a file of other origin.
  public var dataset: DatasetReference?
  /// For models without a prior, the Gaussian fitted to the training codes.
  public var gaussian: FittedGaussian?
  /// The epochs so far; empty for a lone file.
  public var records: [EpochRecord]
  /// What could not be read and is not needed, in a sentence; nil when all could.
  public var remark: String?

  /// All parameters in the order of the model's arena.
  public var weights: [Float] { state.weights }
  /// Epochs that are complete.
  public var epoch: Int { state.position.epoch }

  /// Makes the model with the run's weights.
  /// - Throws: `ZwalkError` when they do not fit.
  public func makeModel() throws -> any LatentModel {
    let model = try ModelCatalog.make(specification, seed: seed)
    guard model.parameters.count == weights.count else {
      throw ZwalkError.shapeMismatch(
        tensor: "the parameters", file: path, expected: [model.parameters.count], found: [weights.count],
        advice: "")
    }
    model.parameters.load(values: weights)
    return model
  }
}
