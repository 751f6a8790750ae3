import COpenBLAS
import LatentCore

/// Which factors of a product are transposed before they are multiplied.
public enum Transposition: Sendable {
  case none
  case first
  case second
  case both

  var orientations: (Orientation, Orientation) {
    switch self {
    case .none: (.plain, .plain)
    case .first: (.transposed, .plain)
    case .second: (.plain, .transposed)
    case .both: (.transposed, .transposed)
    }
  }
}

/// Whether a factor enters a product as it is or transposed.
enum Orientation {
  case plain
  case transposed

  var flag: CBLAS_TRANSPOSE { self == .plain ? CblasNoTrans : CblasTrans }
}

/// A factor or the result of a product, as BLAS wants it.
struct Operand {
  var pointer: UnsafeMutablePointer<Float>
  var stride: Int

  func offset(by count: Int) -> Operand { Operand(pointer: pointer + count, stride: stride) }
}

/// The sizes of a product: result `[rows, columns]`, sums over `depth`.
struct ProductShape {
  var rows: Int
  var columns: Int
  var depth: Int

  init(
    _ a: (rows: Int, columns: Int), _ first: Orientation, _ b: (rows: Int, columns: Int),
    _ second: Orientation
  ) {
    let (rows, depth) = first == .plain ? (a.rows, a.columns) : (a.columns, a.rows)
    let (inner, columns) = second == .plain ? (b.rows, b.columns) : (b.columns, b.rows)
    precondition(depth == inner, "the factors of a product do not fit: \(a) and \(b)")
    (self.rows, self.columns, self.depth) = (rows, columns, depth)
  }
}

extension Kernels {
  /// Computes `result = scale a b`, or adds it to `result`; the work is shared by the pool.
  /// - Parameters:
  ///   - a: `[rows, depth]`, or `[depth, rows]` when transposed.
  ///   - b: `[depth, columns]`, or `[columns, depth]` when transposed.
  ///   - result: `[rows, columns]`.
  public static func multiply(
    _ a: Matrix, _ b: Matrix, transposing: Transposition = .none, into result: inout Matrix, scale: Float = 1,
    adding: Bool = false
  ) {
    let (first, second) = transposing.orientations
    let shape = ProductShape((a.rows, a.columns), first, (b.rows, b.columns), second)
    precondition((result.rows, result.columns) == (shape.rows, shape.columns), "the result has another shape")
    let strides = (a.columns, b.columns, result.columns)
    a.values.withUnsafeBufferPointer { a in
      b.values.withUnsafeBufferPointer { b in
        result.values.withUnsafeMutableBufferPointer { c in
          guard let base = c.baseAddress, !c.isEmpty else { return }
          guard let a = a.baseAddress, let b = b.baseAddress else {
            if !adding { c.update(repeating: 0) }
            return
          }
          sharedProduct(
            shape, Operand(pointer: UnsafeMutablePointer(mutating: a), stride: strides.0), first,
            Operand(pointer: UnsafeMutablePointer(mutating: b), stride: strides.1), second,
            Operand(pointer: base, stride: strides.2), scale: scale, adding: adding)
        }
      }
    }
  }

  /// Returns `a b` as a new matrix; the work is shared by the pool.
  public static func product(_ a: Matrix, _ b: Matrix, transposing: Transposition = .none) -> Matrix {
    let (first, second) = transposing.orientations
    let shape = ProductShape((a.rows, a.columns), first, (b.rows, b.columns), second)
    var result = Matrix(rows: shape.rows, columns: shape.columns)
    multiply(a, b, transposing: transposing, into: &result)
    return result
  }

  /// Below this many multiply-adds a product stays on the calling thread: waking a worker would cost more.
  static let leastSharedWork = 500_000

  /// Splits the result's rows over the pool, or its columns when there are few rows.
  static func sharedProduct(
    _ shape: ProductShape, _ a: Operand, _ first: Orientation, _ b: Operand, _ second: Orientation,
    _ c: Operand, scale: Float, adding: Bool
  ) {
    let parts = threads
    guard parts > 1, shape.rows * shape.columns * max(shape.depth, 1) >= leastSharedWork else {
      return singleProduct(shape, a, first, b, second, c, scale: scale, adding: adding)
    }
    let byRows = shape.rows >= 16 * parts || shape.rows >= shape.columns
    parallel(parts) { part in
      let range = share(part, of: parts, count: byRows ? shape.rows : shape.columns, granularity: 16)
      guard !range.isEmpty else { return }
      let start = range.lowerBound
      var piece = shape
      if byRows {
        piece.rows = range.count
        singleProduct(
          piece, a.offset(by: first == .plain ? start * a.stride : start), first, b, second,
          c.offset(by: start * c.stride), scale: scale, adding: adding)
      } else {
        piece.columns = range.count
        singleProduct(
          piece, a, first, b.offset(by: second == .plain ? start : start * b.stride), second,
          c.offset(by: start), scale: scale, adding: adding)
      }
    }
  }

  /// One product on the calling thread.
  static func singleProduct(
    _ shape: ProductShape, _ a: Operand, _ first: Orientation, _ b: Operand, _ second: Orientation,
    _ c: Operand, scale: Float, adding: Bool
  ) {
    guard shape.rows > 0, shape.columns > 0 else { return }
    cblas_sgemm(
      CblasRowMajor, first.flag, second.flag, Int32(shape.rows), Int32(shape.columns), Int32(shape.depth),
      scale,
      a.pointer, Int32(max(a.stride, 1)), b.pointer, Int32(max(b.stride, 1)), adding ? 1 : 0, c.pointer,
      Int32(max(c.stride, 1)))
  }
}
