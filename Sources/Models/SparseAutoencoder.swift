import LatentCore
import Layers
import RealModule

extension ModelEntry {
  /// The autoencoder with more units than pixels, of which few are active at a time.
  static let sparseAutoencoder = ModelEntry(
    id: "sparse-ae", title: "Sparse autoencoder",
    description: "more units than pixels, but a penalty keeps most of them silent: a dictionary of strokes",
    source: "Ng 2011, CS294A lecture notes; Olshausen and Field 1997, doi:10.1016/S0042-6989(97)00169-7",
    options: RecipeOptions(
      hidden: [], latent: 1000, epochs: 20, batch: 128, learningRate: 0.001,
      controls: TrainingControls(schedule: .cosine)
    ).descriptions + [
      OptionDescription(
        "penalty", .choice(["l1", "kl"]), default: .text("kl"),
        "on the sum of rectified activations, or on the mean activation of sigmoid units"),
      OptionDescription(
        "lambda", .real(0...1e6), default: .real(3), "weight of the penalty; 3 suits kl, 0.1 suits l1"),
      OptionDescription(
        "rho", .real(0.001...0.999), default: .real(0.05),
        "with penalty=kl, the mean activation that is wanted"),
    ],
    exhibits: [.dictionary, .activations]
  ) { specification, seed in
    let options = specification.options
    let usesDivergence = options.text("penalty") == "kl"
    let (widths, rho) = (specification.hidden, options.real("rho"))
    let description = AutoencoderDescription(
      encoder: .dense(widths + [specification.latentDimension], between: .relu) + [
        usesDivergence ? .sigmoid : .relu
      ],
      bottleneck: .sparse(usesDivergence ? .divergence(target: rho) : .l1, weight: options.real("lambda")),
      decoder: .dense(widths.reversed() + [specification.imageShape.pixels], between: .relu) + [.sigmoid],
      reconstruction: .sumOfSquares)
    let model = try Autoencoder(
      specification, description, lossTitle: "SE + penalty", isOvercomplete: true, seed: seed)
    if usesDivergence { model.fillCodeBias(with: Float(Double.log(rho / (1 - rho)))) }
    return model
  }
}

extension LatentModel {
  /// Sets the bias of the encoder's last layer, so that units begin as seldom active as they are meant to be.
  fileprivate func fillCodeBias(with value: Float) {
    let biases = parameters.entries.filter { $0.name.hasPrefix("encoder.") && $0.name.hasSuffix(".bias") }
    guard let bias = biases.last else { return }
    var values = parameters.copyValues()
    for index in bias.offset..<bias.offset + bias.count { values[index] = value }
    parameters.load(values: values)
  }
}
