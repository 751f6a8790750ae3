import LatentCore

/// What an engine shows first.
public struct EngineStart: Sendable {
  /// Where the model comes from.
  public enum Subject: Sendable {
    /// A run's folder, a safetensors file, or the name of a pre-trained model.
    case run(String)
    /// Fresh weights of a model of the catalogue; nil for its default options. The image shape is the data's.
    case fresh(model: String, options: Options?)
  }

  /// Where the model comes from.
  public var subject: Subject
  /// A name of the catalogue or a path; nil for the data that the run was trained on, or the embedded images where
  /// that is not known or not at hand.
  public var data: String?
  /// Decides fresh weights, the order of images, noise and the choice of the probe points.
  public var seed: UInt64
  /// The maps of the comparison, by slot.
  public var maps: [Int: MapRequest]

  /// Creates a start; unless said the pre-trained `vae-2` on the embedded images, PCA beside its codes.
  public init(
    subject: Subject = .run("vae-2"), data: String? = "mnist-5k", seed: UInt64 = 0,
    maps: [Int: MapRequest] = [0: MapRequest(method: "pca"), 1: .codes]
  ) {
    self.subject = subject
    self.data = data
    self.seed = seed
    self.maps = maps
  }
}
