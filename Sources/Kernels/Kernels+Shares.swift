extension Kernels {
  /// Returns what `body` makes of consecutive shares of a range, one a thread, in their order.
  /// - Parameter smallest: the size below which a share is not worth a thread of its own.
  static func mapShares<Result: Sendable>(
    of range: Range<Int>, atLeast smallest: Int, _ body: @Sendable (Range<Int>) -> Result
  ) -> [Result] {
    let parts = max(1, min(threads, range.count / smallest))
    return map(parts) { part in
      let share = share(part, of: parts, count: range.count)
      return body(range.lowerBound + share.lowerBound..<range.lowerBound + share.upperBound)
    }
  }
}
