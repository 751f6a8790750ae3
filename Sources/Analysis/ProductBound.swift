import Kernels
import LatentCore

/// The matrix products of an epoch of training and nothing else, each computed by itself.
public struct ProductBound {
  /// The shape of a dense layer's weights, heads side by side counting as one layer.
  public struct Layer: Sendable, Hashable {
    /// Numbers in a row that the layer reads, and that it writes.
    public let inputs, outputs: Int

    /// Creates a shape.
    public init(inputs: Int, outputs: Int) {
      self.inputs = inputs
      self.outputs = outputs
    }
  }

  /// The factors of one layer's three products, each lying as its product reads it fastest.
  private struct Factors {
    let weights, transposedWeights, input: Matrix
    var output, weightGradient, inputGradient: Matrix

    init(_ layer: Layer, batch: Int) {
      weights = Matrix(rows: layer.inputs, columns: layer.outputs, repeating: 0.01)
      transposedWeights = Matrix(rows: layer.outputs, columns: layer.inputs, repeating: 0.01)
      input = Matrix(rows: batch, columns: layer.inputs, repeating: 0.5)
      output = Matrix(rows: batch, columns: layer.outputs)
      weightGradient = Matrix(rows: layer.inputs, columns: layer.outputs)
      inputGradient = Matrix(rows: batch, columns: layer.inputs)
    }
  }

  private let layers: [Layer]
  private let batch: Int
  private var factors: [Factors]

  /// Plans the products of dense layers.
  /// - Parameters:
  ///   - layers: in their order; the first reads the images, whose gradient nobody needs.
  ///   - batch: images in a step.
  public init(_ layers: [Layer], batch: Int) {
    self.layers = layers
    self.batch = batch
    factors = layers.map { Factors($0, batch: batch) }
  }

  /// Floating-point operations of an image: two for each weight forward, four backward, but two in the first layer.
  public var operations: Double {
    layers.enumerated().reduce(0) {
      $0 + (($1.offset == 0 ? 4 : 6) * Double($1.element.inputs * $1.element.outputs))
    }
  }

  /// Computes the products of an epoch once, after a tenth of one to warm up.
  /// - Returns: seconds.
  public mutating func measure(images: Int) -> Double {
    let steps = (images + batch - 1) / batch
    for _ in 0..<(steps + 9) / 10 { step() }
    return ContinuousClock().measure { for _ in 0..<steps { step() } } / .seconds(1)
  }

  private mutating func step() {
    for index in factors.indices { Self.multiply(&factors[index], readsImages: index == 0) }
  }

  private static func multiply(_ layer: inout Factors, readsImages: Bool) {
    Kernels.multiply(layer.input, layer.weights, into: &layer.output)
    Kernels.multiply(layer.input, layer.output, transposing: .first, into: &layer.weightGradient)
    if !readsImages { Kernels.multiply(layer.output, layer.transposedWeights, into: &layer.inputGradient) }
  }
}

extension ProductBound {
  /// Floating-point operations a second of large square products: what this machine multiplies at best.
  /// - Parameter side: rows and columns of the factors.
  public static func peak(side: Int = 1024) -> Double {
    let a = Matrix(rows: side, columns: side, repeating: 0.5)
    var result = Matrix(rows: side, columns: side)
    let seconds = (0..<5).map { _ in
      ContinuousClock().measure { Kernels.multiply(a, a, into: &result) } / .seconds(1)
    }
    return 2 * Double(side) * Double(side) * Double(side) / (seconds.min() ?? .infinity)
  }
}
