import LatentCore
import Projections

/// Codes as a map: as they are when they have few dimensions, by their principal components otherwise.
struct CodesMap {
  /// `[points, 2 or 3]`.
  var points: Matrix
  /// The principal components; nil when codes are shown as they are.
  var projection: (any Projection)?

  init(_ codes: Matrix, dimensions: Int, seed: UInt64) throws {
    guard codes.columns > dimensions else {
      points = Self.padded(codes)
      return
    }
    let entry = try ProjectionCatalog.entry("pca")
    var projection = try entry.make(Options(entry.options))
    try projection.begin(codes, labels: nil, dimensions: dimensions, seed: seed)
    while projection.progress < 1 { try projection.advance(iterations: 1) }
    points = projection.points
    self.projection = projection
  }

  /// A map has two dimensions at least: one-dimensional codes lie on a line.
  private static func padded(_ codes: Matrix) -> Matrix {
    guard codes.columns < 2 else { return codes }
    return Matrix(rows: codes.rows, columns: 2, values: codes.values.flatMap { [$0, 0] })
  }
}
