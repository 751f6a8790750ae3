/// Numbers for combinations of a foreground and a background, each given once and never changed: redefining a pair
/// makes ncurses repaint every cell that shows it.
///
/// Where the terminal has no more numbers, a combination is drawn with the most similar one that has a number.
public struct PairTable {
  private struct Pair {
    let foreground, background: Int32
  }

  private var numbers: [UInt64: Int32] = [:]
  private var pairs: [Pair] = []
  private var isFull = false
  private var last: (key: UInt64, number: Int32)

  /// Creates a table in which the terminal's own two colours are pair 0.
  public init() {
    let key = Self.key(-1, -1)
    last = (key, 0)
    numbers[key] = 0
    pairs.append(Pair(foreground: -1, background: -1))
  }

  /// The numbers that are given.
  public var count: Int { pairs.count }

  /// Returns the number of two colours.
  /// - Parameter define: tells the terminal of a new pair; false when it has no room for more.
  public mutating func number(
    _ foreground: Int32, _ background: Int32,
    define: (_ number: Int32, _ foreground: Int32, _ background: Int32) -> Bool
  ) -> Int32 {
    let key = Self.key(foreground, background)
    if key == last.key { return last.number }
    let number = numbers[key] ?? added(key, Pair(foreground: foreground, background: background), define)
    last = (key, number)
    return number
  }

  private mutating func added(_ key: UInt64, _ pair: Pair, _ define: (Int32, Int32, Int32) -> Bool) -> Int32 {
    let next = Int32(pairs.count)
    if !isFull && define(next, pair.foreground, pair.background) {
      pairs.append(pair)
      numbers[key] = next
      return next
    }
    isFull = true
    // Similar pairs are remembered too, but not without end.
    if numbers.count > 4 * pairs.count + 4096 { forgetSimilar() }
    let similar = nearest(to: pair)
    numbers[key] = similar
    return similar
  }

  private mutating func forgetSimilar() {
    numbers.removeAll(keepingCapacity: true)
    for (number, pair) in pairs.enumerated() {
      numbers[Self.key(pair.foreground, pair.background)] = Int32(number)
    }
  }

  private func nearest(to wanted: Pair) -> Int32 {
    var best = (number: 0, distance: Int.max)
    for (number, pair) in pairs.enumerated() {
      let distance =
        Self.distance(pair.foreground, wanted.foreground) + Self.distance(pair.background, wanted.background)
      if distance < best.distance { best = (number, distance) }
    }
    return Int32(best.number)
  }

  /// Squared distance of two colours `0xRRGGBB`; numbers of a palette, and the terminal's own, resemble themselves only.
  private static func distance(_ a: Int32, _ b: Int32) -> Int {
    if a == b { return 0 }
    guard (0..<1 << 24).contains(a), (0..<1 << 24).contains(b) else { return 1 << 20 }
    var sum = 0
    for shift in [Int32(0), 8, 16] {
      let difference = Int(a >> shift & 255) - Int(b >> shift & 255)
      sum += difference * difference
    }
    return sum
  }

  private static func key(_ foreground: Int32, _ background: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: foreground)) << 32 | UInt64(UInt32(bitPattern: background))
  }
}
