import Kernels
import LatentCore

extension GaussianMixture {
  /// Returns codes drawn from the mixture, `[count, dimensions]`.
  public func draw(_ count: Int, random: inout RandomSource) -> Matrix {
    let lower = (0..<components).map(factor)
    let weights = (0..<components).map { layout.weight[0, $0] }
    var codes = Matrix(rows: max(count, 0), columns: dimensions)
    for row in 0..<codes.rows {
      let component = Self.choose(weights, random.uniform())
      let noise = (0..<dimensions).map { _ in random.normal() }
      for i in 0..<dimensions {
        let ofRow = lower[component][i * dimensions..<i * dimensions + i + 1]
        codes[row, i] = layout.mean[component, i] + zip(ofRow, noise).reduce(0) { $0 + $1.0 * $1.1 }
      }
    }
    return codes
  }

  /// The means of the components, `[components, dimensions]`.
  public var means: Matrix { layout.mean.matrix }
  /// The probabilities of the components.
  public var weights: [Float] { layout.weight.matrix.values }

  private static func choose(_ weights: [Float], _ place: Float) -> Int {
    var rest = place
    for (component, weight) in weights.enumerated() {
      rest -= weight
      if rest < 0 { return component }
    }
    return weights.count - 1
  }

  /// The lower triangular factor L of a covariance, row after row: L L' = covariance.
  /// - Source: Golub and Van Loan 2013, "Matrix computations", algorithm 4.2.1.
  private func factor(_ component: Int) -> [Float] {
    let n = dimensions
    let values = layout.covariance(component).matrix.values
    var factor = [Float](repeating: 0, count: n * n)
    guard covariance == .full else {
      for index in 0..<n { factor[index * n + index] = max(values[index], 0).squareRoot() }
      return factor
    }
    for column in 0..<n {
      for row in column..<n {
        var rest = values[row * n + column]
        for k in 0..<column { rest -= factor[row * n + k] * factor[column * n + k] }
        let diagonal = factor[column * n + column]
        if row == column {
          factor[row * n + row] = max(rest, 0).squareRoot()
        } else {
          factor[row * n + column] = diagonal > 0 ? rest / diagonal : 0
        }
      }
    }
    return factor
  }
}
