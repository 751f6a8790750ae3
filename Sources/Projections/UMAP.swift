import Kernels
import LatentCore
import RealModule

/// Uniform manifold approximation and projection: a fuzzy graph of neighbours, drawn so that its edges stay short.
///
/// Its iterations are slices of the neighbour search, one that makes the graph and the start, then steps in which every
/// edge that is due pulls its points together and pushes them from points drawn at random.
/// - Source: McInnes et al. 2018, arXiv:1802.03426.
public struct UMAP: NeighborProjection, LiveProjection {
  /// The options as they are now.
  public private(set) var options: Options
  /// Graphs that `begin` may use.
  public var cache = NeighborCache()
  /// The graph of neighbours; nil until it is found.
  public private(set) var graph: NeighborGraph?
  /// The cross-entropy after some of the steps.
  public private(set) var curve: [ObjectiveSample] = []

  private var data: any RowSource = Matrix(rows: 0, columns: 0)
  private var labels: [UInt8]?
  private var search: NeighborGraphSearch?
  /// What comes between the neighbours and the first step.
  private var preparation: LayoutPreparation?
  /// The map on its way; nil before it begins to unfold.
  private(set) var embedding: LayoutEmbedding?
  private var start = Matrix(rows: 0, columns: 0)
  private(set) var seed: UInt64 = 0
  private(set) var closeness = ClosenessCurve(minDistance: 0.1, spread: 1)

  /// The share of the work that comes before the first step.
  private static let shareOfSearch = 0.5
  /// Steps unless said: few points go on finding better places for longer, and their steps are cheap.
  fileprivate static let (fewPoints, stepsOfFew, stepsOfMany) = (20_000, 600, 200)
  /// Steps between two samples of the cross-entropy.
  private static let sampleSteps = 10

  /// Creates an unfitted projection with options of the catalogue entry.
  public init(_ options: Options) { self.options = options }

  /// Takes in the data; labels make a difference for `supervised` alone.
  /// - Throws: `ZwalkError.optionOutOfRange` for other dimensions than 2 and 3 and for options that exclude each other,
  ///   `.notEnoughPoints` unless there are more points than neighbours, `.unusableArguments` for `supervised` without
  ///   labels, `.notFinite`.
  public mutating func begin(
    _ data: any RowSource, labels: [UInt8]?, dimensions: Int, seed: UInt64
  ) throws {
    let neighbors = options.integer("neighbors")
    try Requirements.check(
      data, method: "umap with \(neighbors) neighbors", dimensions: dimensions, pointsNeeded: neighbors + 1)
    try Requirements.checkMap(dimensions: dimensions, components: options.integer("pca"))
    let closeness = try Self.closeness(options)
    guard !options.flag("supervised") || labels?.count == data.rowCount else {
      throw ZwalkError.unusableData(
        name: "the data", reason: "it has no labels, and umap with supervised=true needs one for each point")
    }
    let (options, cache) = (options, cache)
    self = UMAP(options)
    (self.cache, self.data, self.labels, self.seed, self.closeness) = (cache, data, labels, seed, closeness)
    start = Matrix(rows: data.rowCount, columns: dimensions)
    var search = NeighborGraphSearch(options, neighbors: neighbors)
    try search.begin(data, cache: cache)
    self.search = search
  }

  /// Goes on by as many slices of the search or steps of the layout.
  /// - Throws: `ZwalkError.notFinite`, `.numericalFailure`.
  public mutating func advance(iterations: Int) throws {
    var left = iterations
    while left > 0, progress < 1, !data.isEmpty {
      left -= 1
      if search != nil {
        try searchOn()
      } else if embedding == nil {
        try prepare()
      } else {
        layOut()
      }
    }
  }

  /// The share of the work that is done; the map unfolds from one half on.
  public var progress: Double {
    guard !data.isEmpty else { return 0 }
    let searched = search?.progress ?? 1
    return Self.shareOfSearch * searched + (1 - Self.shareOfSearch) * Double(step) / Double(steps)
  }

  /// The map of the moment, `[points, dimensions]`.
  public var points: Matrix { embedding?.points ?? start }

  /// Steps that were done.
  public var step: Int { embedding?.step ?? 0 }

  /// Steps that are planned.
  public var steps: Int {
    let wanted = options.integer("steps")
    return wanted > 0 ? wanted : data.rowCount <= Self.fewPoints ? Self.stepsOfFew : Self.stepsOfMany
  }

  /// `cross_entropy`, the curve's `a` and `b`, `steps`, and what the graph says of itself.
  public var facts: [ProjectionFact] {
    guard let graph, let last = curve.last else { return [] }
    return [
      ProjectionFact("cross_entropy", last.value), ProjectionFact("a", closeness.a),
      ProjectionFact("b", closeness.b), ProjectionFact("steps", Double(step)),
    ] + graph.facts
  }

