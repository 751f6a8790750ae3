import CKernels
import LatentCore

extension Kernels {
  /// Moves weights towards the non-negative ones that express rows best by a basis, by coordinate descent.
  /// - Parameters:
  ///   - weights: where to begin, `[rows, count]`, not negative.
  ///   - products: of the rows with the basis, `[rows, count]`.
  ///   - gram: products of the basis with itself, `[count, count]`.
  ///   - sweeps: at most so many rounds over the coordinates.
  ///   - tolerance: rows end early, sixteen together, when a round changes less than this share of each one's sum.
  public static func improveNonnegative(
    _ weights: inout Matrix, products: Matrix, gram: Matrix, sweeps: Int, tolerance: Float = 1e-6
  ) {
    let count = weights.columns
    precondition(
      products.rows == weights.rows && products.columns == count, "the products have another shape")
    precondition(gram.rows == count && gram.columns == count, "the basis has another size")
    fillRows(of: &weights, blockSize: 256) { range, span in
      span.withUnsafeMutableBufferPointer { weights in
        products.values.withUnsafeBufferPointer { products in
          guard let weights = weights.baseAddress, let products = products.baseAddress else { return }
          zw_nonnegative_sweeps(
            weights, products + range.lowerBound * count, gram.values, range.count, count, sweeps, tolerance)
        }
      }
    }
  }
}
