import Kernels
import LatentCore
import Projections
import RealModule

/// Measures what a fitted method is like, in steps of at most some hundred milliseconds.
public struct PortraitWork: Sendable {
  private enum Step: Int, Sendable, CaseIterable {
    case linearity, way, axes, images
  }

  private let projection: any Projection
  private let images, test: Matrix
  private let points: Matrix
  private var next = 0
  private var portrait = MapPortrait()

  /// Images of the training split that the linear fit looks at, at most.
  public static let mostImages = 4000
  /// Images of the test split that the way to the map and back is taken with, at most.
  public static let mostTestImages = 1000
  /// Places at which the axes are compared.
  private static let axisPlaces = 64

  /// Takes in a fitted projection.
  /// - Parameters:
  ///   - images: some of the images that it was fitted on, `[images, pixels]`.
  ///   - points: their places, `[images, dimensions]`.
  ///   - test: images that it has not seen, `[images, pixels]`.
  public init(_ projection: any Projection, images: Matrix, points: Matrix, test: Matrix) {
    self.projection = projection
    self.images = images
    self.points = points
    self.test = test
  }

  /// The share of the steps that are done, 0 to 1.
  public var progress: Double { Double(next) / Double(Step.allCases.count) }

  /// The portrait; nil until `progress` is 1.
  public var result: MapPortrait? { next == Step.allCases.count ? portrait : nil }

  /// Takes the next step; does nothing once `progress` is 1.
  /// - Throws: `ZwalkError` of the linear fit.
  public mutating func advance() throws {
    guard let step = Step(rawValue: next) else { return }
    next += 1
    switch step {
    case .linearity: try measureLinearity()
    case .way: measureWay()
    case .axes: measureAxes()
    case .images: drawImages()
    }
  }

  /// Measures from beginning to end.
  /// - Throws: as `advance`.
  public static func measure(
    _ projection: any Projection, images: Matrix, points: Matrix, test: Matrix
  ) throws -> MapPortrait {
    var work = PortraitWork(projection, images: images, points: points, test: test)
    while work.progress < 1 { try work.advance() }
    return work.portrait
  }

  /// Judged by test images where the method can place them, else by every fifth of the points.
  private mutating func measureLinearity() throws {
    portrait.axisCorrelation = points.largestCorrelation
    if test.rows > 2, let codes = projection.transform(test) {
      portrait.linearity = try LinearFit.explained(
        data: images, codes: points, otherData: test, otherCodes: codes)
    } else {
      let judged = (0..<images.rows).filter { $0 % 5 == 4 }
      let fitted = (0..<images.rows).filter { $0 % 5 != 4 }
      portrait.linearity = try LinearFit.explained(
        data: images.gatheringRows(fitted), codes: points.gatheringRows(fitted),
        otherData: images.gatheringRows(judged), otherCodes: points.gatheringRows(judged))
    }
  }

  private mutating func measureWay() {
    guard test.rows > 0 else { return }
    let clock = ContinuousClock()
    var codes: Matrix?
    // The first time pays for memory that later ones have already.
    _ = projection.transform(test.matrix(0..<min(8, test.rows)))
    let seconds = clock.measure { codes = projection.transform(test) }
    guard let codes else { return }
    portrait.secondsPerImage = seconds / .seconds(1) / Double(test.rows)
    guard let restored = projection.inverse(codes), restored.columns == test.columns else { return }
    var (error, whole) = (0.0, 0.0)
    let mean = images.columnMeans
    for row in 0..<test.rows {
      for column in 0..<test.columns {
        let value = test[row, column]
        let (gap, distance) = (Double(value - restored[row, column]), Double(value - mean[column]))
        error += gap * gap
        whole += distance * distance
      }
    }
    portrait.reconstructionError = error / Double(test.rows)
    portrait.varianceKept = whole > 0 ? 1 - error / whole : nil
  }

  private mutating func measureAxes() {
    guard points.columns > 1, points.rows > 0 else { return }
    let spread = CodeStatistics(points).dimensions.map { max($0.standardDeviation, 1e-6) }
    let places = points.gatheringRows(
      (0..<min(Self.axisPlaces, points.rows)).map { $0 * points.rows / min(Self.axisPlaces, points.rows) })
    let changes = (0..<points.columns).compactMap { axis -> Matrix? in
      difference(at: places, along: axis, by: spread[axis] * 0.05)
    }
    guard changes.count == points.columns else { return }
    var (sum, count) = (0.0, 0)
    for first in changes.indices {
      for second in changes.indices where second > first {
        for row in 0..<places.rows {
          guard let cosine = cosine(changes[first].row(row), changes[second].row(row)) else { continue }
          sum += abs(cosine)
          count += 1
        }
      }
    }
    portrait.axisCosine = count > 0 ? sum / Double(count) : nil
  }

  private func difference(at places: Matrix, along axis: Int, by length: Float) -> Matrix? {
    var (low, high) = (places, places)
    for row in 0..<places.rows {
      low[row, axis] -= length
      high[row, axis] += length
    }
    guard let below = projection.inverse(low), let above = projection.inverse(high) else { return nil }
    return Matrix(
      rows: above.rows, columns: above.columns, values: zip(above.values, below.values).map { $0 - $1 })
  }

  private func cosine(_ first: ArraySlice<Float>, _ second: ArraySlice<Float>) -> Double? {
    var (product, a, b) = (0.0, 0.0, 0.0)
    for (x, y) in zip(first, second) {
      product += Double(x) * Double(y)
      a += Double(x) * Double(x)
      b += Double(y) * Double(y)
    }
    return a > 0 && b > 0 ? product / (a * b).squareRoot() : nil
  }

  private mutating func drawImages() {
    let statistics = CodeStatistics(points).dimensions
    guard !statistics.isEmpty else { return }
    let middle = statistics.map(\.mean)
    let steps = MapPortrait.traversalSteps
    var traversals: [Matrix] = []
    for axis in statistics.indices {
      let places = Matrix(
        (0..<steps).map { step in
          var place = middle
          place[axis] += statistics[axis].standardDeviation * (Float(step) / Float(steps - 1) * 4 - 2)
          return place
        })
      guard var images = projection.inverse(places) else { return }
      for index in images.values.indices { images.values[index] = min(max(images.values[index], 0), 1) }
      traversals.append(images)
    }
    portrait.traversals = traversals
    let center = Matrix(rows: 1, columns: middle.count, values: middle)
    let changes = statistics.indices.compactMap { axis in
      difference(at: center, along: axis, by: statistics[axis].standardDeviation / 2)?.values
    }
    if changes.count == statistics.count { portrait.changes = Matrix(changes) }
  }
}

extension Matrix {
  /// The largest absolute correlation of two columns; nil with fewer than two, or where one is constant.
  fileprivate var largestCorrelation: Double? {
    guard columns > 1, rows > 2 else { return nil }
    let means = columnMeans
    var largest: Double?
    for first in 0..<columns {
      for second in first + 1..<columns {
        var (product, a, b) = (0.0, 0.0, 0.0)
        for row in 0..<rows {
          let (x, y) = (Double(self[row, first] - means[first]), Double(self[row, second] - means[second]))
          product += x * y
          a += x * x
          b += y * y
        }
        guard a > 0, b > 0 else { continue }
        largest = Swift.max(largest ?? 0, abs(product / (a * b).squareRoot()))
      }
    }
    return largest
  }
}
