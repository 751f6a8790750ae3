import CKernels
import LatentCore

/// A search for the nearest neighbours of all points among each other, in rounds.
///
/// Every pair is compared once, for both of its points: blocks of points meet each other as teams do in a tournament,
/// so that no two workers ever touch the same block. A tile of a matrix product is made in registers and looked at
/// there; only distances below the bound of one of the two points are written.
public struct NearestPairs: Sendable {
  /// How many neighbours each point gets.
  public let neighbors: Int
  /// Rounds that are done.
  public private(set) var roundsDone = 0
  private let points: Matrix
  /// Even, so that everybody meets somebody in each round.
  private let blocks: Int
  private let panelsOfBlock: Int
  private let panels: [Float]
  private let halfNorms: [Float]
  private var bounds: [Float]
  private var keys: [UInt64]
  private var counts: [Int32]

  /// A block stays in the second-level cache while it meets another.
  private static let blockPoints = 2048
  private static let panelPoints = Int(ZW_PANEL)
  /// More are kept than asked for, and their distances computed anew, so that rounding costs no neighbour.
  private static let spare = 4
  /// Beyond, squared distances leave single precision.
  private static let largestNorm: Float = 1e36

  /// Prepares a search.
  /// - Parameter points: `[count, dimensions]`, finite.
  /// - Returns: nil when squared distances may leave single precision.
  /// - Precondition: `0 < neighbors < points.rows`.
  public init?(_ points: Matrix, neighbors: Int) {
    precondition((1..<max(points.rows, 1)).contains(neighbors), "there are only \(points.rows) points")
    self.neighbors = neighbors
    var centered = points
    centered.subtractFromRows(points.columnMeans)
    self.points = centered
    let teams = 2 * Kernels.threads
    blocks = ((points.rows + Self.blockPoints - 1) / Self.blockPoints + teams - 1) / teams * teams
    let needed = (points.rows + Self.panelPoints - 1) / Self.panelPoints
    panelsOfBlock = (needed + blocks - 1) / blocks
    let padded = panelsOfBlock * blocks * Self.panelPoints
    var panels = [Float](repeating: 0, count: padded * points.columns)
    var halfNorms = [Float](repeating: 0, count: padded)
    bounds = halfNorms
    zw_pack_panels(centered.values, points.rows, points.columns, padded, &panels, &halfNorms, &bounds)
    guard halfNorms.prefix(points.rows).allSatisfy({ $0 < Self.largestNorm }) else { return nil }
    (self.panels, self.halfNorms) = (panels, halfNorms)
    keys = [UInt64](repeating: 0, count: points.rows * Self.capacity(Self.wanted(neighbors, points.rows)))
    counts = [Int32](repeating: 0, count: padded)
  }

  /// The number of rounds.
  public var rounds: Int { blocks }

  /// Does one round, on all workers; does nothing after the last.
  public mutating func advance() {
    guard roundsDone < rounds else { return }
    let (meetings, size) = (meetings(in: roundsDone), panelsOfBlock)
    withPairs { pairs in
      Kernels.parallel(meetings.count) { part in
        let (one, other) = meetings[part]
        withUnsafePointer(to: pairs) { zw_compare_pairs($0, one * size, size, other * size, size) }
      }
    }
    roundsDone += 1
  }

  /// Returns the neighbours that were found; all of them after the last round.
  public func lists() -> NeighborLists {
    var found = self
    return found.withPairs { [points, neighbors] pairs in
      NeighborLists(neighbors: neighbors, points: points.rows) { range, indices, distances in
        withUnsafePointer(to: pairs) {
          zw_finish_pairs(
            $0, points.values, range.lowerBound, range.upperBound, neighbors, indices, distances)
        }
      }
    }
  }

  /// First every block meets itself; then all meet all by the circle method, where one stays and the others turn.
  private func meetings(in round: Int) -> [(Int, Int)] {
    if round == 0 { return (0..<blocks).map { ($0, $0) } }
    let turning = blocks - 1
    return (0..<blocks / 2).map { place in
      place == 0
        ? (turning, round - 1)
        : ((round - 1 + place) % turning, (round - 1 - place + turning) % turning)
    }
  }

  private static func wanted(_ neighbors: Int, _ points: Int) -> Int { min(neighbors + spare, points - 1) }
  private static func capacity(_ wanted: Int) -> Int { wanted + max(32, wanted * 3 / 4) }

  private mutating func withPairs<Result>(_ body: (zw_pairs) -> Result) -> Result {
    let wanted = Self.wanted(neighbors, points.rows)
    let (count, dimensions) = (points.rows, points.columns)
    return panels.withUnsafeBufferPointer { panels in
      halfNorms.withUnsafeBufferPointer { halfNorms in
        bounds.withUnsafeMutableBufferPointer { bounds in
          keys.withUnsafeMutableBufferPointer { keys in
            counts.withUnsafeMutableBufferPointer { counts in
              body(
                zw_pairs(
                  count: count, dimensions: dimensions, wanted: wanted, capacity: Self.capacity(wanted),
                  panels: panels.baseAddress, half_norms: halfNorms.baseAddress, bounds: bounds.baseAddress,
                  keys: keys.baseAddress, counts: counts.baseAddress))
            }
          }
        }
      }
    }
  }
}

extension NeighborLists {
  /// Creates lists from what `body` writes for consecutive ranges of points, on all workers.
  init(
    neighbors: Int, points: Int,
    _ body: (_ range: Range<Int>, UnsafeMutablePointer<Int32>, UnsafeMutablePointer<Float>) -> Void
  ) {
    var indices = [Int32](repeating: 0, count: points * neighbors)
    var distances = [Float](repeating: 0, count: points * neighbors)
    indices.withUnsafeMutableBufferPointer { indices in
      distances.withUnsafeMutableBufferPointer { distances in
        guard let indices = indices.baseAddress, let distances = distances.baseAddress else { return }
        let parts = 8 * Kernels.threads
        Kernels.parallel(parts) { part in
          let range = Kernels.share(part, of: parts, count: points)
          let place = range.lowerBound * neighbors
          body(range, indices + place, distances + place)
        }
      }
    }
    self.init(neighbors: neighbors, indices: indices, squaredDistances: distances)
  }
}
