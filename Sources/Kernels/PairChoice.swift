import LatentCore

/// Which pairs of points a comparison of two spaces keeps the distances of.
public enum PairChoice: Sendable, Equatable {
  case none
  /// Each point with all that come after it: every pair once.
  case all
  /// Each point with so many others, drawn with a seed.
  case sampled(perPoint: Int, seed: UInt64)

  /// Calls `body` with the partners of a point.
  @inline(__always)
  func forEachPartner(of point: Int, among total: Int, _ body: (Int) -> Void) {
    switch self {
    case .none: return
    case .all: for partner in min(point + 1, total)..<total { body(partner) }
    case .sampled(let perPoint, let seed):
      // A stream a point, so that the pairs do not depend on how points are shared among workers.
      var random = RandomSource(seed: seed, stream: UInt64(point))
      for _ in 0..<perPoint {
        let other = Int.random(in: 0..<total - 1, using: &random)
        body(other < point ? other : other + 1)
      }
    }
  }
}
