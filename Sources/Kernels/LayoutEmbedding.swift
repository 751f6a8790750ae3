import CKernels
import LatentCore

/// A map of UMAP on its way: points, pulled along the edges of a fuzzy graph and pushed away from points drawn at random.
///
/// A step looks at each edge as often as its weight says, in several turns, so that a point is pulled to some of its
/// neighbours only before these move on. Each point is moved by one worker, sixteen at a time; what others do in the same
/// turn is seen in the next one. So there are no races, and the same seed gives the same bits.
/// - Source: McInnes et al. 2018, arXiv:1802.03426, algorithm 5.
public struct LayoutEmbedding: Sendable {
  /// How a step moves points.
  public struct Rule: Sendable {
    /// Closeness in the map is 1 / (1 + a d^(2 b)).
    public var a, b: Float
    /// Learning rate.
    public var rate: Float
    /// Points that each looked-at edge's point is pushed away from.
    public var negatives: Int
    /// Creates a rule.
    public init(a: Float, b: Float, rate: Float, negatives: Int) {
      (self.a, self.b, self.rate, self.negatives) = (a, b, rate, negatives)
    }
  }

  /// The map, `[points, 2]` or `[points, 3]`.
  public private(set) var points: Matrix
  /// Steps that were done.
  public private(set) var step = 0
  /// Points that others are drawn from at random: the first ones.
  private let drawn: Int
  private let key: UInt32
  private let starts: [Int64]
  private let columns: [Int32]
  private let rates: [Float]
  /// The points that move, those with as much to do beside each other: sixteen wait for the slowest.
  private let order: [Int32]
  private let room: Int
  private var moved: Matrix
  /// The turns of a step.
  private let turns: Int

  private static let lanes = 16
  /// Few points find better places in more turns; for more points these cost more than they bring.
  private static let (fewPoints, turnsOfFew, turnsOfMany) = (20_000, 8, 4)
  /// Points over which the objective is taken, some twenty edges each.
  private static let sampledPoints = 500

  /// Creates a map at step 0 in which all points move.
  /// - Parameters:
  ///   - graph: symmetric, weights in (0, 1].
  ///   - steps: that are planned; edges too light to be looked at once in them are left out.
  /// - Precondition: the points have two or three coordinates, and the graph is theirs.
  public init(_ points: Matrix, graph: WeightedGraph, steps: Int, seed: UInt64) {
    self.init(points, graph: graph, moving: 0..<points.rows, drawn: points.rows, steps: steps, seed: seed)
  }

  /// Creates a map of which some points move, pulled to and pushed from the first `drawn` alone.
  init(_ points: Matrix, graph: WeightedGraph, moving: Range<Int>, drawn: Int, steps: Int, seed: UInt64) {
    precondition((2...3).contains(points.columns) && graph.points == points.rows, "not a map of these points")
    self.points = points
    self.drawn = drawn
    key = UInt32(truncatingIfNeeded: RandomSource(seed: seed, stream: 0x756D_6170).key)
    (starts, columns) = (graph.starts, graph.columns)
    let heaviest = max(graph.values.max() ?? 1, .leastNormalMagnitude)
    let lightest = heaviest / Float(max(steps, 1))
    let turns = moving.count <= Self.fewPoints ? Self.turnsOfFew : Self.turnsOfMany
    self.turns = turns
    let rates = graph.values.map { $0 < lightest ? 0 : $0 / (heaviest * Float(turns)) }
    self.rates = rates
    let work = moving.map { point in
      rates[Int(graph.starts[point])..<Int(graph.starts[point + 1])].reduce(0, +)
    }
    order = work.indices.sorted { (work[$0], $0) < (work[$1], $1) }.map { Int32(moving.lowerBound + $0) }
    room = Self.room(order, graph.starts)
    moved = points
  }

  /// Moves all points one step.
  public mutating func advance(_ rule: Rule) {
    for turn in 0..<turns { advance(rule, turn: step * turns + turn) }
    step += 1
  }

