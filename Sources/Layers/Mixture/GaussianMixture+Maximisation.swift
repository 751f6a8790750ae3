import Kernels
import RealModule

extension GaussianMixture {
  /// The maximisation step, at the end of a pass over the images; the sums begin anew.
  ///
  /// The statistics are mixed with those that the present parameters stand for, which raises the likelihood as
  /// well, only less; 1 is the step of expectation maximisation itself. A component that nothing belongs to stays
  /// where it is.
  /// - Parameter share: how far to go, above 0; more than 1 counts as 1.
  public func maximise(share: Double) {
    let sums = layout.statistics
    let images = (0..<components).reduce(0.0) { $0 + Double(sums[0, $1]) }
    guard images > 0 else { return }
    let statistics = (0..<components).map { ComponentStatistics(sums, component: $0, of: self) }
    var trace = 0.0
    for (component, own) in statistics.enumerated() {
      let mixed = own.mixed(share: min(max(share, 0), 1), images: images, self, component)
      update(component, mixed, images: images)
    }
    normaliseWeights()
    factors.update(layout)
    for (component, own) in statistics.enumerated() {
      trace += own.count * Double(factors.constant(component)) - 0.5 * squaredLength(own, component)
    }
    layout.bound[0, 0] = Float((trace + Double(sums[0, sums.columns - 2])) / images)
    layout.bound[0, 1] = Float(Double(sums[0, sums.columns - 1]) / images)
    sums.fill(0)
  }

  /// What the last maximisation came to; zeros before the first.
  public var bound: ExpectationMaximisationBound {
    ExpectationMaximisationBound(
      evidenceLowerBound: Double(layout.bound[0, 0]), logLikelihoodBefore: Double(layout.bound[0, 1]))
  }

  private func update(_ component: Int, _ statistics: ComponentStatistics, images: Double) {
    layout.weight[0, component] = Float(max(statistics.count / images, 1e-10))
    guard statistics.count > 1e-3 else { return }
    let (mean, covariance) = (layout.mean, layout.covariance(component))
    let shift = statistics.first.map { $0 / statistics.count }
    for index in 0..<dimensions { mean[component, index] += Float(shift[index]) }
    for index in statistics.second.indices {
      let (row, column) =
        self.covariance == .full ? index.quotientAndRemainder(dividingBy: dimensions) : (index, index)
      let value = statistics.second[index] / statistics.count - shift[row] * shift[column]
      covariance[0, index] = Float(value) + (row == column ? Self.leastVariance : 0)
    }
  }

  private func normaliseWeights() {
    let weight = layout.weight
    let sum = (0..<components).reduce(Float(0)) { $0 + weight[0, $1] }
    for component in 0..<components { weight[0, component] /= sum }
  }

  /// The sum over images of responsibility times squared distance from the new mean, in units of the new covariance.
  private func squaredLength(_ statistics: ComponentStatistics, _ component: Int) -> Double {
    guard statistics.count > 1e-3 else { return 0 }
    let shift = statistics.shift(to: (0..<dimensions).map { Double(layout.mean[component, $0]) })
    let inverse = factors.inverse(component)
    guard covariance == .full else {
      return (0..<dimensions).reduce(0) { sum, index in
        let second = statistics.about(shift, index, index, at: index)
        return sum + second * Double(inverse[0, index]) * Double(inverse[0, index])
      }
    }
    // The trace of inverse S inverse', a row of the factor at a time; it is lower triangular.
    return (0..<dimensions).reduce(0) { sum, row in
      var ofRow = 0.0
      for i in 0...row {
        var product = 0.0
        for j in 0...row {
          product += statistics.about(shift, i, j, at: i * dimensions + j) * Double(inverse[row, j])
        }
        ofRow += product * Double(inverse[row, i])
      }
      return sum + ofRow
    }
  }
}

/// How the two steps of expectation maximisation meet; means over the images, in nats.
///
/// After an expectation step the bound equals the log-likelihood; the maximisation raises it, and the log-likelihood
/// by as much again as the responsibilities are out of date: the divergence of the old ones from the new.
/// - Source: Neal and Hinton 1998, "A view of the EM algorithm that justifies incremental, sparse, and other variants".
public struct ExpectationMaximisationBound: Sendable, Equatable {
  /// The bound with the new parameters and the old responsibilities.
  public let evidenceLowerBound: Double
  /// The log-likelihood of the old parameters, equal to their bound.
  public let logLikelihoodBefore: Double

  /// Creates a bound.
  public init(evidenceLowerBound: Double, logLikelihoodBefore: Double) {
    self.evidenceLowerBound = evidenceLowerBound
    self.logLikelihoodBefore = logLikelihoodBefore
  }
}

/// What belongs to a component: how much, and its moments about the component's old mean.
private struct ComponentStatistics {
  var count: Double
  var first: [Double]
  var second: [Double]
  private let mean: [Double]

  init(_ sums: MatrixView, component: Int, of model: GaussianMixture) {
    let (components, dimensions) = (model.components, model.dimensions)
    let size = model.covariance == .full ? dimensions * dimensions : dimensions
    let firstStart = components + component * dimensions
    let secondStart = components * (1 + dimensions) + component * size
    count = Double(sums[0, component])
    first = (0..<dimensions).map { Double(sums[0, firstStart + $0]) }
    second = (0..<size).map { Double(sums[0, secondStart + $0]) }
    mean = (0..<dimensions).map { Double(model.layout.mean[component, $0]) }
  }

  /// The statistics, mixed with those that the present parameters stand for.
  func mixed(share: Double, images: Double, _ model: GaussianMixture, _ component: Int) -> Self {
    let present = images * Double(model.layout.weight[0, component])
    let covariance = model.layout.covariance(component)
    var mixed = self
    mixed.count = share * count + (1 - share) * present
    for index in first.indices { mixed.first[index] = share * first[index] }
    for index in second.indices {
      mixed.second[index] = share * second[index] + (1 - share) * present * Double(covariance[0, index])
    }
    return mixed
  }

  /// How far a mean lies from the old one.
  func shift(to newMean: [Double]) -> [Double] { zip(newMean, mean).map { $0 - $1 } }

  /// An element of the second moment about a shifted mean.
  func about(_ shift: [Double], _ row: Int, _ column: Int, at index: Int) -> Double {
    second[index] - first[row] * shift[column] - shift[row] * first[column]
      + count * shift[row] * shift[column]
  }
}
