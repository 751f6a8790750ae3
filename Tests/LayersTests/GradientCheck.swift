import Kernels
import LatentCore
import Layers

/// The relative distance of two vectors, by their lengths.
func relativeError(_ found: [Float], _ expected: [Double]) -> Double {
  let difference = zip(found, expected).reduce(0.0) { $0 + (Double($1.0) - $1.1) * (Double($1.0) - $1.1) }
  let length = expected.reduce(0) { $0 + $1 * $1 }
  return (difference / max(length, 1e-12)).squareRoot()
}

/// The gradient of a function by central differences.
func centralDifferences(_ point: [Float], step: Float = 1e-2, _ function: ([Float]) -> Double) -> [Double] {
  point.indices.map { index in
    var (below, above) = (point, point)
    below[index] -= step
    above[index] += step
    return (function(above) - function(below)) / Double(above[index] - below[index])
  }
}

extension Matrix {
  /// An arena's view of a copy.
  var view: MatrixView {
    let view = Arena(count: rows * columns).view(rows: rows, columns: columns)
    view.load(self, rows: 0..<rows)
    return view
  }

  /// The sum of all products of elements with those of another matrix: a loss whose gradient is the other.
  func inner(_ other: Matrix) -> Double {
    zip(values, other.values).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }
}
