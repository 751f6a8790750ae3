/// Returns what `body` makes of consecutive shares of a range, in their order; workers run it at the same time.
/// - Parameter atLeast: the size below which a share is not worth a worker of its own.
func parallelMap<Result: Sendable>(
  _ range: Range<Int>, atLeast smallest: Int, _ body: @Sendable (Range<Int>) -> Result
) -> [Result] {
  [body(range)]
}
