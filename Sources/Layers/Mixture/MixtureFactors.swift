import Kernels
import RealModule

/// What densities are computed with: the inverses of the covariances' factors, and constants.
final class MixtureFactors {
  let isFull: Bool
  private let dimensions: Int
  private let components: Int
  private let inverses: Arena
  private let constants: Arena

  init(dimensions: Int, components: Int, _ covariance: GaussianMixture.Covariance) {
    isFull = covariance == .full
    self.dimensions = dimensions
    self.components = components
    inverses = Arena(count: components * dimensions * (isFull ? dimensions : 1))
    constants = Arena(count: components)
  }

  /// The logarithm of a component's weight and of its density at its mean.
  func constant(_ component: Int) -> Float { constants.view(rows: 1, columns: components)[0, component] }

  /// The inverse of a component's factor: `[dimensions, dimensions]`, or its diagonal `[1, dimensions]`.
  func inverse(_ component: Int) -> MatrixView {
    let rows = isFull ? dimensions : 1
    return inverses.view(at: component * rows * dimensions, rows: rows, columns: dimensions)
  }

  /// Computes everything from the parameters.
  func update(_ layout: MixtureLayout) {
    let constants = constants.view(rows: 1, columns: components)
    for component in 0..<components {
      let inverse = inverse(component)
      if isFull {
        invert(layout.covariance(component), into: inverse)
      } else {
        let variances = layout.covariance(component)
        for index in 0..<dimensions {
          inverse[0, index] = 1 / max(variances[0, index], GaussianMixture.leastVariance).squareRoot()
        }
      }
      var logDeterminant = 0.0
      for index in 0..<dimensions { logDeterminant -= Double.log(Double(inverse[isFull ? index : 0, index])) }
      let weight = Double.log(Double(max(layout.weight[0, component], .leastNormalMagnitude)))
      constants[0, component] = Float(
        weight - logDeterminant - 0.5 * Double(dimensions) * Double.log(2 * .pi))
    }
  }

  /// A covariance that rounding has made indefinite gets a larger diagonal, as little as is needed.
  private func invert(_ covariance: MatrixView, into inverse: MatrixView) {
    var added = Float(0)
    while true {
      for row in 0..<dimensions {
        for column in 0..<dimensions { inverse[row, column] = covariance[0, row * dimensions + column] }
        inverse[row, row] += added
      }
      if Kernels.invertFactor(of: inverse) || added > 1 { return }
      added = max(10 * added, GaussianMixture.leastVariance)
    }
  }
}
