import LatentCore
import Projections

/// Work in slices, with its progress on standard error.
enum Measuring {
  /// How well a map, or codes, keep what is near in the data.
  /// - Throws: `ZwalkError` when the points do not belong to the data.
  static func quality(
    of points: Matrix, data: any RowSource, labels: [UInt8]?, talk: TalkOptions
  ) throws -> MapQuality {
    var quality = Quality()
    try quality.begin(data, points: points, labels: labels)
    let progress = talk.progress("measuring")
    defer { progress.clear() }
    while quality.result == nil {
      quality.advance(iterations: 1)
      progress.update(quality.progress)
    }
    return quality.result ?? MapQuality(points: points.rows)
  }

  /// Fits a projection to its end.
  /// - Parameter cache: neighbour graphs of the same data; gets that of the projection.
  /// - Returns: the fitted projection and the seconds that it took.
  static func fit(
    _ projection: any Projection, _ data: any RowSource, labels: [UInt8]?, dimensions: Int, seed: UInt64,
    title: String, sharing cache: inout NeighborCache, talk: TalkOptions
  ) throws -> (projection: any Projection, seconds: Double) {
    var projection = projection
    let progress = talk.progress(title)
    defer { progress.clear() }
    cache.offer(to: &projection)
    try projection.begin(data, labels: labels, dimensions: dimensions, seed: seed)
    while projection.progress < 1 {
      try projection.advance(iterations: 1)
      progress.update(projection.progress)
    }
    cache.keep(from: projection)
    return (projection, progress.seconds)
  }
}
