import Kernels
import LatentCore

/// Work on any number of rows in chunks, with working memory for each part of the pool.
final class ChunkedWork<Memory> {
  /// Rows of a chunk: enough for products at full speed, few enough to stay in the cache.
  static var chunk: Int { 128 }

  /// What was reserved so far.
  private(set) var memories: [Memory] = []
  private var rows = 0
  private let make: (_ rows: Int) -> Memory

  /// Creates work that reserves nothing yet.
  /// - Parameter make: reserves memory for so many rows.
  init(_ make: @escaping (_ rows: Int) -> Memory) { self.make = make }

  /// Calls `body` with chunks of `0..<rows` that fit into the memory of the part that takes them.
  ///
  /// A handful of rows stays on the calling thread: decoding the point under a cursor waits for nobody.
  func run(
    _ rows: Int, parts threads: Int = Kernels.threads, _ body: (Memory, _ part: Int, Range<Int>) -> Void
  ) {
    let parts = rows < 16 ? 1 : threads
    let chunk = rows < 16 ? max(rows, 1) : Self.chunk
    if memories.count < parts || self.rows < chunk {
      memories = (0..<parts).map { _ in make(chunk) }
      self.rows = chunk
    }
    let memories = memories
    Kernels.parallel(parts) { part in
      let share = Kernels.share(part, of: parts, count: rows)
      for start in stride(from: share.lowerBound, to: share.upperBound, by: chunk) {
        body(memories[part], part, start..<min(start + chunk, share.upperBound))
      }
    }
  }
}

extension ChunkedWork {
  /// Returns a matrix whose rows are written chunk by chunk.
  /// - Parameter write: gets a chunk and the rows of the result that belong to it.
  func rows(
    _ rows: Int, columns: Int, _ write: (Memory, Range<Int>, _ result: MatrixView) -> Void
  ) -> Matrix {
    var result = Matrix(rows: rows, columns: columns)
    Kernels.withView(of: &result) { result in
      run(rows) { memory, _, range in write(memory, range, result.rows(range)) }
    }
    return result
  }

  /// Returns sums over rows to which each part adds its own, so that they do not depend on who came first.
  func sums(_ rows: Int, _ add: (Memory, Range<Int>, PartSums, _ part: Int) -> Void) -> PartSums {
    let parts = Kernels.threads
    let sums = PartSums(parts: parts)
    run(rows, parts: parts) { memory, part, range in add(memory, range, sums, part) }
    return sums
  }
}
