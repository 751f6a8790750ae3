import Kernels
import LatentCore
import Testing

/// A shape of the awkward kind: odd, empty, longer than a register or shorter.
struct Shape: Sendable, CustomStringConvertible {
  var rows, columns: Int
  var description: String { "\(rows)x\(columns)" }

  static let awkward = [
    (0, 0), (0, 5), (5, 0), (1, 1), (1, 784), (3, 7), (7, 3), (17, 33), (64, 65), (131, 1),
  ]
  .map { Shape(rows: $0.0, columns: $0.1) }
}

extension RandomSource {
  /// A matrix of standard normal numbers.
  mutating func normal(_ shape: Shape) -> Matrix { normal(rows: shape.rows, columns: shape.columns) }
}

/// A view of a copy that lies at an odd place with gaps between its rows, so that nothing is aligned.
func unaligned(_ matrix: Matrix) -> MatrixView {
  let stride = matrix.columns + 3
  let arena = Arena(count: 5 + matrix.rows * stride)
  arena.fill(.nan)
  let view = MatrixView(owner: arena, offset: 5, rows: matrix.rows, columns: matrix.columns, stride: stride)
  view.load(matrix, rows: 0..<matrix.rows)
  return view
}

extension Matrix {
  /// A matrix computed element by element in double precision.
  init(_ rows: Int, _ columns: Int, _ element: (Int, Int) -> Double) {
    let indices = (0..<rows).flatMap { row in (0..<columns).map { (row, $0) } }
    self.init(rows: rows, columns: columns, values: indices.map { Float(element($0.0, $0.1)) })
  }

  /// The largest difference, relative where the numbers are larger than 1; infinite for different shapes or NaN.
  func distance(to other: Matrix) -> Float {
    guard (rows, columns) == (other.rows, other.columns) else { return .infinity }
    return zip(values, other.values).reduce(0) { largest, pair in
      let difference = abs(pair.0 - pair.1) / max(1, abs(pair.1))
      return pair.0 == pair.1 ? largest : (difference.isNaN ? .infinity : max(largest, difference))
    }
  }
}
