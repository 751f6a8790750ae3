import Analysis
import ArgumentParser
import Datasets
import Engine
import LatentCore
import Models

/// The trained model that a command works with.
struct RunArgument: ParsableArguments {
  @Argument(
    help: "A run's folder, a .safetensors file, or a trained model: vae-2, vae-3, vae-20, ae-2, ae-3.",
    completion: .file())
  var run: String

  /// Reads the run.
  /// - Throws: `ZwalkError`.
  func open() throws -> TrainedModel { try TrainedModel(named: run) }
}

/// A run that was read, with its weights ready to encode and decode.
struct TrainedModel {
  let name: String
  let run: SavedRun
  let decoder: Decoder
  let prior: Prior

  /// - Throws: `ZwalkError` that names what is missing or does not fit.
  init(named name: String) throws {
    self.name = name
    run = try RunLocator(environment: Environment.current).open(name)
    run.remark.map { StandardStreams.complain("zwalk: \($0)") }
    decoder = try Decoder(run.specification, weights: run.weights)
    prior = try run.makeModel().prior
  }

  /// Whether codes have a distribution of their own before any image was seen.
  var hasPrior: Bool { prior != .fitted }

  /// Draws codes from the model's prior, else distributed as the training codes are.
  /// - Parameter images: asked for only when the run does not say how its training codes lie.
  func draws(_ count: Int, seed: UInt64, images: () throws -> Split) throws -> Matrix {
    var random = RandomSource(seed: seed, stream: Self.drawStream)
    if let codes = decoder.draws(count, random: &random) { return codes }
    if hasPrior { return random.normal(rows: count, columns: run.specification.latentDimension) }
    let gaussian = try run.gaussian ?? FittedGaussian(fitting: decoder.codes(of: images()))
    return gaussian.samples(count, random: &random)
  }

  /// Keeps draws apart from the weights and the order of images that a seed decides too.
  private static let drawStream: UInt64 = 0x6472_6177
}

extension Split {
  /// A class for each image; nil when the data has none.
  var knownLabels: [UInt8]? { labels.isEmpty ? nil : labels }
}
