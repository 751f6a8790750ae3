import CKernels
import LatentCore

/// Floats at a fixed, aligned place: what layers compute in. It begins as zeros.
///
/// Views keep their arena alive, so that none can outlive its memory. An arena is used from one place at a time,
/// except by parts of `Kernels.parallel` that write disjoint views.
public final class Arena {
  /// The number of floats.
  public private(set) var count: Int
  private var storage: UnsafeMutablePointer<Float>
  private let isOwner: Bool

  /// Creates an arena of `count` zeros, aligned to a cache line.
  public init(count: Int) {
    precondition(count >= 0, "an arena has no negative size")
    let memory = UnsafeMutableRawPointer.allocate(byteCount: max(count, 1) * 4, alignment: 64)
    storage = memory.bindMemory(to: Float.self, capacity: max(count, 1))
    storage.initialize(repeating: 0, count: max(count, 1))
    self.count = count
    isOwner = true
  }

  /// Lends memory that belongs to somebody else, until `endLoan`.
  init(borrowing memory: UnsafeMutableBufferPointer<Float>) {
    storage = memory.baseAddress ?? UnsafeMutablePointer(bitPattern: 64)!
    count = memory.count
    isOwner = false
  }

  deinit {
    if isOwner { UnsafeMutableRawPointer(storage).deallocate() }
  }

  /// From now on no view reaches the memory.
  func endLoan() { count = 0 }

  func pointer(_ offset: Int, span: Int) -> UnsafeMutablePointer<Float> {
    precondition(offset >= 0 && offset + span <= count, "a view reaches beyond its arena, or outlives a loan")
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
