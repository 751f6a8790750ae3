import LatentCore

/// Which points a measure looks at: all, or some by chance that are moved to the front, so that blocks of them are
/// compared with all points by matrix products.
struct QualitySample: Sendable {
  /// How many are looked at, the first of `order`.
  let looked: Int
  /// All points, those that are looked at first; nil when these are all.
  let order: [Int]?

  init(of count: Int, most: Int, sampled: Int) {
    looked = count <= most ? count : sampled
    var random = RandomSource(seed: 0, stream: 38)
    order = count <= most ? nil : random.permutation(count)
  }

  /// Returns the rows in that order, read a few thousand at a time.
  func ordering(_ data: any RowSource) -> any RowSource {
    guard let order else { return data }
    var places = [Int](repeating: 0, count: order.count)
    for (place, point) in order.enumerated() { places[point] = place }
    var ordered = Matrix(rows: data.rowCount, columns: data.columnCount)
    data.forEachBlock(of: 2048) { range, rows in
      for (offset, point) in range.enumerated() {
        let first = places[point] * rows.columns
        ordered.values.replaceSubrange(first..<first + rows.columns, with: rows.row(offset))
      }
    }
    return ordered
  }
}
