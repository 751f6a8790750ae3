import CKernels
import LatentCore

/// Work in parts that is done again and again, kept in an object so that starting it allocates nothing.
public protocol PartJob: AnyObject {
  /// Does one part; parts run in any order and at the same time, and write disjoint views.
  func run(part: Int)
}

extension Kernels {
  /// Runs all parts of a job on the calling thread and on idle workers; returns when they are done.
  public static func parallel(_ parts: Int, _ job: any PartJob) {
    withUnsafePointer(to: job) { context in
      zw_run(
        parts, { $0!.assumingMemoryBound(to: (any PartJob).self).pointee.run(part: $1) },
        UnsafeMutableRawPointer(mutating: context))
    }
  }

  /// Runs `body` once for each part in `0..<parts` on the calling thread and on idle workers; returns when all are done.
  ///
  /// Parts run in any order and at the same time, so that no two may write what the other reads: this is for
  /// layers, whose parts write disjoint views. Elsewhere `map` and `fillRows` are safe by construction. A part that
  /// calls into the pool again runs that work by itself.
  public static func parallel(_ parts: Int, _ body: (_ part: Int) -> Void) {
    withoutActuallyEscaping(body) { escapable in
      var closure = escapable
      withUnsafeMutablePointer(to: &closure) { context in
        zw_run(
          parts, { $0!.assumingMemoryBound(to: ((Int) -> Void).self).pointee($1) }, context)
      }
    }
  }

  /// Returns `body` of every index in `0..<count`, in order; the calls are shared by the pool.
  public static func map<Result: Sendable>(
    _ count: Int, _ body: @Sendable (_ index: Int) -> Result
  ) -> [Result] {
    var results = [Result?](repeating: nil, count: count)
    results.withUnsafeMutableBufferPointer { results in
      let base = results.baseAddress
      parallel(count) { base![$0] = body($0) }
    }
    return results.map { $0! }
  }

  /// Lets the pool fill the rows of a matrix in place, a block of consecutive rows at a time.
  /// - Parameters:
  ///   - matrix: `[rows, columns]`.
  ///   - blockSize: rows of a block, 1 or more; the last block may be shorter.
  ///   - body: writes the rows of a range; `span` holds their `range.count * columns` elements.
  public static func fillRows(
    of matrix: inout Matrix, blockSize: Int,
    _ body: @Sendable (_ range: Range<Int>, _ span: inout MutableSpan<Float>) -> Void
  ) {
    precondition(blockSize > 0, "a block holds at least one row")
    let (rows, columns) = (matrix.rows, matrix.columns)
    matrix.values.withUnsafeMutableBufferPointer { values in
      let all = values
      parallel((rows + blockSize - 1) / blockSize) { block in
        let range = block * blockSize..<min((block + 1) * blockSize, rows)
        var span = UnsafeMutableBufferPointer(
          rebasing: all[range.lowerBound * columns..<range.upperBound * columns]
        ).mutableSpan
        body(range, &span)
      }
    }
  }

  /// The share of `0..<count` that belongs to a part: the parts differ by at most `granularity` elements.
  ///
  /// Depends on the numbers only, never on who does the work.
  public static func share(_ part: Int, of parts: Int, count: Int, granularity: Int = 1) -> Range<Int> {
    let blocks = (count + granularity - 1) / granularity
    let lower = blocks * part / parts * granularity
    let upper = blocks * (part + 1) / parts * granularity
    return min(lower, count)..<min(upper, count)
  }
}
