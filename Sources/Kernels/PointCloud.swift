import CKernels
import COpenBLAS
import LatentCore

/// Points of one space, laid out so that distances to all of them are fast.
///
/// Few dimensions are kept column by column and compared directly; many are kept row by row and compared by
/// matrix products, |x|^2 + |y|^2 - 2 x.y, after their mean was subtracted, which keeps the rounding small.
public struct PointCloud: Sendable {
  /// The number of points.
  public let count: Int
  /// The number of coordinates of a point.
  public let dimensions: Int
  /// Row-major when `usesProducts`, else column-major.
  let values: [Float]
  /// Empty unless `usesProducts`.
  let squaredNorms: [Float]
  /// Subtracted from every point; zero unless `usesProducts`.
  let center: [Float]
  /// Whether distances come from matrix products.
  let usesProducts: Bool

  /// Up to here the direct way is faster, and exact for equal points.
  static let mostDirectDimensions = 8

  /// Prepares points.
  /// - Parameters:
  ///   - points: `[count, dimensions]`, finite.
  ///   - singleQueries: chooses the direct layout, whatever the dimensions: the faster one for one point at a time.
  public init(_ points: Matrix, singleQueries: Bool = false) {
    count = points.rows
    dimensions = points.columns
    usesProducts = dimensions > Self.mostDirectDimensions && !singleQueries
    if usesProducts {
      let mean = points.columnMeans
      var centered = points
      centered.subtractFromRows(mean)
      values = centered.values
      squaredNorms = Kernels.squaredNorms(centered)
      center = mean
    } else {
      values = points.transposed.values
      squaredNorms = []
      center = [Float](repeating: 0, count: dimensions)
    }
  }

  /// The coordinates of a point, relative to `center`.
  func coordinates(of point: Int) -> [Float] {
    usesProducts
      ? Array(values[point * dimensions..<(point + 1) * dimensions])
      : (0..<dimensions).map { values[$0 * count + point] }
  }

  /// Returns the points nearest to a place, nearest first, the smaller index first among equals.
  ///
  /// Runs on the calling thread: 60,000 points of 2 dimensions take some 50 microseconds.
  /// - Parameters:
  ///   - query: `dimensions` coordinates.
  ///   - wanted: how many; fewer are returned when there are fewer.
  /// - Precondition: `query.count == dimensions`.
  public func nearest(to query: [Float], count wanted: Int) -> NearestPoints {
    precondition(query.count == dimensions, "the place has \(query.count) coordinates, not \(dimensions)")
    return withUnsafeTemporaryAllocation(of: Float.self, capacity: max(count, 1)) { row in
      guard let row = row.baseAddress else { preconditionFailure("a row has at least one place") }
      writeDistances(to: query, row)
      return NearestPoints(wanted, of: row, count: count)
    }
  }

  /// Returns the squared distances from one of the points to all, on the calling thread; its own is 0.
  /// - Precondition: the point is one of the cloud.
  public func squaredDistances(from point: Int) -> [Float] {
    precondition((0..<count).contains(point), "the cloud has \(count) points")
    let place = zip(coordinates(of: point), center).map { $0 + $1 }
    var distances = [Float](unsafeUninitializedCapacity: count) { row, filled in
      if let row = row.baseAddress { writeDistances(to: place, row) }
      filled = count
    }
    distances[point] = 0
    return distances
  }

  /// Writes the squared distances from one place to all points, on the calling thread.
  private func writeDistances(to query: [Float], _ row: UnsafeMutablePointer<Float>) {
    guard usesProducts else {
      zw_squared_distances(values, count, count, dimensions, query, row)
      return
    }
    let place = zip(query, center).map { $0 - $1 }
    let (m, n) = (Int32(count), Int32(dimensions))
    cblas_sgemv(CblasRowMajor, CblasNoTrans, m, n, 1, values, n, place, 1, 0, row, 1)
    zw_distances_from_products(row, squaredNorms, place.reduce(0) { $0 + $1 * $1 }, count)
  }

  /// Writes the squared distances from some of the points to all points, row by row.
  func writeDistances(from points: Range<Int>, _ rows: UnsafeMutablePointer<Float>) {
    if usesProducts { return writeDistances(from: points, to: 0..<count, rows) }
    for (offset, point) in points.enumerated() {
      zw_squared_distances(values, count, count, dimensions, coordinates(of: point), rows + offset * count)
    }
  }

  /// Writes the squared distances from some of the points to others, `[points, others]`, by a matrix product.
  /// - Precondition: `usesProducts`.
  func writeDistances(from points: Range<Int>, to others: Range<Int>, _ rows: UnsafeMutablePointer<Float>) {
    writeProducts(of: points, with: others, rows)
    squaredNorms.withUnsafeBufferPointer { norms in
      guard let norms = norms.baseAddress else { return }
      for (offset, point) in points.enumerated() {
        let row = rows + offset * others.count
        zw_distances_from_products(row, norms + others.lowerBound, norms[point], others.count)
        if others.contains(point) { row[point - others.lowerBound] = 0 }
      }
    }
  }

  private func writeProducts(
    of points: Range<Int>, with others: Range<Int>, _ rows: UnsafeMutablePointer<Float>
  ) {
    let (m, n, k) = (Int32(points.count), Int32(others.count), Int32(dimensions))
    values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress, m > 0, n > 0 else { return }
      let (first, second) = (base + points.lowerBound * dimensions, base + others.lowerBound * dimensions)
      cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, m, n, k, 1, first, k, second, k, 0, rows, n)
    }
  }
}

/// The points nearest to a place, nearest first, the smaller index first among equals.
public struct NearestPoints: Sendable, Equatable {
  /// Rows of the cloud.
  public private(set) var indices: [Int32]
  /// Squared Euclidean distances, rising.
  public private(set) var squaredDistances: [Float]

  /// Selects the smallest of a row of squared distances; infinite ones are never chosen.
  init(_ wanted: Int, of row: UnsafePointer<Float>, count: Int) {
    let wanted = min(max(wanted, 0), count)
    indices = [Int32](repeating: 0, count: wanted)
    squaredDistances = [Float](repeating: .infinity, count: wanted)
    zw_keep_smallest(row, count, 0, wanted, &indices, &squaredDistances)
  }
}
