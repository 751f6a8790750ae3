import LatentCore
import Layers

/// A model that maps images to codes and codes to images, and learns from batches.
///
/// A model owns its parameters and its working memory and is used from one place at a time. Threads that want to
/// decode while another trains make a second model from the first one's weights (`Analysis.Decoder`).
public protocol LatentModel: AnyObject {
  /// What the model was made from; enough to make it again.
  var specification: ModelSpecification { get }
  /// What codes are distributed like before any image was seen.
  var prior: Prior { get }
  /// What the loss is called on screen: `-ELBO`, `MSE`.
  var lossTitle: String { get }
  /// Weights, gradients and optimiser moments.
  var parameters: ParameterArena { get }

  /// The stretches in which the model learns in different ways, in order; none for most.
  var phases: [TrainingPhase] { get }

  /// Whether decoding is a linear map, so that what the model draws lies in a subspace that can be held against PCA's.
  var isLinear: Bool { get }

  /// Learns from now on as in one of its phases.
  func begin(phase: Int)

  /// Improves the parameters by one step on a batch; allocates nothing once the first step is done.
  /// - Returns: the losses of the batch before the step, means over its images.
  func trainStep(_ batch: Batch, learningRate: Float, random: inout RandomSource) -> Losses

  /// Returns the mean losses of a batch of any size without changing anything; draws one posterior sample an
  /// image where the model has a posterior.
  func evaluate(_ batch: Batch, random: inout RandomSource) -> Losses

  /// Returns the codes of images, `[batch, latent]`; for a VAE the means of q(z|x).
  func encode(_ images: Matrix) -> Matrix

  /// Returns codes of images as good as can be had in little time: for a look while training goes on, and for codes of
  /// all images; labels may be missing.
  func sketch(_ images: Matrix, labels: [UInt8]) -> Matrix
  /// Whether codes are searched for, which takes milliseconds for each image.
  var searchesForCodes: Bool { get }

  /// Returns the images of codes, `[batch, pixels]` in [0, 1].
  func decode(_ codes: Matrix) -> Matrix

  /// Labels that the model is told with images and codes; 0 for a model that wants none.
  var classes: Int { get }
  /// Returns the codes of images with their labels, `[batch, latent]`; labels are ignored by a model that wants none.
  func encode(_ images: Matrix, labels: [UInt8]) -> Matrix
  /// Returns the images of codes with labels, `[batch, pixels]` in [0, 1].
  func decode(_ codes: Matrix, labels: [UInt8]) -> Matrix

  /// The distributions of a model with a posterior q(z|x); nil for others.
  var variational: VariationalDistributions? { get }

  /// What a model of sequences believes and expects; nil for others.
  var dynamics: LatentDynamics? { get }

  /// Returns codes drawn from a prior that was learnt, `[count, latent]`; nil where there is none.
  func draws(_ count: Int, random: inout RandomSource) -> Matrix?

  /// Returns the probability of each component of the prior given each code, `[codes, components]`; nil where there are
  /// no components to tell apart.
  func responsibilities(of codes: Matrix) -> Matrix?

  /// Whether the gradient passes what has none as if it were not there, so that no difference quotient matches it.
  var passesStraightThrough: Bool { get }
}

extension LatentModel {
  /// Nil: no prior was learnt.
  public func draws(_ count: Int, random: inout RandomSource) -> Matrix? { nil }
  /// Nil: the prior is not made of components.
  public func responsibilities(of codes: Matrix) -> Matrix? { nil }
  /// False: an encoder has them at once.
  public var searchesForCodes: Bool { false }
  /// Gradients are those of the loss.
  public var passesStraightThrough: Bool { false }
  /// The number of dimensions of a code.
  public var latentDimension: Int { specification.latentDimension }
  /// None.
  public var variational: VariationalDistributions? { nil }
  /// None: time stands still.
  public var dynamics: LatentDynamics? { nil }
  /// None.
  public var classes: Int { 0 }
  /// The codes of images, whatever their labels.
  public func encode(_ images: Matrix, labels: [UInt8]) -> Matrix { encode(images) }
  /// The codes themselves: encoding takes little time.
  public func sketch(_ images: Matrix, labels: [UInt8]) -> Matrix {
    labels.isEmpty ? encode(images) : encode(images, labels: labels)
  }
  /// The images of codes, whatever their labels.
  public func decode(_ codes: Matrix, labels: [UInt8]) -> Matrix { decode(codes) }
  /// None.
  public var phases: [TrainingPhase] { [] }
  /// False.
  public var isLinear: Bool { false }
  /// Does nothing.
  public func begin(phase: Int) {}

  /// What a run of the model does when.
  public var plan: TrainingPlan {
    TrainingPlan(
      epochs: specification.epochs, phases: phases, schedule: specification.schedule,
      patience: specification.patience)
  }
}

/// The distribution that codes are assumed to come from.
public enum Prior: String, Sendable, Codable {
  /// Independent standard normal coordinates.
  case standardNormal
  /// None: samples come from a Gaussian fitted to the training codes.
  case fitted
  /// One that the model learnt beside the rest, and draws from by itself.
  case learnt
}