  private mutating func advance(_ rule: Rule, turn: Int) {
    let blocks = (order.count + Self.lanes - 1) / Self.lanes
    let parts = 8 * Kernels.threads
    let (points, room, count) = (points.values, room, order.count)
    withLayout(rule, turn: turn) { layout, moved in
      Kernels.parallel(parts) { part in
        let range = Kernels.share(part, of: parts, count: blocks)
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: room) { due in
          withUnsafePointer(to: layout) {
            zw_layout_step(
              $0, points, range.lowerBound * Self.lanes, min(range.upperBound * Self.lanes, count), moved,
              due.baseAddress)
          }
        }
      }
    }
    swap(&self.points, &moved)
  }

  /// The cross-entropy that the steps lower, a looked-at edge: -log(closeness) of the edge and -log(1 - closeness) of
  /// the points that it is pushed away from; over a sample of five hundred points or more.
  /// - Source: Damrich and Hamprecht 2021, arXiv:2103.14608, theorem 3.1.
  public func entropy(_ rule: Rule) -> Double {
    var copy = self
    let points = points
    let every = max(points.rows / Self.sampledPoints, 1)
    var (attraction, repulsion) = ([0.0, 0.0], 0.0)
    copy.withLayout(rule, turn: 0) { layout, _ in
      withUnsafePointer(to: layout) {
        zw_layout_entropy($0, points.values, 0, points.rows, every, &attraction, &repulsion)
      }
    }
    return attraction[1] > 0 ? (attraction[0] + repulsion) / attraction[1] : 0
  }

  private mutating func withLayout<Result>(
    _ rule: Rule, turn: Int, _ body: (zw_layout, UnsafeMutablePointer<Float>) -> Result
  ) -> Result {
    let (drawn, dimensions, key) = (drawn, points.columns, key)
    return starts.withUnsafeBufferPointer { starts in
      columns.withUnsafeBufferPointer { columns in
        rates.withUnsafeBufferPointer { rates in
          order.withUnsafeBufferPointer { order in
            moved.values.withUnsafeMutableBufferPointer { moved in
              let layout = zw_layout(
                count: drawn, dimensions: dimensions, starts: starts.baseAddress,
                columns: columns.baseAddress,
                rates: rates.baseAddress, order: order.baseAddress, a: rule.a, b: rule.b, strength: 1,
                rate: rule.rate, negatives: rule.negatives, step: turn, key: key)
              return body(layout, moved.baseAddress!)
            }
          }
        }
      }
    }
  }

  /// The most edges that sixteen consecutive points of the order have.
  private static func room(_ order: [Int32], _ starts: [Int64]) -> Int {
    var (most, sum) = (0, 0)
    for (place, point) in order.enumerated() {
      if place % lanes == 0 { sum = 0 }
      sum += Int(starts[Int(point) + 1] - starts[Int(point)])
      most = max(most, sum)
    }
    return most + lanes
  }
}

extension LayoutEmbedding {
  /// Places new points among those of a map, which stay.
  /// - Parameters:
  ///   - guess: where they begin, `[new points, dimensions]`.
  ///   - weights: of the edges from each new point to its neighbours in the map.
  ///   - rule: its learning rate falls to zero within the steps.
  public static func place(
    _ guess: Matrix, weights: NeighborWeights, among map: Matrix, rule: Rule, steps: Int, seed: UInt64
  ) -> Matrix {
    let size = weights.neighbors
    let starts =
      [Int64](repeating: 0, count: map.rows) + (0...guess.rows).map { Int64($0 * size) }
    let graph = WeightedGraph(starts: starts, columns: weights.indices, values: weights.values)
    var points = map
    points.append(rowsOf: guess)
    var embedding = LayoutEmbedding(
      points, graph: graph, moving: map.rows..<points.rows, drawn: map.rows, steps: steps, seed: seed)
    for step in 0..<steps {
      var rule = rule
      rule.rate *= 1 - Float(step) / Float(steps)
      embedding.advance(rule)
    }
    return embedding.points.rows(in: map.rows..<points.rows)
  }
}
