import LatentCore

/// Working memory of one worker that asks for the distances from consecutive points, one row after the other.
///
/// Rows that come from matrix products are made many at a time, the others one by one.
final class DistanceTile {
  /// Enough rows for a matrix product to run at its full speed.
  private static let productRows = 256

  private let cloud: PointCloud
  private let points: Range<Int>
  private let size: Int
  private let rows: UnsafeMutablePointer<Float>
  private var loaded: Range<Int>

  /// Creates working memory for the points of a range, which are asked for in rising order.
  init(_ cloud: PointCloud, points: Range<Int>) {
    self.cloud = cloud
    self.points = points
    size = cloud.usesProducts ? min(Self.productRows, max(points.count, 1)) : 1
    rows = .allocate(capacity: max(size * cloud.count, 1))
    loaded = points.lowerBound..<points.lowerBound
  }

  deinit { rows.deallocate() }

  /// The squared distances from a point to all points; valid, and free to be changed, until the next call.
  func row(of point: Int) -> UnsafeMutablePointer<Float> {
    if !loaded.contains(point) {
      loaded = point..<min(point + size, points.upperBound)
      cloud.writeDistances(from: loaded, rows)
    }
    return rows + (point - loaded.lowerBound) * cloud.count
  }
}
