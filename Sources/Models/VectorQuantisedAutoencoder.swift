import LatentCore
import Layers

extension ModelEntry {
  /// The autoencoder whose codes are maps of vectors from a codebook.
  static let vectorQuantisedAutoencoder = ModelEntry(
    id: "vq-vae", title: "Vector-quantised VAE",
    description: "a map of codes from a codebook; a prior that is learnt beside it draws new maps",
    source: "van den Oord, Vinyals and Kavukcuoglu 2017, arXiv:1711.00937",
    options: RecipeOptions(
      hidden: [32, 64], latent: 392, epochs: 5, batch: 64, learningRate: 0.001,
      controls: TrainingControls(schedule: .cosine)
    ).descriptions + [
      OptionDescription("codes", .integer(2...4096), default: .integer(128), "vectors of the codebook"),
      OptionDescription(
        "commitment", .real(0...100), default: .real(0.25),
        "weight of the distance between a vector and its code in the loss"),
      OptionDescription(
        "codebook", .choice(CodebookLearning.allCases.map(\.rawValue)), default: .text("averages"),
        "how codes learn: moving averages with dead codes set anew, or by gradient"),
      OptionDescription(
        "priorWidth", .integer(1...512), default: .integer(64), "width of the network that learns the maps"),
    ],
    exhibits: [.codeEdits, .codeMaps, .codeUsage, .codeSamples, .channels]
  ) { specification, seed in
    let stages = ConvolutionStages(specification)
    let layout = CodeLayout(latent: specification.latentDimension, cells: stages.cells)
    return try Autoencoder(
      specification,
      AutoencoderDescription(
        encoder: stages.down
          + (layout.isMap
            ? stages.toMap + [.dense(layout.size)] : [.flatten, .dense(specification.latentDimension)]),
        bottleneck: .quantised(QuantiserDescription(specification, layout)),
        decoder: (layout.isMap ? stages.fromMap : stages.fromCode) + stages.up + [.sigmoid],
        reconstruction: .sumOfSquares, inputShape: stages.image),
      lossTitle: "SE + commitment", seed: seed)
  }
}

/// How the numbers of a code are cut into vectors, each of which is quantised.
struct CodeLayout {
  /// Whether there is a vector for each pixel of the smallest image; otherwise they stand for the whole image.
  let isMap: Bool
  /// Vectors, and the numbers of each.
  let vectors, size: Int

  /// A code whose numbers the cells of the smallest image share equally is a map; any other is cut into vectors of at
  /// most eight numbers.
  init(latent: Int, cells: Int) {
    isMap = latent % cells == 0
    vectors = isMap ? cells : latent / ((1...8).last { latent % $0 == 0 } ?? 1)
    size = latent / vectors
  }
}

extension ModelSpecification {
  /// Convolutions of the encoder; a quantised code that is a map has one more before it.
  var convolutions: Int {
    let stages = ConvolutionStages(self)
    let isMap =
      options.values["codes"] != nil && CodeLayout(latent: latentDimension, cells: stages.cells).isMap
    return stages.convolutions(isMap: isMap)
  }
}

extension QuantiserDescription {
  /// Takes the sizes from the options.
  fileprivate init(_ specification: ModelSpecification, _ layout: CodeLayout) {
    let options = specification.options
    self.init(
      cells: layout.vectors, codes: options.integer("codes"), commitment: options.real("commitment"),
      learning: CodebookLearning(rawValue: options.text("codebook")) ?? .averages,
      priorWidth: options.integer("priorWidth"))
  }
}
