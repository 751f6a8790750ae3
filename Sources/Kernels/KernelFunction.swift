import CKernels
import LatentCore

/// A positive semi-definite function of two points: their inner product in a space of more dimensions.
/// - Source: Scholkopf, Smola and Muller 1998, doi:10.1162/089976698300017467.
public enum KernelFunction: Sendable, Equatable {
  /// exp(-gamma |x - y|^2).
  case gaussian(gamma: Double)
  /// (gamma x.y + 1)^degree.
  case polynomial(gamma: Double, degree: Int)
  /// x.y / (|x| |y|); 0 for a point at the origin.
  case cosine
}

/// The values of a kernel function between any rows and fixed points.
public struct KernelValues: Sendable {
  /// The function.
  public let function: KernelFunction
  /// `[references, features]`.
  private let points: Matrix
  private let references: ReferencePoints?
  private let norms: [Float]

  /// Prepares points, `[references, features]`, finite.
  public init(_ function: KernelFunction, to points: Matrix) {
    self.function = function
    self.points = points
    if case .gaussian = function { references = ReferencePoints(points) } else { references = nil }
    norms = Kernels.squaredNorms(points)
  }

  /// The number of fixed points.
  public var count: Int { points.rows }

  /// Returns the kernel of each row and each fixed point, `[rows, references]`; work is shared by the pool.
  public func values(of rows: Matrix) -> Matrix {
    var result =
      references?.squaredDistances(from: rows) ?? Kernels.product(rows, points, transposing: .second)
    let rowNorms = Kernels.squaredNorms(rows)
    Kernels.fillRows(of: &result, blockSize: 64) { range, span in
      span.withUnsafeMutableBufferPointer { values in
        for (offset, row) in range.enumerated() {
          guard let base = values.baseAddress else { return }
          apply(to: base + offset * count, norm: rowNorms[row])
        }
      }
    }
    return result
  }

  /// Turns products, or squared distances, of one row into values of the function.
  private func apply(to row: UnsafeMutablePointer<Float>, norm: Float) {
    switch function {
    case .gaussian(let gamma): zw_gaussian_kernel(row, count, Float(gamma))
    case .polynomial(let gamma, let degree): zw_polynomial_kernel(row, count, Float(gamma), degree)
    case .cosine: zw_cosine_kernel(row, norms, count, norm)
    }
  }
}
