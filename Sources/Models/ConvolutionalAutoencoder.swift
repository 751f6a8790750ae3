import LatentCore
import Layers

extension ModelEntry {
  /// The autoencoder of strided convolutions.
  static let convolutionalAutoencoder = ModelEntry(
    id: "conv-ae", title: "Convolutional autoencoder",
    description: "strided 3 x 3 convolutions down to a code, transposed ones up again, ReLU between them",
    source: "Masci et al. 2011, ICANN, doi:10.1007/978-3-642-21735-7_7",
    options: RecipeOptions(
      hidden: [16, 32], latent: 16, epochs: 10, batch: 128, learningRate: 0.002,
      controls: TrainingControls(schedule: .cosine)
    ).descriptions,
    exhibits: [.channels]
  ) { specification, seed in
    let stages = ConvolutionStages(specification)
    return try Autoencoder(
      specification,
      AutoencoderDescription(
        encoder: stages.down + [.flatten, .dense(specification.latentDimension)], bottleneck: .plain,
        decoder: stages.fromCode + stages.up + [.sigmoid],
        reconstruction: .sumOfSquares, inputShape: stages.image),
      lossTitle: "SE", seed: seed)
  }
}

/// Strided convolutions that halve an image for each hidden layer, and their mirror image.
struct ConvolutionStages {
  /// How an image looks before each convolution, and after the last.
  private let shapes: [(height: Int, width: Int, channels: Int)]

  /// Takes the numbers of channels from `hidden`.
  init(_ specification: ModelSpecification) {
    var (height, width) = (specification.imageShape.height, specification.imageShape.width)
    var shapes = [(height: height, width: width, channels: 1)]
    for channels in specification.hidden {
      (height, width) = ((height + 1) / 2, (width + 1) / 2)
      shapes.append((height, width, channels))
    }
    self.shapes = shapes
  }

  /// How the network reads an image.
  var image: LayerShape { .image(height: shapes[0].height, width: shapes[0].width, channels: 1) }
  /// From a code to the smallest image, by way of a vector in PyTorch's order.
  var fromCode: [LayerDescription] {
    let last = shapes[shapes.count - 1]
    let dense = LayerDescription.dense(last.height * last.width * last.channels)
    // Without a convolution this is the image already, which ReLU would spoil.
    guard shapes.count > 1 else { return [dense] }
    return [dense, .relu, .unflatten(height: last.height, width: last.width, channels: last.channels)]
  }

  /// The size of the smallest image.
  var smallest: (height: Int, width: Int) {
    (shapes[shapes.count - 1].height, shapes[shapes.count - 1].width)
  }

  /// Convolutions from the image to the smallest one, and where a code is a map of it, the one behind them.
  func convolutions(isMap: Bool = false) -> Int {
    isMap && shapes.count > 1 ? shapes.count : shapes.count - 1
  }

  /// Pixels of the smallest image.
  var cells: Int { shapes[shapes.count - 1].height * shapes[shapes.count - 1].width }

  /// From the channels of the smallest image to what each of its pixels and their neighbours hold.
  ///
  /// Without this a pixel of an image's empty border has nothing to tell, and half of all codes would be the same one.
  var toMap: [LayerDescription] {
    guard shapes.count > 1 else { return [] }
    return [.convolution(shapes[shapes.count - 1].channels, stride: 1), .relu]
  }

  /// From a vector for each pixel of the smallest image to its channels, neighbours taken into account.
  var fromMap: [LayerDescription] {
    let last = shapes[shapes.count - 1]
    let map = LayerDescription.image(height: last.height, width: last.width)
    guard shapes.count > 1 else { return [map, .dense(last.channels)] }
    return [map, .convolution(last.channels, stride: 1), .relu]
  }

  /// From the image to the smallest one; each convolution is followed by ReLU.
  var down: [LayerDescription] { shapes.dropFirst().flatMap { [.convolution($0.channels), .relu] } }

  /// From the smallest image back, ReLU between the convolutions.
  var up: [LayerDescription] {
    let steps = shapes.dropLast().reversed().map { shape in
      LayerDescription.transposedConvolution(shape.channels, height: shape.height, width: shape.width)
    }
    return Array(steps.map { [$0] }.joined(separator: [.relu]))
  }
}
