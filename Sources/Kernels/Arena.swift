import CKernels
import LatentCore

/// Floats at a fixed, aligned place: what layers compute in. It begins as zeros.
///
/// Views keep their arena alive, so that none can outlive its memory. An arena is used from one place at a time,
/// except by parts of `Kernels.parallel` that write disjoint views.
public final class Arena {
  /// The number of floats that views may cover.
  public let count: Int
  /// How many of them are there: all, or as many as are lent at the moment.
  private var available: Int
  private var storage: UnsafeMutablePointer<Float>
  private let isOwner: Bool

  /// Creates an arena of `count` zeros, aligned to a cache line.
  public init(count: Int) {
    precondition(count >= 0, "an arena has no negative size")
    let memory = UnsafeMutableRawPointer.allocate(byteCount: max(count, 1) * 4, alignment: 64)
    storage = memory.bindMemory(to: Float.self, capacity: max(count, 1))
    storage.initialize(repeating: 0, count: max(count, 1))
    self.count = count
    available = count
    isOwner = true
  }

  /// Creates an arena without memory of its own: at most `most` floats are lent to it by `Kernels.lend`.
  public init(lentAtMost most: Int) {
    storage = UnsafeMutablePointer(bitPattern: 64)!
    count = most
    available = 0
    isOwner = false
  }

  /// From now on, until `endLoan`, views reach memory that belongs to somebody else.
  func borrow(_ memory: UnsafeMutableBufferPointer<Float>) {
    precondition(!isOwner && memory.count <= count, "this memory cannot be lent to the arena")
    storage = memory.baseAddress ?? UnsafeMutablePointer(bitPattern: 64)!
    available = memory.count
  }

  deinit {
    if isOwner { UnsafeMutableRawPointer(storage).deallocate() }
  }

  /// From now on no view reaches the memory.
  func endLoan() { available = 0 }

  func pointer(_ offset: Int, span: Int) -> UnsafeMutablePointer<Float> {
    precondition(
      offset >= 0 && offset + span <= available, "a view reaches beyond its arena, or outlives a loan")
    return storage + offset
  }

  /// Returns copies of the elements of a range.
  public func copy(_ range: Range<Int>) -> [Float] {
    Array(UnsafeBufferPointer(start: pointer(range.lowerBound, span: range.count), count: range.count))
  }

  /// Returns copies of all elements.
  public func copy() -> [Float] { copy(0..<count) }

  /// Replaces the elements from `offset` on.
  public func load(_ values: [Float], at offset: Int = 0) {
    let target = pointer(offset, span: values.count)
    values.withUnsafeBufferPointer { source in
      if let source = source.baseAddress { target.update(from: source, count: values.count) }
    }
  }

  /// Sets all elements.
  public func fill(_ value: Float) { storage.update(repeating: value, count: count) }

  /// A view of consecutive rows without gaps.
  public func view(at offset: Int = 0, rows: Int, columns: Int) -> MatrixView {
    MatrixView(owner: self, offset: offset, rows: rows, columns: columns, stride: columns)
  }
}
