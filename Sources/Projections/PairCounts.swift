/// How often pairs of numbers fall into the cells of a square: a picture of what two quantities have to do with each other.
public struct PairCounts: Sendable, Equatable {
  /// Cells along each side.
  public let size: Int
  /// What the right and the upper edge stand for; the other edges are 0.
  public let highestX, highestY: Double
  /// Pairs in each cell, `[size, size]`, rows from the bottom, columns from the left.
  public private(set) var counts: [Int]

  /// Creates a square without pairs.
  public init(size: Int, highestX: Double, highestY: Double) {
    self.size = size
    self.highestX = highestX
    self.highestY = highestY
    counts = [Int](repeating: 0, count: size * size)
  }

  /// Creates a square from its cells, `[size, size]`.
  init(size: Int, highestX: Double, highestY: Double, counts: [Int]) {
    (self.size, self.highestX, self.highestY, self.counts) = (size, highestX, highestY, counts)
  }

  /// Counts pairs of distances, given as their squares, up to the largest of each kind.
  init(size: Int, squaredX: [Float], squaredY: [Float]) {
    self.init(
      size: size, highestX: Double((squaredX.max() ?? 0).squareRoot()),
      highestY: Double((squaredY.max() ?? 0).squareRoot()))
    for (x, y) in zip(squaredX, squaredY) { add(x: Double(x.squareRoot()), y: Double(y.squareRoot())) }
  }

  /// Counts a pair; what lies beyond an edge counts at the edge.
  mutating func add(x: Double, y: Double) {
    counts[cell(y, highestY) * size + cell(x, highestX)] += 1
  }

  private func cell(_ value: Double, _ highest: Double) -> Int {
    guard highest > 0, value > 0 else { return 0 }
    return min(size - 1, Int(min(value / highest, 1) * Double(size)))
  }

  /// The number of pairs in a cell, row from the bottom.
  public subscript(row: Int, column: Int) -> Int { counts[row * size + column] }

  /// For each column with pairs the row in which half of them lie below.
  public var medians: [Int?] {
    (0..<size).map { column in
      let total = (0..<size).reduce(0) { $0 + self[$1, column] }
      guard total > 0 else { return nil }
      var sum = 0
      return (0..<size).first { row in
        sum += self[row, column]
        return 2 * sum >= total
      }
    }
  }
}
