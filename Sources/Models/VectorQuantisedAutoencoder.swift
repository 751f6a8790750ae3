import LatentCore
import Layers

extension ModelEntry {
  /// The autoencoder whose codes are maps of vectors from a codebook.
  static let vectorQuantisedAutoencoder = ModelEntry(
    id: "vq-vae", title: "Vector-quantised VAE",
    description: "a map of codes from a codebook; a prior that is learnt beside it draws new maps",
    source: "van den Oord, Vinyals and Kavukcuoglu 2017, arXiv:1711.00937",
    options: RecipeOptions(hidden: [32, 64], latent: 392, epochs: 6, batch: 64, learningRate: 0.001)
      .descriptions + [
        OptionDescription("codes", .integer(2...4096), default: .integer(128), "vectors of the codebook"),
        OptionDescription(
          "commitment", .real(0...100), default: .real(0.25),
          "weight of the distance between a vector and its code in the loss"),
        OptionDescription(
          "codebook", .choice(CodebookLearning.allCases.map(\.rawValue)), default: .text("averages"),
          "how codes learn: moving averages with dead codes set anew, or by gradient"),
        OptionDescription(
          "priorWidth", .integer(1...512), default: .integer(64), "width of the network that learns the maps"),
      ]
  ) { specification, seed in
    let stages = ConvolutionStages(specification)
    let quantiser = try QuantiserDescription(specification, cells: stages.cells)
    return try Autoencoder(
      specification,
      AutoencoderDescription(
        encoder: stages.down + [.dense(specification.latentDimension / stages.cells)],
        bottleneck: .quantised(quantiser), decoder: stages.fromMap + stages.up + [.sigmoid],
        reconstruction: .sumOfSquares, inputShape: stages.image),
      lossTitle: "SE + commitment", seed: seed)
  }
}

extension QuantiserDescription {
  /// Takes the sizes from the options.
  /// - Throws: `ZwalkError.unusableArguments` when the cells of the map do not divide `latent`.
  fileprivate init(_ specification: ModelSpecification, cells: Int) throws(ZwalkError) {
    let (options, latent) = (specification.options, specification.latentDimension)
    guard latent % cells == 0 else {
      throw .unusableArguments(
        "latent is \(latent), but the map has \(cells) cells of equal size; choose a multiple of \(cells)")
    }
    self.init(
      cells: cells, codes: options.integer("codes"), commitment: options.real("commitment"),
      learning: CodebookLearning(rawValue: options.text("codebook")) ?? .averages,
      priorWidth: options.integer("priorWidth"))
  }
}