  /// Nil: the map does not lead back to the data.
  public func inverse(_ points: Matrix) -> Matrix? { nil }
}

// MARK: - Slices

extension UMAP {
  private mutating func searchOn() throws {
    // Taken out while it works, so that it is changed in place and not copied first.
    guard var current = search else { return }
    search = nil
    try current.advance(iterations: 1)
    if let found = current.graph { graph = found } else { search = current }
  }

  /// Makes the fuzzy graph and the start, slice by slice, then the layout of them.
  private mutating func prepare() throws {
    guard let graph else { return }
    var current = preparation ?? LayoutPreparation(graph, seed: seed)
    // Taken out while it works, so that it is changed in place and not copied first.
    preparation = nil
    try current.advance(
      labels: options.flag("supervised") ? labels : nil, isSpectral: options.text("start") == "spectral",
      dimensions: start.columns)
    guard let found = current.result else {
      preparation = current
      return
    }
    start = found.start
    embedding = LayoutEmbedding(start, graph: found.graph, steps: steps, seed: seed)
    note()
  }

  private mutating func layOut() {
    let rule = rule
    embedding?.advance(rule)
    if step % Self.sampleSteps == 0 || step == steps { note() }
  }

  /// Takes a sample of the cross-entropy.
  private mutating func note() {
    guard let value = embedding?.entropy(rule) else { return }
    curve.append(ObjectiveSample(step: step, value: value))
  }

  /// The learning rate falls to zero along half a wave: long high, so that points find their places, then long low, so
  /// that they come to rest there.
  private var rule: LayoutEmbedding.Rule {
    let wave = 0.5 + 0.5 * Double.cos(Double.pi * Double(step) / Double(steps))
    return LayoutEmbedding.Rule(
      a: Float(closeness.a), b: Float(closeness.b), rate: Float(options.real("rate") * wave),
      negatives: options.integer("negatives"))
  }

  private static func closeness(_ options: Options) throws(ZwalkError) -> ClosenessCurve {
    let (least, spread) = (options.real("minDistance"), options.real("spread"))
    guard least <= spread else {
      throw .optionOutOfRange(
        key: "minDistance", value: "\(OptionValue.real(least))",
        allowed: "at most the spread, \(OptionValue.real(spread))")
    }
    return ClosenessCurve(minDistance: least, spread: spread)
  }
}

// MARK: - Watching and steering

extension UMAP {
  /// What the method is at.
  public var stage: String {
    if search != nil { return "principal components and neighbors" }
    if embedding == nil { return preparation?.stage ?? "fuzzy graph" }
    return step == steps ? "done" : "unfolding"
  }

  /// The cross-entropy of map and graph.
  public var objectiveTitle: String { "cross-entropy" }

  /// The shape of the closeness, the learning rate and the number of points pushed away.
  public var steerable: [OptionDescription] {
    ProjectionEntry.umap.options.filter { ["minDistance", "spread", "rate", "negatives"].contains($0.key) }
  }

  /// Changes an option; the points go on from where they are.
  /// - Throws: `ZwalkError.unknownOption` or `.optionOutOfRange`, and changes nothing.
  public mutating func steer(_ key: String, to value: OptionValue) throws(ZwalkError) {
    var changed = options
    try changed.set(key, to: value.description, among: steerable)
    closeness = try Self.closeness(changed)
    options = changed
  }
}

extension ProjectionEntry {
  /// Uniform manifold approximation and projection.
  static let umap = ProjectionEntry(
    id: "umap", title: "UMAP",
    description: "a fuzzy graph of neighbors drawn with short edges; keeps more of the whole than t-SNE",
    source: "McInnes, Healy and Melville 2018, arXiv:1802.03426",
    options: [
      OptionDescription(
        "neighbors", .integer(2...500), default: .integer(15), "how many each point is tied to"),
      OptionDescription(
        "minDistance", .real(0...10), default: .real(0.1),
        "how close the map may draw neighbors; at most the spread"),
      OptionDescription("spread", .real(0.01...100), default: .real(1), "the scale of the map"),
      OptionDescription(
        "rate", .real(0.001...100), default: .real(1), "learning rate at first; it falls to 0"),
      OptionDescription(
        "negatives", .integer(0...100), default: .integer(5), "points that each tie is pushed away from"),
      OptionDescription(
        "steps", .integer(0...100_000), default: .integer(0),
        "steps in all; 0 is \(UMAP.stepsOfFew) up to \(UMAP.fewPoints) points, \(UMAP.stepsOfMany) beyond"),
      OptionDescription(
        "start", .choice(["spectral", "pca"]), default: .text("spectral"), "where the points begin"),
      OptionDescription(
        "supervised", .flag, default: .flag(false), "loosens ties between different labels"),
    ] + NeighborGraphSearch.options
  ) { UMAP($0) }
}
