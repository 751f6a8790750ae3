import Formats
import LatentCore
import Models

/// What the names and shapes of a PyTorch state dict say about the model that it belongs to.
///
/// Dense layers `encoder.N`, heads `mean` and `logVariance` for a VAE, dense layers `decoder.N`. Activations leave no
/// trace: those of the recipe are assumed.
struct InferredModel {
  /// `vae`, `ae` or `linear-ae`.
  let model: String
  /// Widths of the encoder's hidden layers, input side first.
  let hidden: [Int]
  /// Dimensions of a code.
  let latent: Int
  /// Pixels of an image.
  let pixels: Int

  /// - Throws: `ZwalkError.malformedFile` when the names or shapes allow no conclusion.
  init(_ file: Safetensors) throws(ZwalkError) {
    func malformed(_ reason: String) -> ZwalkError {
      .malformedFile(path: file.file, format: "weights", reason: reason)
    }
    let encoder = Self.widths(of: "encoder", in: file)
    let mean = file["mean.weight"]?.shape
    guard file["decoder.0.weight"]?.shape.count == 2,
      let input = encoder.first ?? mean, encoder.allSatisfy({ $0.count == 2 }), input.count == 2,
      (1...1 << 24).contains(input[1])
    else {
      let known = file.tensors.prefix(6).map(\.name).joined(separator: ", ")
      throw malformed(
        "it says nothing of its model, and its tensors (\(known)) are not those of a dense autoencoder: "
          + "encoder.0.weight, decoder.0.weight, for a VAE mean.weight and logVariance.weight")
    }
    pixels = input[1]
    let outputs = encoder.map { $0[0] }
    if let mean, mean.count == 2, file["logVariance.weight"] != nil {
      (model, hidden, latent) = ("vae", outputs, mean[0])
    } else if mean == nil, let last = outputs.last {
      (model, hidden, latent) = (outputs.count == 1 ? "linear-ae" : "ae", outputs.dropLast(), last)
    } else {
      throw malformed("it has one of mean.weight and logVariance.weight; a VAE has both")
    }
  }

  /// The shapes of the weights of a sequence of layers, in its order.
  private static func widths(of sequence: String, in file: Safetensors) -> [[Int]] {
    let prefix = sequence + "."
    let layers = file.tensors.compactMap { tensor -> (position: Int, shape: [Int])? in
      guard tensor.name.hasPrefix(prefix), tensor.name.hasSuffix(".weight") else { return nil }
      let number = tensor.name.dropFirst(prefix.count).dropLast(".weight".count)
      return Int(number).map { ($0, tensor.shape) }
    }
    return layers.sorted { $0.position < $1.position }.map(\.shape)
  }

  /// The specification with the recipe's defaults for everything that the weights do not say.
  /// - Throws: `ZwalkError` when the images are not square, or a size is outside of what the catalogue allows.
  func specification(file: String) throws(ZwalkError) -> ModelSpecification {
    let side = Int(Double(pixels).squareRoot().rounded())
    guard side * side == pixels else {
      throw .malformedFile(
        path: file, format: "weights",
        reason: "it reads \(pixels) pixels, which are no square image, and says nothing of their shape")
    }
    let entry = try ModelCatalog.entry(model)
    var specification = entry.specification(for: ImageShape(height: side, width: side))
    try specification.options.set("latent", to: "\(latent)", among: entry.options)
    if specification.hidden != hidden {
      let widths = hidden.map(String.init).joined(separator: ",")
      try specification.options.set("hidden", to: widths, among: entry.options)
    }
    return specification
  }
}
