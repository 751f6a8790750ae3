/// A part of a rectangle that is split: at least `minimum` cells, and a share of the rest by its weight.
public struct Share: Sendable, Hashable {
  /// The share of what is left after all minimums; 0 takes none of it.
  public var weight: Double
  /// Cells it gets before any weight counts.
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

  /// Divides `total` cells: minimums first, from the first share on, then the rest by weight up to the maximums.
  /// - Returns: a size for each share; their sum is `total` unless every share is at its maximum or has no weight.
  public static func divide(_ total: Int, _ shares: [Share]) -> [Int] {
    var sizes: [Int] = []
    var left = max(0, total)
    for share in shares {
      sizes.append(min(share.minimum, left))
      left -= sizes[sizes.count - 1]
    }
    while left > 0 {
      let open = shares.indices.filter { shares[$0].weight > 0 && sizes[$0] < shares[$0].maximum }
      guard !open.isEmpty else { break }
      left = grow(&sizes, open, shares, by: left)
    }
    return sizes
  }

  /// Hands out `cells` among the open shares once and returns what was refused for a maximum.
  private static func grow(_ sizes: inout [Int], _ open: [Int], _ shares: [Share], by cells: Int) -> Int {
    let weights = open.reduce(0) { $0 + shares[$1].weight }
    var given = 0
    var accepted = 0
    var sum = 0.0
    for index in open {
      sum += shares[index].weight
      // Cumulative rounding: the parts add up to the whole whatever the weights are.
      let end = index == open[open.count - 1] ? cells : Int((Double(cells) * sum / weights).rounded())
      let taken = min(end - given, shares[index].maximum - sizes[index])
      sizes[index] += taken
      accepted += taken
      given = end
    }
    return cells - accepted
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
