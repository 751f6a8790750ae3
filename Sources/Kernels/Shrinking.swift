import CKernels

extension Kernels {
  /// Multiplies the elements of ranges of an arena, which must not overlap, shared by the pool.
  public static func scale(_ arena: Arena, _ ranges: [Range<Int>], by factor: Float) {
    parallel(threads) { part in
      for range in ranges { scale(arena, range, by: factor, part: part) }
    }
  }

  /// Multiplies the elements of a range of an arena, shared by the pool.
  public static func scale(_ arena: Arena, _ range: Range<Int>, by factor: Float) {
    parallel(threads) { scale(arena, range, by: factor, part: $0) }
  }

  private static func scale(_ arena: Arena, _ range: Range<Int>, by factor: Float, part: Int) {
    let share = share(part, of: threads, count: range.count)
    zw_scale(arena.pointer(range.lowerBound + share.lowerBound, span: share.count), share.count, factor)
  }

  /// Returns the sum of squares of all elements; rows are added in double precision.
  public static func sumOfSquares(_ view: MatrixView) -> Double {
    let block = 4096
    return stride(from: 0, to: view.columns, by: block).reduce(0) { sum, start in
      let part = view.columns(start..<min(start + block, view.columns))
      return sum + zw_squares(part.pointer, part.rows, part.columns, part.stride)
    }
  }
}
