import Kernels
import LatentCore

/// An autoencoder as one writes it down: layers, what makes the code, and the terms of the loss.
public struct AutoencoderDescription: Sendable {
  /// How the encoder sees the pixels of an image; a vector unless said.
  public var inputShape: LayerShape?
  /// From pixels to what the bottleneck reads.
  public var encoder: [LayerDescription]
  /// What makes the code.
  public var bottleneck: BottleneckDescription
  /// From the code to pixels; ends with the activation that the images are drawn with.
  public var decoder: [LayerDescription]
  /// How a reconstruction is held against its image.
  public var reconstruction: ReconstructionLoss
  /// What is done to images before the encoder sees them; nil for nothing.
  public var corruption: Corruption?
  /// How images move before the encoder sees them, as a sequence of frames; nil for still images.
  public var motion: Motion?
  /// The largest norm of the gradient; a longer one is shortened. 0 for any.
  public var largestGradient = 0.0
  /// Columns at the end of the input that say what kind of image it is, such as a label with one column a class.
  /// They are not reconstructed; the decoder reads them beside the code.
  public var conditions = 0
  /// How gradients become steps.
  public var optimizer = Optimizer.adam()

  /// Creates a description.
  public init(
    encoder: [LayerDescription], bottleneck: BottleneckDescription, decoder: [LayerDescription],
    reconstruction: ReconstructionLoss, inputShape: LayerShape? = nil
  ) {
    self.inputShape = inputShape
    self.encoder = encoder
    self.bottleneck = bottleneck
    self.decoder = decoder
    self.reconstruction = reconstruction
  }

  /// Checks what no network can be made of.
  /// - Throws: `ZwalkError.unsupported` for batch normalisation where the batch is not seen as a whole.
  public func check() throws(ZwalkError) {
    try LayerDescription.requireBatchNorm(in: encoder, of: "the encoder", allowed: true)
    try LayerDescription.requireBatchNorm(in: decoder, of: "the decoder", allowed: true)
    guard case .temporal(let temporal) = bottleneck else { return }
    try LayerDescription.requireBatchNorm(in: temporal.hidden, of: "transition and smoothing", allowed: false)
  }
}

/// What makes the code of the encoder's outputs.
public enum BottleneckDescription: Sendable, Hashable {
  /// The outputs are the code.
  case plain
  /// A draw from a Gaussian with linear heads; its divergence from the prior enters the loss.
  ///
  /// The weight of the divergence rises from 0 over `annealing` training steps.
  case gaussian(klWeight: Double, annealing: Int = 0)
  /// A map of vectors, each replaced by the nearest one of a codebook; a learnt prior says how likely the map is.
  case quantised(QuantiserDescription)
  /// The outputs are the code, and a penalty on them enters the loss.
  case sparse(SparsityPenalty, weight: Double)
  /// States at two times of a sequence, the later of which is predicted from the earlier.
  case temporal(TemporalDescription)

  /// What the divergence is multiplied with in the loss; nil where there is none.
  public var klWeight: Double? {
    switch self {
    case .plain, .sparse: nil
    case .gaussian(let klWeight, _): klWeight
    case .temporal(let description): description.klWeight
    // The prior learns from the codes, not the codes from it.
    case .quantised: 0
    }
  }

  /// What its further term of the loss is called; nil where there is none.
  var penaltyName: String? {
    switch self {
    case .plain, .gaussian, .temporal: nil
    case .sparse: "penalty"
    case .quantised: "commitment"
    }
  }

  /// What the divergence is multiplied with in a training step, 1 for the first; nil where there is none.
  func klWeight(step: Int) -> Double? {
    guard case .gaussian(let klWeight, let annealing) = self, annealing > 0 else { return klWeight }
    return klWeight * min(1, Double(step) / Double(annealing))
  }

  /// Whether codes are drawn from a Gaussian posterior.
  public var isGaussian: Bool {
    if case .gaussian = self { true } else { false }
  }

  func make(inputs: Int, latent: Int, arena: ParameterArena) -> any Bottleneck {
    switch self {
    case .plain: PlainBottleneck(latent: latent)
    case .sparse(let penalty, let weight):
      SparseBottleneck(latent: latent, penalty, weight: Float(weight), arena: arena)
    case .gaussian(let klWeight, _):
      GaussianBottleneck(inputs: inputs, latent: latent, klWeight: Float(klWeight), arena: arena)
    case .quantised(let description):
      VectorQuantiser(latent: latent, description, arena: arena)
    case .temporal(let description):
      TemporalBottleneck(inputs: inputs, latent: latent, description, arena: arena)
    }
  }
}

extension [LayerDescription] {
  /// Dense layers of some widths with an activation between each two.
  public static func dense(_ widths: [Int], between activation: LayerDescription) -> [LayerDescription] {
    Array(widths.map { [LayerDescription.dense($0)] }.joined(separator: [activation]))
  }
}
