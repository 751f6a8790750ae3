import LatentCore

/// Which pairs of points a comparison of two spaces keeps the distances of.
public enum PairChoice: Sendable, Equatable {
  case none
  /// Each point with all that come after it: every pair once.
  case all
  /// Each point with so many others, drawn with a seed.
  case sampled(perPoint: Int, seed: UInt64)

  /// Appends the distances in a row from a point to its partners.
  func append(from row: UnsafePointer<Float>, of point: Int, among total: Int, to list: inout [Float]) {
    switch self {
    case .none: return
    case .all:
      let first = min(point + 1, total)
      list.append(contentsOf: UnsafeBufferPointer(start: row + first, count: total - first))
    case .sampled(let perPoint, let seed):
      // A stream a point, so that the pairs do not depend on how points are shared among workers.
      var random = RandomSource(seed: seed, stream: UInt64(point))
      for _ in 0..<perPoint {
        let other = Int.random(in: 0..<total - 1, using: &random)
        list.append(row[other < point ? other : other + 1])
      }
    }
  }
}
