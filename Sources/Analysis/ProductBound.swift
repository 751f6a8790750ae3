import Kernels
import LatentCore
import Models

/// The matrix products of an epoch of training and nothing else: what dense layers cannot be faster than, as long as
/// products are computed one by one.
public struct ProductBound {
  private struct Layer {
    let weights: Matrix
    let readsImages: Bool
    var input, output, weightGradient, inputGradient: Matrix

    /// Forward, the gradient of the weights, and that of the inputs unless these are the images themselves.
    mutating func multiply() {
      Kernels.multiply(input, weights, transposing: .second, into: &output)
      Kernels.multiply(output, input, transposing: .first, into: &weightGradient)
      if !readsImages { Kernels.multiply(output, weights, into: &inputGradient) }
    }
  }

  private var layers: [Layer]
  private let batch: Int

  /// Plans the products of a model's dense layers.
  /// - Parameter batch: images in a step.
  public init(_ model: any LatentModel, batch: Int) {
    self.batch = batch
    layers = model.parameters.entries.filter { $0.shape.count == 2 }.enumerated().map { place, entry in
      let (outputs, inputs) = (entry.shape[0], entry.shape[1])
      return Layer(
        weights: Matrix(rows: outputs, columns: inputs, repeating: 0.01), readsImages: place == 0,
        input: Matrix(rows: batch, columns: inputs, repeating: 0.5),
        output: Matrix(rows: batch, columns: outputs, repeating: 0.5),
        weightGradient: Matrix(rows: outputs, columns: inputs),
        inputGradient: Matrix(rows: batch, columns: inputs))
    }
  }

  /// Computes the products of an epoch.
  /// - Returns: seconds.
  public mutating func measure(images: Int) -> Double {
    let clock = ContinuousClock()
    let steps = (images + batch - 1) / batch
    return clock.measure {
      for _ in 0..<steps { for index in layers.indices { layers[index].multiply() } }
    } / .seconds(1)
  }
}
