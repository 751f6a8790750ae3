import CKernels

/// Who computes a product of a training step: the one place where that is decided.
///
/// Own products read their factors where they lie, at 93 to 98 % of what one thread multiplies at best, and allocate
/// nothing. OpenBLAS 0.3.21 reaches 85 %: it copies the factors into an order of its own first.
enum ProductRoute {
  /// OpenBLAS.
  case library
  /// CKernels, a kind of product of `zw_multiply`.
  case own(Int32)

  /// The share of zeros from which on looking for them pays.
  private static let leastZeros = 0.55
  /// Multiply-adds from which on it pays to ask for that share.
  private static let leastSkippingWork = 100_000
  /// The rows of a batch up to which a gradient is added up in one go, in registers.
  static let mostLearningDepth = 1024

  /// Chooses by transposition, and by the zeros in the first factor.
  init(_ shape: ProductShape, _ transposition: Transposition, _ a: MatrixView) {
    let skips =
      shape.rows * shape.columns * shape.depth >= Self.leastSkippingWork
      && zw_share_of_zeros(a.pointer, a.rows, a.columns, a.stride) >= Self.leastZeros
    switch transposition {
    case .none: self = .own(Int32(skips ? ZW_PLAIN_SKIPPING : ZW_PLAIN))
    case .first: self = .own(Int32(skips ? ZW_FIRST_TRANSPOSED_SKIPPING : ZW_FIRST_TRANSPOSED))
    case .second: self = .own(Int32(ZW_SECOND_TRANSPOSED))
    case .both: self = .library
    }
  }
}
