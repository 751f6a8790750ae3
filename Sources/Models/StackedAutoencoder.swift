import LatentCore
import Layers

extension ModelEntry {
  /// The deep autoencoder whose layers are first trained one by one, then together.
  static let stackedAutoencoder = ModelEntry(
    id: "stacked-ae", title: "Stacked autoencoder",
    description: "layers trained greedily one by one from the pixels inwards, then fine-tuned together",
    source: "Bengio et al. 2007, NIPS 19; Hinton and Salakhutdinov 2006, doi:10.1126/science.1127647",
    options: RecipeOptions(
      hidden: [1000, 500, 250], latent: 30, epochs: 40, batch: 256, learningRate: 0.001,
      controls: TrainingControls(schedule: .cosine, weightDecay: 0.1, initialisation: .he)
    ).descriptions + [
      OptionDescription(
        "pretrain", .integer(0...10_000), default: .integer(1),
        "epochs for each layer alone, part of all epochs; 0 trains all layers together from the beginning"),
      OptionDescription(
        "activation", .choice(["gelu", "relu", "tanh", "sigmoid"]), default: .text("gelu"),
        "what follows each hidden layer"),
    ]
  ) { specification, seed in
    let widths = specification.hidden
    let activation = LayerDescription.named(specification.options.text("activation"))
    return try Autoencoder(
      specification,
      AutoencoderDescription(
        encoder: .dense(widths + [specification.latentDimension], between: activation), bottleneck: .plain,
        decoder: .dense(widths.reversed() + [specification.imageShape.pixels], between: activation) + [
          .sigmoid
        ],
        reconstruction: .crossEntropy),
      lossTitle: "BCE", phases: try specification.greedyPhases(), seed: seed)
  }
}

extension LayerDescription {
  fileprivate static func named(_ activation: String) -> LayerDescription {
    switch activation {
    case "gelu": .gelu
    case "tanh": .tanh
    case "sigmoid": .sigmoid
    default: .relu
    }
  }
}

extension ModelSpecification {
  /// A phase for each layer, then one for all; none without pre-training.
  /// - Throws: `ZwalkError.unusableArguments` when no epoch would be left for all layers together.
  fileprivate func greedyPhases() throws(ZwalkError) -> [TrainingPhase] {
    let each = options.integer("pretrain")
    let layers = hidden.count + 1
    guard each > 0, layers > 1 else { return [] }
    let before = each * layers
    guard before < epochs else {
      throw .unusableArguments(
        "pretrain is \(each), so that \(layers) layers take \(before) of \(epochs) epochs and none is left to train "
          + "them together; choose more epochs or a smaller pretrain")
    }
    return (1...layers).map { TrainingPhase("layer \($0) of \(layers)", epochs: each) } + [
      TrainingPhase("fine-tuning", epochs: epochs - before)
    ]
  }
}
