import Kernels
import LatentCore

/// The shift, turn, reflection and scale that bring one map as close as possible to another map of the same points.
///
/// The morph from map to map moves along it: what is left after the alignment is what the methods really disagree on.
/// - Source: Gower 1975, "Generalized Procrustes analysis", doi:10.1007/BF02291478; the distance is that of
///   `scipy.spatial.procrustes`.
public struct ProcrustesAlignment: Sendable, Equatable {
  /// The centre of the map that moves, and of the one that it is brought to.
  public let center, targetCenter: [Float]
  /// Applied to rows, scale included: `[dimensions, dimensions]`.
  public let transform: Matrix
  /// What is left: the sum of squared distances of corresponding points when both maps have mean zero and size 1,
  /// 0 for the same shape and at most 1.
  public let distance: Double

  /// Aligns a map to another.
  /// - Parameters:
  ///   - map: `[points, dimensions]`.
  ///   - target: `[points, other dimensions]`; the map with fewer dimensions is taken as flat in the others.
  /// - Throws: `ZwalkError.unusableData` when the points differ in number, `.notEnoughPoints` below two,
  ///   `.notFinite`.
  public init(of map: Matrix, to target: Matrix) throws(ZwalkError) {
    guard map.rows == target.rows else {
      throw .unusableData(
        name: "the map", reason: "it has \(map.rows) points where the other has \(target.rows)")
    }
    guard map.rows >= 2 else { throw .notEnoughPoints(method: "an alignment", found: map.rows, needed: 2) }
    for matrix in [map, target] where !Kernels.isFinite(matrix) { throw .notFinite(what: "the map") }
    let dimensions = max(map.columns, target.columns)
    var (moving, fixed) = (map.padded(to: dimensions), target.padded(to: dimensions))
    (center, targetCenter) = (moving.columnMeans, fixed.columnMeans)
    moving.subtractFromRows(center)
    fixed.subtractFromRows(targetCenter)
    let (size, targetSize) = (moving.size, fixed.size)
    let products = try Kernels.singularValues(Self.products(of: moving, with: fixed))
    let sum = products.values.reduce(0.0) { $0 + Double($1) }
    let scale = size > 0 ? sum / (size * size) : 0
    var turn = Kernels.product(products.u, products.vt)
    for index in turn.values.indices { turn.values[index] *= Float(scale) }
    transform = turn
    let likeness = size > 0 && targetSize > 0 ? sum / (size * targetSize) : 0
    distance = min(1, max(0, 1 - likeness * likeness))
  }

  /// Returns points of the map where they lie after the alignment, `[points, dimensions]`.
  /// - Precondition: no more columns than `center` has values.
  public func aligned(_ points: Matrix) -> Matrix {
    var moved = points.padded(to: center.count)
    moved.subtractFromRows(center)
    moved = Kernels.product(moved, transform)
    moved.subtractFromRows(targetCenter.map { -$0 })
    return moved
  }

  /// Inner products of the axes, `[dimensions, dimensions]`, summed in double precision.
  private static func products(of moving: Matrix, with fixed: Matrix) -> Matrix {
    let dimensions = moving.columns
    var sums = [Double](repeating: 0, count: dimensions * dimensions)
    for row in 0..<moving.rows {
      for i in 0..<dimensions {
        let value = Double(moving[row, i])
        for j in 0..<dimensions { sums[i * dimensions + j] += value * Double(fixed[row, j]) }
      }
    }
    return Matrix(rows: dimensions, columns: dimensions, values: sums.map(Float.init))
  }
}

extension Matrix {
  /// The root of the sum of squares.
  fileprivate var size: Double { values.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot() }

  /// The same rows with zeros behind them.
  fileprivate func padded(to width: Int) -> Matrix {
    guard columns < width else { return self }
    var result = Matrix(rows: rows, columns: width)
    for row in 0..<rows {
      for column in 0..<columns { result[row, column] = self[row, column] }
    }
    return result
  }
}
