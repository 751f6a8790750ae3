import LatentCore
import Layers

extension ModelEntry {
  /// The variational autoencoder of states at two times of a sequence.
  ///
  /// Its sequences are made from whatever images are loaded: each moves to the left or the right and comes back at the
  /// other side. The code of an image is what is believed after it has come from the left for a whole sequence.
  static let temporalDifferenceAutoencoder = ModelEntry(
    id: "td-vae", title: "Temporal difference VAE",
    description: "watches images move left or right, and predicts where they will be several steps later",
    source: "Gregor, Papamakarios, Besse, Buesing and Weber 2019, arXiv:1806.03107",
    options: RecipeOptions(
      hidden: [256], latent: 16, epochs: 16, batch: 32, learningRate: 0.002,
      controls: TrainingControls(schedule: .cosine)
    ).descriptions + [
      OptionDescription("steps", .integer(2...60), default: .integer(20), "frames of a sequence"),
      OptionDescription(
        "jump", .integer(1...16), default: .integer(4),
        "the most steps that are predicted at once, fewer than a sequence has frames"),
      OptionDescription(
        "pairs", .integer(1...64), default: .integer(8),
        "pairs of times that a sequence is learnt from in a training step"),
      OptionDescription(
        "width", .integer(1...2048), default: .integer(128),
        "numbers that are remembered from frame to frame"),
      OptionDescription(
        "transition", .integers(1...2048), default: .integers([256, 128]),
        "widths of the hidden layers of transition and smoothing"),
      Likelihood.klWeightOption,
    ],
    exhibits: [.film, .horizon]
  ) { specification, seed in
    let options = specification.options
    let klWeight = options.real("klWeight")
    let motion = Motion(shape: specification.imageShape, steps: options.integer("steps"))
    let jump = options.integer("jump")
    guard jump < motion.steps else {
      throw ZwalkError.optionOutOfRange(
        key: "jump", value: "\(jump)",
        allowed: "a whole number from 1 to \(motion.steps - 1) with sequences of \(motion.steps) frames")
    }
    let pixels = specification.imageShape.pixels
    var description = AutoencoderDescription(
      encoder: specification.hidden.flatMap { [.dense($0), .relu] } + [.lstm(options.integer("width"))],
      bottleneck: .temporal(
        TemporalDescription(
          steps: motion.steps, longestJump: jump,
          pairs: options.integer("pairs"),
          hidden: options.integers("transition").flatMap { [.dense($0), .relu] }, klWeight: klWeight)),
      decoder: .dense(specification.hidden.reversed() + [pixels], between: .relu) + [.sigmoid],
      reconstruction: .crossEntropy, inputShape: .tokens(motion.steps, width: pixels))
    description.motion = motion
    return try Autoencoder(
      specification, description, lossTitle: Likelihood.title(.bernoulli, klWeight: klWeight), seed: seed)
  }
}
