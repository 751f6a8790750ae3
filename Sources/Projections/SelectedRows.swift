import LatentCore

/// Some rows of other data, in the order of their indices.
struct SelectedRows: RowSource {
  let source: any RowSource
  let indices: [Int]

  var rowCount: Int { indices.count }
  var columnCount: Int { source.columnCount }

  /// Reads consecutive rows of the source at once: a selection of most rows is made of few runs.
  func read(_ range: Range<Int>, into matrix: inout Matrix) {
    matrix.resize(rows: range.count)
    var run = Matrix(rows: 0, columns: columnCount)
    var place = range.lowerBound
    while place < range.upperBound {
      var end = place + 1
      while end < range.upperBound, indices[end] == indices[end - 1] + 1 { end += 1 }
      source.read(indices[place]..<indices[end - 1] + 1, into: &run)
      matrix.replaceRows(from: place - range.lowerBound, by: run)
      place = end
    }
  }

  /// Returns the rows with these indices; rows that are made when they are read are made together.
  static func of(_ source: any RowSource, _ indices: [Int]) -> any RowSource {
    if let features = source as? LandmarkFeatures { return features.of(Self.of(features.source, indices)) }
    return SelectedRows(source: source, indices: indices)
  }

  /// Returns so many of the rows by chance, in their order; all of them when there are no more.
  static func sample(_ count: Int, of total: Int, seed: UInt64, stream: UInt64) -> [Int] {
    guard count < total else { return Array(0..<total) }
    var random = RandomSource(seed: seed, stream: stream)
    return random.permutation(total).prefix(count).sorted()
  }
}
