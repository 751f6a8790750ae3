import CKernels

extension Kernels {
  /// Multiplies the elements of ranges of an arena, which must not overlap, shared by the pool.
  public static func scale(_ arena: Arena, _ ranges: [Range<Int>], by factor: Float) {
    parallel(threads) { part in
      for range in ranges {
        let share = share(part, of: threads, count: range.count)
        zw_scale(arena.pointer(range.lowerBound + share.lowerBound, span: share.count), share.count, factor)
      }
    }
  }
}
