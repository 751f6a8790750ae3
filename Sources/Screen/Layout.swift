/// A part of a rectangle that is split: cells by its weight, but never fewer than `minimum` nor more than `maximum`.
public struct Share: Sendable, Hashable {
  /// Its part of the whole beside the other weights; 0 takes its minimum only.
  public var weight: Double
  /// Cells it gets whatever its weight is.
  public var minimum: Int
  /// Cells it never exceeds.
  public var maximum: Int

  /// Creates a share.
  public init(weight: Double = 1, minimum: Int = 0, maximum: Int = .max) {
    self.weight = weight.isFinite ? min(max(0, weight), 1e9) : 0
    self.minimum = max(0, minimum)
    self.maximum = max(self.minimum, maximum)
  }

  /// A share of the rest.
  public static func flexible(_ weight: Double = 1, minimum: Int = 0, maximum: Int = .max) -> Share {
    Share(weight: weight, minimum: minimum, maximum: maximum)
  }

  /// Exactly so many cells, fewer only when there are not enough.
  public static func fixed(_ cells: Int) -> Share { Share(weight: 0, minimum: cells, maximum: cells) }

  /// Divides `total` cells by weight; a share that would get less than its minimum or more than its maximum gets that,
  /// and the others divide what is left. Where not even the minimums fit, the first shares get theirs.
  /// - Returns: a size for each share; their sum is `total` unless every share is at its maximum or has no weight.
  public static func divide(_ total: Int, _ shares: [Share]) -> [Int] {
    var left = max(0, total)
    var sizes = shares.map { share in
      defer { left -= min(share.minimum, left) }
      return min(share.minimum, left)
    }
    guard left > 0 else { return sizes }
    var open = shares.indices.filter { shares[$0].weight > 0 }
    while !open.isEmpty {
      let settled = settle(open, sizes, shares, total: total)
      for (index, size) in settled { sizes[index] = size }
      open.removeAll { index in settled.contains { $0.index == index } }
      if settled.isEmpty { break }
    }
    distribute(total, among: open, &sizes, shares)
    return sizes
  }

  /// Finds the open shares that their weights would give too little or too much: those too small when the corrections
  /// take more than they leave, else those too large, so that the other side can still give way.
  /// - Source: W3C, CSS Flexible Box Layout Module Level 1, section 9.7.
  private static func settle(
    _ open: [Int], _ sizes: [Int], _ shares: [Share], total: Int
  ) -> [(index: Int, size: Int)] {
    let closed = shares.indices.filter { !open.contains($0) }.reduce(0) { $0 + sizes[$1] }
    let unit = Double(total - closed) / open.reduce(0) { $0 + shares[$1].weight }
    let small = open.filter { unit * shares[$0].weight < Double(shares[$0].minimum) }
    let large = open.filter { unit * shares[$0].weight > Double(shares[$0].maximum) }
    let missing = small.reduce(0) { $0 + Double(shares[$1].minimum) - unit * shares[$1].weight }
    let refused = large.reduce(0) { $0 + unit * shares[$1].weight - Double(shares[$1].maximum) }
    return missing >= refused && !small.isEmpty
      ? small.map { ($0, shares[$0].minimum) } : large.map { ($0, shares[$0].maximum) }
  }

  /// Gives the open shares what the others left, by weight.
  private static func distribute(_ total: Int, among open: [Int], _ sizes: inout [Int], _ shares: [Share]) {
    let closed = shares.indices.filter { !open.contains($0) }.reduce(0) { $0 + sizes[$1] }
    let weights = open.reduce(0) { $0 + shares[$1].weight }
    var (sum, given) = (0.0, 0)
    for index in open {
      sum += shares[index].weight
      // Cumulative rounding: the parts add up to the whole whatever the weights are.
      let end = Int((Double(total - closed) * sum / weights).rounded())
      sizes[index] = end - given
      given = end
    }
  }
}

extension Rectangle {
  /// Whether there is no cell in it.
  public var isEmpty: Bool { rows == 0 || columns == 0 }

  /// Returns the parts from top to bottom.
  public func split(rows shares: [Share]) -> [Rectangle] {
    var row = row
    return Share.divide(rows, shares).map { size in
      defer { row += size }
      return Rectangle(row: row, column: column, rows: size, columns: columns)
    }
  }

  /// Returns the parts from left to right.
  public func split(columns shares: [Share]) -> [Rectangle] {
    var column = column
    return Share.divide(columns, shares).map { size in
      defer { column += size }
      return Rectangle(row: row, column: column, rows: rows, columns: size)
    }
  }

  /// Returns a grid of equal parts in reading order, `gap` cells apart.
  public func grid(rows count: Int, columns columnCount: Int, gap: Int = 0) -> [Rectangle] {
    guard count > 0, columnCount > 0 else { return [] }
    let height = max(0, (rows - (count - 1) * gap) / count)
    let width = max(0, (columns - (columnCount - 1) * gap) / columnCount)
    return (0..<count * columnCount).map { index in
      Rectangle(
        row: row + index / columnCount * (height + gap), column: column + index % columnCount * (width + gap),
        rows: height, columns: width)
    }
  }

  /// Returns what two rectangles have in common; empty when they do not touch.
  public func intersection(_ other: Rectangle) -> Rectangle {
    let top = max(row, other.row)
    let left = max(column, other.column)
    return Rectangle(
      row: top, column: left, rows: min(row + rows, other.row + other.rows) - top,
      columns: min(column + columns, other.column + other.columns) - left)
  }

  /// Returns a rectangle of a size in the middle of this one, cut where it does not fit.
  public func centered(rows height: Int, columns width: Int) -> Rectangle {
    let height = min(max(0, height), rows)
    let width = min(max(0, width), columns)
    return Rectangle(
      row: row + (rows - height) / 2, column: column + (columns - width) / 2, rows: height, columns: width)
  }
}
