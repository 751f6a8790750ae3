/// Where a map lies: for each point, how much of its neighbourhood is drawn in or torn away.
///
/// Neighbourhoods of equal size hold as many false as missing points, so both are weighed by how far they are off: the
/// shares are those that each point adds to what trustworthiness and continuity lack, and their means are just that.
/// - Source: Venna and Kaski 2001, by point; the two kinds of error as in Lespinats and Aupetit 2011, "CheckViz".
public struct PointQuality: Sendable, Equatable {
  /// For each point, 0 when its 12 nearest in the map are its nearest in the data, towards 1 the farther they are there.
  public internal(set) var falseNeighbors: [Float] = []
  /// For each point, 0 when its 12 nearest in the data are its nearest in the map, towards 1 the farther they are there.
  public internal(set) var missingNeighbors: [Float] = []
  /// For each point, how many of its 12 nearest in the data are among its 12 nearest in the map, in [0, 1].
  public internal(set) var kept: [Float] = []

  /// Creates the quality of no points.
  public init() {}

  /// Creates a quality from what is known of each point.
  public init(falseNeighbors: [Float], missingNeighbors: [Float], kept: [Float]) {
    self.falseNeighbors = falseNeighbors
    self.missingNeighbors = missingNeighbors
    self.kept = kept
  }

  /// Adds points by the ranks that their `size` nearest in one space have in the other, of `count` points in all.
  mutating func append(dataRanks: [Int32], mapRanks: [Int32], size: Int, count: Int) {
    let worst = Float(size * (2 * count - 3 * size - 1)) / 2
    for first in stride(from: 0, to: dataRanks.count, by: max(size, 1)) {
      let block = first..<first + size
      let excess = { (ranks: ArraySlice<Int32>) in
        worst > 0 ? Float(ranks.reduce(0) { $0 + max(0, Int($1) - size) }) / worst : 0
      }
      falseNeighbors.append(excess(dataRanks[block]))
      missingNeighbors.append(excess(mapRanks[block]))
      kept.append(Float(dataRanks[block].count { $0 <= size }) / Float(size))
    }
  }
}
