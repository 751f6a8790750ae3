import LatentCore
import RealModule

/// Codes on a grid of a plane, to be decoded side by side: the first axis to the right, the second one up.
public struct ManifoldGrid: Sendable, Equatable {
  /// The plane that the grid lies in.
  public let plane: WalkPlane
  /// First coordinates of the columns, rising.
  public let horizontal: [Float]
  /// Second coordinates of the rows from bottom to top, rising; without effect where the plane has one direction.
  public let vertical: [Float]

  /// Creates a grid at chosen coordinates.
  public init(plane: WalkPlane, horizontal: [Float], vertical: [Float]) {
    self.plane = plane
    self.horizontal = horizontal
    self.vertical = vertical
  }

  /// The grid at the quantiles of the standard normal prior: every cell stands for as much probability.
  public static func quantiles(rows: Int, columns: Int, plane: WalkPlane) -> ManifoldGrid {
    ManifoldGrid(plane: plane, horizontal: normalQuantiles(columns), vertical: normalQuantiles(rows))
  }

  /// The grid over the range that most codes lie in: equal steps from their 1st to their 99th percentile.
  /// - Parameter codes: `[codes, latent]`; without codes from -3 to 3.
  public static func range(of codes: Matrix, rows: Int, columns: Int, plane: WalkPlane) -> ManifoldGrid {
    let coordinates = plane.project(codes)
    return ManifoldGrid(
      plane: plane, horizontal: steps(columns, coordinates, 0), vertical: steps(rows, coordinates, 1))
  }

  /// The grid around a point of the plane.
  /// - Parameters:
  ///   - center: coordinates of the middle; the third one holds for the whole grid.
  ///   - step: the distance of two cells, above 0.
  public static func around(
    _ center: [Float], step: Float, rows: Int, columns: Int, plane: WalkPlane
  ) -> ManifoldGrid {
    func places(_ count: Int, _ middle: Float) -> [Float] {
      (0..<max(count, 0)).map { middle + step * (Float($0) - Float(count - 1) / 2) }
    }
    let third = Array(center.dropFirst(2).prefix(1))
    let moved = WalkPlane(
      origin: plane.point(at: [0, 0] + third), directions: plane.directions, titles: plane.titles)
    return ManifoldGrid(
      plane: moved, horizontal: places(columns, center.first ?? 0),
      vertical: places(rows, center.dropFirst().first ?? 0))
  }

  /// Cells from top to bottom.
  public var rows: Int { vertical.count }
  /// Cells from left to right.
  public var columns: Int { horizontal.count }

  /// The code of a cell; row 0 is at the top.
  public func code(row: Int, column: Int) -> [Float] {
    plane.point(at: [horizontal[column], vertical[rows - 1 - row]])
  }

  /// The codes of all cells, row after row from the top left, `[rows * columns, latent]`.
  public var codes: Matrix {
    Matrix(
      rows: rows * columns, columns: plane.latentDimension,
      values: (0..<rows).flatMap { row in (0..<columns).flatMap { code(row: row, column: $0) } })
  }

  /// The middles of equally likely intervals of the standard normal distribution, rising.
  static func normalQuantiles(_ count: Int) -> [Float] {
    (0..<max(count, 0)).map { Float(normalQuantile((Double($0) + 0.5) / Double(count))) }
  }

  private static func steps(_ count: Int, _ coordinates: Matrix, _ axis: Int) -> [Float] {
    let values = axis < coordinates.columns ? coordinates.column(axis).filter(\.isFinite).sorted() : [0]
    let low = values.quantileOfSorted(0.01) ?? -3
    let high = values.quantileOfSorted(0.99) ?? 3
    let middle = (low + high) / 2
    return (0..<max(count, 0)).map {
      count == 1 ? middle : low + (high - low) * Float($0) / Float(count - 1)
    }
  }
}
