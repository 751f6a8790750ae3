import CKernels

/// Who computes a product of a training step: the one place where that is decided.
///
/// The figures behind it are for one thread, against OpenBLAS 0.3.21 with AVX-512; `zwalk bench train` shows what
/// they come to. Own products read their factors where they lie, at 98 % of the speed that the processor could multiply
/// at; OpenBLAS copies them into an order of its own first (85 %), but has special code for tiny ones.
enum ProductRoute {
  /// OpenBLAS.
  case library
  /// CKernels, a kind of product of `zw_multiply`.
  case own(Int32)

  /// Multiply-adds from which on own products win.
  private static let leastWork = 100_000
  /// Columns that fill at least a few vectors.
  private static let leastColumns = 32
  /// Terms from which on adding up a vector of partial sums no longer counts.
  private static let leastDotDepth = 256
  /// The share of zeros from which on looking for them pays.
  private static let leastZeros = 0.55

  /// The rows of a batch up to which a gradient is added up in one go, in registers.
  static let mostLearningDepth = 1024

  /// Chooses by shape, and by the zeros in the first factor.
  init(_ shape: ProductShape, _ transposition: Transposition, _ a: MatrixView) {
    let work = shape.rows * shape.columns * shape.depth
    guard work >= Self.leastWork, shape.columns >= Self.leastColumns else {
      self = .library
      return
    }
    switch transposition {
    case .none:
      self = .own(Int32(Self.hasManyZeros(a) ? ZW_PLAIN_SKIPPING : ZW_PLAIN))
    case .first:
      self = .own(
        Int32(Self.hasManyZeros(a) ? ZW_FIRST_TRANSPOSED_SKIPPING : ZW_FIRST_TRANSPOSED))
    case .second where shape.depth >= Self.leastDotDepth:
      self = .own(Int32(ZW_SECOND_TRANSPOSED))
    case .second, .both:
      self = .library
    }
  }

  private static func hasManyZeros(_ a: MatrixView) -> Bool {
    zw_share_of_zeros(a.pointer, a.rows, a.columns, a.stride) >= leastZeros
  }
}
