import Analysis
import Datasets
import LatentCore
import Models
import Projections

/// What the engine is doing.
public enum TrainingStatus: Sendable, Equatable {
  /// Reading a data set; the share that is done, 0 to 1.
  case loading(Double)
  case paused
  case training
  /// The loss was no longer a number; the message says where and what to try.
  case diverged(String)
}

/// Weights that never change again; another object is another state of the model.
public final class Weights: Sendable {
  /// All parameters in the order of the model's arena.
  public let values: [Float]
  /// Grows with every change within a process, of the weights or of the data that they are shown with, so that consumers
  /// see at once whether they have it already.
  public let version: Int

  /// Creates weights.
  public init(values: [Float], version: Int) {
    self.values = values
    self.version = version
  }
}

/// Codes of some images of the training split.
public struct Codes: Sendable {
  /// Indices into the training split; nil when these are all images in order.
  public let indices: [Int]?
  /// `[points, latent]`.
  public let values: Matrix
  /// The version of the weights that made them.
  public let version: Int
  /// The probability of each component of the prior given each code, `[points, components]`; nil for a prior without
  /// components, and where nobody asked.
  public let responsibilities: Matrix?

  /// Creates codes.
  public init(indices: [Int]?, values: Matrix, version: Int, responsibilities: Matrix? = nil) {
    self.indices = indices
    self.values = values
    self.version = version
    self.responsibilities = responsibilities
  }

  /// The index into the training split of a row.
  public func imageIndex(_ row: Int) -> Int { indices?[row] ?? row }
}

/// Five images of the test split over what the model makes of them.
public struct Reconstructions: Sendable, Equatable {
  /// Pixels in [0, 1], `[5, pixels]`.
  public let originals, restored: Matrix
  /// Their classes, or empty.
  public let labels: [UInt8]

  /// Creates a comparison.
  public init(originals: Matrix, restored: Matrix, labels: [UInt8]) {
    self.originals = originals
    self.restored = restored
    self.labels = labels
  }
}

/// A point of a training curve.
public struct CurvePoint: Sendable, Equatable, Codable {
  /// Epochs since the beginning, with fraction.
  public var epoch: Double
  /// Mean losses of the images that the point stands for.
  public var losses: Losses

  /// Creates a point.
  public init(epoch: Double, losses: Losses) {
    self.epoch = epoch
    self.losses = losses
  }
}

/// The curves of a run.
public struct TrainingHistory: Sendable, Equatable {
  /// Means over short stretches of training steps; thinned so that it stays below 2,000 points.
  public var train: [CurvePoint] = []
  /// One point an epoch.
  public var test: [CurvePoint] = []

  /// Creates an empty history.
  public init() {}

  /// Whether there is nothing to draw.
  public var isEmpty: Bool { train.isEmpty && test.isEmpty }
}

/// A map of the comparison, finished or on its way.
public struct MapSnapshot: Sendable {
  /// What was asked for.
  public var request: MapRequest
  /// The probe points in the map, `[points, 2 or 3]`, row i is row i of the probe; nil until there is something.
  public var points: Matrix?
  /// The share of the work that is done, 0 to 1.
  public var progress: Double
  /// How far the map can be trusted, over the probe points; nil until it is computed.
  public var quality: MapQuality?
  /// Where the map lies, by probe point; nil until it is computed.
  public var pointQuality: PointQuality?
  /// What the map does to all pairs; nil until it is computed.
  public var diagrams: MapDiagrams?
  /// What the method is like; nil until somebody looked at it, or where it has no way to place images.
  public var portrait: MapPortrait?
  /// What the map says of itself while it unfolds, and afterwards; nil for methods that do not.
  public var live: LiveMap?
  /// Seconds of work that went into fitting so far; nil for codes, which the model had already.
  public var seconds: Double?
  /// The fitted projection, which places new points where its method can; for codes of more than two dimensions
  /// their principal components.
  public var projection: (any Projection)?
  /// What went wrong, in a sentence.
  public var failure: String?

  /// Creates a map.
  public init(
    request: MapRequest, points: Matrix? = nil, progress: Double = 0, quality: MapQuality? = nil,
    projection: (any Projection)? = nil, failure: String? = nil
  ) {
    self.request = request
    self.points = points
    self.progress = progress
    self.quality = quality
    self.projection = projection
    self.failure = failure
  }
}

