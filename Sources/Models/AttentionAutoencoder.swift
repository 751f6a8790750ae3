import LatentCore
import Layers

extension ModelEntry {
  /// The autoencoder of self-attention over patches.
  static let attentionAutoencoder = ModelEntry(
    id: "attention-ae", title: "Attention autoencoder",
    description: "squares of the image as tokens that attend to each other, down to a code and up again",
    source: "Vaswani et al. 2017, arXiv:1706.03762; Dosovitskiy et al. 2021, arXiv:2010.11929",
    options: RecipeOptions(
      hidden: [128, 128], latent: 30, epochs: 8, batch: 128, learningRate: 0.002,
      controls: TrainingControls(schedule: .cosine, warmUp: 1)
    ).descriptions + [
      OptionDescription("patch", .integer(1...64), default: .integer(7), "pixels along a side of a square"),
      OptionDescription("width", .integer(1...1024), default: .integer(64), "numbers of a token"),
      OptionDescription(
        "heads", .integer(1...64), default: .integer(4), "attention heads; they divide the width"),
    ],
    exhibits: [.attention]
  ) { specification, seed in
    let transformer = try PatchTransformer(specification)
    let image = specification.imageShape
    return try Autoencoder(
      specification,
      AutoencoderDescription(
        encoder: transformer.encoder + [.dense(specification.latentDimension)], bottleneck: .plain,
        decoder: transformer.decoder + [.sigmoid], reconstruction: .sumOfSquares,
        inputShape: .image(height: image.height, width: image.width, channels: 1)),
      lossTitle: "SE", seed: seed)
  }
}

/// Patches of an image as tokens, and the blocks that they pass through on both sides of the code.
struct PatchTransformer {
  private let image: ImageShape
  private let side, width, heads: Int
  private let hidden: [Int]

  /// Takes the sizes from the options; `hidden` are the widths of the dense layers within the blocks.
  /// - Throws: `ZwalkError.unusableArguments` when the heads do not divide the width.
  init(_ specification: ModelSpecification) throws(ZwalkError) {
    image = specification.imageShape
    side = specification.options.integer("patch")
    width = specification.options.integer("width")
    heads = specification.options.integer("heads")
    hidden = specification.hidden
    guard width % heads == 0 else {
      throw .unusableArguments("heads is \(heads), which does not divide width, \(width); choose a divisor")
    }
  }

  /// Squares of an image.
  var tokens: Int {
    ((image.height + side - 1) / side) * ((image.width + side - 1) / side)
  }

  /// From pixels to a vector of all tokens.
  var encoder: [LayerDescription] {
    [.patches(side: side), .dense(width), .position] + hidden.flatMap(block) + [.layerNorm, .flatten]
  }

  /// From the code to pixels before their activation.
  var decoder: [LayerDescription] {
    [.dense(tokens * width), .arranged(.tokens(tokens, width: width)), .position]
      + hidden.reversed().flatMap(block) + [
        .layerNorm, .dense(side * side), .unpatches(side: side, height: image.height, width: image.width),
      ]
  }

  /// A block with the norm before each part, which trains without a long warm-up.
  /// - Source: Xiong et al. 2020, arXiv:2002.04745.
  private func block(_ hidden: Int) -> [LayerDescription] {
    [
      .residual([.layerNorm, .dense(3 * width), .attention(heads: heads), .dense(width)]),
      .residual([.layerNorm, .dense(hidden), .gelu, .dense(width)]),
    ]
  }
}
