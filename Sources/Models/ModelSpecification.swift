import LatentCore

/// What a model is made from: catalogue identifier, image shape and options. A run's `run.json` holds it.
///
/// Options that every model has: `latent` (integer), `epochs` (integer), `batch` (integer), `lr` (real) and the controls
/// of training: `schedule`, `warmUp`, `weightDecay` and so on; models of dense layers have `hidden` (integers, encoder's
/// order).
public struct ModelSpecification: Sendable, Hashable, Codable {
  /// The identifier in `ModelCatalog`.
  public var model: String
  /// The shape of the images that the model reads and draws.
  public var imageShape: ImageShape
  /// Chosen values for all options of the catalogue entry.
  public var options: Options

  /// Creates a specification.
  public init(model: String, imageShape: ImageShape, options: Options) {
    self.model = model
    self.imageShape = imageShape
    self.options = options
  }

  /// The number of dimensions of a code.
  public var latentDimension: Int { options.integer("latent") }
  /// The widths of the encoder's hidden layers, input side first; none where a model has no such option.
  public var hidden: [Int] { options.values["hidden"] == nil ? [] : options.integers("hidden") }
  /// Images in a training step.
  public var batchSize: Int { options.integer("batch") }
  /// Epochs of the recipe.
  public var epochs: Int { options.integer("epochs") }
  /// The learning rate that training starts with.
  public var learningRate: Double { real("lr") }

  /// The value of a real option; where that is `auto`, the one that suits the others.
  /// - Precondition: the catalogue's entry describes such an option.
  public func real(_ key: String) -> Double {
    if let chosen = options.chosenReal(key) { return chosen }
    guard let suited = (try? ModelCatalog.entry(model))?.suited?(key, self) else {
      preconditionFailure("nothing is known to suit \(key)")
    }
    return suited
  }

  /// The widths from pixels to code, `784-400-20`.
  public var architecture: String {
    ([imageShape.pixels] + hidden + [latentDimension]).map(String.init).joined(separator: "-")
  }
}
