import CKernels

/// Ranks of numbers for rank correlation.
public enum MeanRanks {
  /// Returns Spearman's rank correlation of two lists, -1 to 1; 0 when either list is constant.
  /// - Parameters:
  ///   - first, second: numbers that are not negative, of equal count, below 2^31.
  /// - Source: Spearman 1904; equal values share their mean rank.
  public static func correlation(_ first: [Float], _ second: [Float]) -> Double {
    precondition(first.count == second.count, "the lists differ in length")
    // One after the other: what sorting takes is among the largest pieces of memory in measuring a map.
    return pearson(twice(first), twice(second))
  }

  /// The ranks doubled, which makes mean ranks whole numbers.
  private static func twice(_ values: [Float]) -> [UInt32] {
    [UInt32](unsafeUninitializedCapacity: values.count) { ranks, count in
      withUnsafeTemporaryAllocation(of: UInt64.self, capacity: values.count + 1) { scratch in
        zw_mean_ranks(values, values.count, scratch.baseAddress, ranks.baseAddress)
      }
      count = values.count
    }
  }

  /// The mean of doubled ranks is known, so one pass is enough.
  private static func pearson(_ first: [UInt32], _ second: [UInt32]) -> Double {
    let mean = Double(first.count + 1)
    var (product, squares, otherSquares) = (0.0, 0.0, 0.0)
    for index in first.indices {
      let (a, b) = (Double(first[index]) - mean, Double(second[index]) - mean)
      product += a * b
      squares += a * a
      otherSquares += b * b
    }
    let scale = (squares * otherSquares).squareRoot()
    return scale > 0 ? min(1, max(-1, product / scale)) : 0
  }
}