/// The state of training at one moment, complete in itself, so that a later one replaces it.
public struct Snapshot: Sendable {
  /// What the engine is doing.
  public var status: TrainingStatus
  /// What the shown model was made from.
  public var specification: ModelSpecification
  /// What its codes are distributed like before any image was seen.
  public var prior: Prior
  /// What the loss is called on screen: `-ELBO`, `MSE`.
  public var lossTitle: String
  /// The loaded data; shared, never copied.
  public var data: ImageSet
  /// Steps since the beginning.
  public var step: Int
  /// Epochs that are complete.
  public var epoch: Int
  /// The share of the running epoch, 0 to 1.
  public var epochProgress: Double
  /// The epochs after which training pauses by itself.
  public var targetEpochs: Int
  /// The learning rate of the steps to come, before the schedule; above 0.
  public var learningRate: Double
  /// Over about the last second of training; nil before.
  public var imagesPerSecond: Double?
  /// Until `targetEpochs`; nil when unknown.
  public var secondsLeft: Double?
  /// The curves of the run up to this moment.
  public var history: TrainingHistory
  /// The weights of this moment, to decode with.
  public var weights: Weights
  /// Codes of the probe points, as recent as the engine's budget allows.
  public var probe: Codes
  /// Codes of every training image; nil while training and until they are computed.
  public var allCodes: Codes?
  /// Test images beside what the model makes of them, as recent as the engine's budget allows.
  public var reconstructions: Reconstructions
  /// Whether quitting now would lose training.
  public var hasUnsavedTraining: Bool
  /// Where the run was last saved or read from: a folder, a file or a pre-trained name.
  public var runPath: String?
  /// What the model has of its own to see, as recent as the engine's budget allows; nil when nobody asked for it.
  public var exhibit: ExhibitSnapshot?
  /// What the schedule makes of the learning rate now, 0 to 1.
  public var rateFactor = 1.0
  /// What the model does in the running epoch, `layer 1 of 4`; nil for a model without phases.
  public var phase: String?

  /// Labels that the model is told with every code; 0 for a model that wants none.
  public var classes = 0

  /// Creates a snapshot.
  public init(
    status: TrainingStatus, specification: ModelSpecification, prior: Prior, lossTitle: String,
    data: ImageSet, step: Int, epoch: Int, epochProgress: Double, targetEpochs: Int, learningRate: Double,
    imagesPerSecond: Double?, secondsLeft: Double?, history: TrainingHistory, weights: Weights,
    probe: Codes, allCodes: Codes?, reconstructions: Reconstructions, hasUnsavedTraining: Bool,
    runPath: String?
  ) {
    self.status = status
    self.specification = specification
    self.prior = prior
    self.lossTitle = lossTitle
    self.data = data
    self.step = step
    self.epoch = epoch
    self.epochProgress = epochProgress
    self.targetEpochs = targetEpochs
    self.learningRate = learningRate
    self.imagesPerSecond = imagesPerSecond
    self.secondsLeft = secondsLeft
    self.history = history
    self.weights = weights
    self.probe = probe
    self.allCodes = allCodes
    self.reconstructions = reconstructions
    self.hasUnsavedTraining = hasUnsavedTraining
    self.runPath = runPath
  }
}

/// Something that happened once and must be said: saved, failed, loaded.
public struct Notice: Sendable, Equatable {
  /// Whether it is an error.
  public var isError: Bool
  /// One sentence.
  public var text: String

  /// Creates a notice.
  public init(_ text: String, isError: Bool = false) {
    self.text = text
    self.isError = isError
  }
}

/// All that is new since the mailbox was last emptied.
public struct Update: Sendable {
  /// The latest snapshot, when there is a new one.
  public var snapshot: Snapshot?
  /// Maps that changed, by slot.
  public var maps: [Int: MapSnapshot] = [:]
  /// How well the model restores the probe points, when that was computed anew.
  public var probeErrors: ProbeErrors?
  /// Oldest first; none is ever replaced.
  public var notices: [Notice] = []

  /// Creates an empty update.
  public init() {}
}
