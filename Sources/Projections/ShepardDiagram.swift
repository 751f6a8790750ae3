/// Distances in the map against distances in the data, counted in a grid: a narrow rising band is a faithful map.
/// - Source: Shepard 1962; the correlation is Spearman's.
public struct ShepardDiagram: Sendable, Equatable {
  /// Pairs by distance in the data (rows, rising) and in the map (columns, rising), `bins` by `bins`.
  public let counts: [[Int]]
  /// The largest distance of a pair, which the last row and the last column end with.
  public let dataMaximum, mapMaximum: Float
  /// Spearman's rank correlation of the pairs, -1 to 1.
  public let correlation: Double
  /// Pairs that were taken.
  public let pairs: Int

  /// Rows and columns of the grid.
  public static let bins = 48

  /// Counts pairs by their squared distances.
  init(squaredData: [Float], squaredMap: [Float], correlation: Double) {
    let bins = Self.bins
    dataMaximum = (squaredData.max() ?? 0).squareRoot()
    mapMaximum = (squaredMap.max() ?? 0).squareRoot()
    let scales = [dataMaximum, mapMaximum].map { $0 > 0 ? Float(bins) / $0 : 0 }
    var counts = [[Int]](repeating: [Int](repeating: 0, count: bins), count: bins)
    for (data, map) in zip(squaredData, squaredMap) {
      let row = min(bins - 1, Int(data.squareRoot() * scales[0]))
      counts[row][min(bins - 1, Int(map.squareRoot() * scales[1]))] += 1
    }
    self.counts = counts
    self.correlation = correlation
    pairs = squaredData.count
  }
}
