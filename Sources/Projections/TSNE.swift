import Kernels
import LatentCore

/// t-distributed stochastic neighbour embedding: near points stay near, and clusters move apart.
///
/// Its iterations are slices of the neighbour search, then one that weighs the neighbours, then steps of gradient
/// descent. The map begins as the leading principal components; the repulsion is interpolated on a grid in two
/// dimensions and summed over a tree of cubes in three.
/// - Source: van der Maaten and Hinton 2008; van der Maaten 2014; Linderman et al. 2019; the start: Kobak and Berens
///   2019; the learning rate: Belkina et al. 2019, doi:10.1038/s41467-019-13055-y.
public struct TSNE: NeighborProjection, LiveProjection {
  /// The options as they are now.
  public private(set) var options: Options
  /// Graphs that `begin` may use.
  public var cache = NeighborCache()
  /// The graph that the affinities come from; nil until it is found.
  public private(set) var graph: NeighborGraph?
  /// The divergence after some of the steps, at exaggeration 1 however large it is while they are taken.
  public private(set) var curve: [ObjectiveSample] = []
  /// Steps that were done.
  public private(set) var step = 0

  private var data: any RowSource = Matrix(rows: 0, columns: 0)
  private var search: NeighborGraphSearch?
  /// The map on its way; nil before it begins to unfold.
  private(set) var embedding: StochasticEmbedding?
  /// The weighed neighbours, until they are made symmetric.
  private var weights: NeighborWeights?
  private var start = Matrix(rows: 0, columns: 0)
  private var seed: UInt64 = 0
  private var mustWeigh = true

  /// Points have three times as many neighbours as their perplexity.
  static let neighborsOfPerplexity = 3.0
  /// The share of the work that comes before the first step.
  private static let shareOfSearch = 0.3
  /// The deviation of the map's first coordinate before the first step.
  private static let startDeviation: Float = 1e-4
  /// The share of the last step that goes on, while clusters form and after.
  private static let momentum: (early: Float, late: Float) = (0.8, 0.9)
  /// Steps between two samples of the divergence.
  private static let sampleSteps = 5

  /// Creates an unfitted projection with options of the catalogue entry.
  public init(_ options: Options) { self.options = options }

  /// Takes in the data; labels make no difference.
  /// - Throws: `ZwalkError.optionOutOfRange` for other dimensions than 2 and 3 and for a perplexity that the points are
  ///   too few for, `.notEnoughPoints` below 7 points, `.notFinite`.
  public mutating func begin(
    _ data: any RowSource, labels: [UInt8]?, dimensions: Int, seed: UInt64
  ) throws {
    try Requirements.check(data, method: "tsne", dimensions: dimensions, pointsNeeded: 7)
    try Requirements.checkMap(dimensions: dimensions, components: options.integer("pca"))
    try checkPerplexity(options.real("perplexity"), points: data.rowCount)
    self = TSNE(options: options, cache: cache, data: data, seed: seed)
    start = Matrix(rows: data.rowCount, columns: dimensions)
    try beginSearch()
  }

  private init(options: Options, cache: NeighborCache, data: any RowSource, seed: UInt64) {
    (self.options, self.cache, self.data, self.seed) = (options, cache, data, seed)
  }

  /// Goes on by as many slices of the search or steps of the descent.
  /// - Throws: `ZwalkError.notFinite`, `.numericalFailure`.
  public mutating func advance(iterations: Int) throws {
    var left = iterations
    while left > 0, progress < 1, !data.isEmpty {
      left -= 1
      if search != nil {
        try searchOn()
      } else if mustWeigh {
        try weigh()
      } else {
        descend()
      }
    }
  }

  /// The share of the work that is done; the map unfolds from 0.3 on.
  public var progress: Double {
    guard !data.isEmpty else { return 0 }
    let searched = search?.progress ?? 1
    return Self.shareOfSearch * searched + (1 - Self.shareOfSearch) * Double(step) / Double(steps)
  }

  /// The map of the moment, `[points, dimensions]`.
  public var points: Matrix { embedding?.points ?? start }

  /// Steps that are planned.
  public var steps: Int { options.integer("steps") }

  /// `kl_divergence`, `perplexity`, `steps`, and what the graph says of itself.
  public var facts: [ProjectionFact] {
    guard let graph, let divergence = embedding?.divergence else { return [] }
    return [
      ProjectionFact("kl_divergence", divergence), ProjectionFact("perplexity", options.real("perplexity")),
      ProjectionFact("steps", Double(step)),
    ] + graph.facts
  }

  /// Nil: the map does not lead back to the data.
  public func inverse(_ points: Matrix) -> Matrix? { nil }
}

// MARK: - Slices

extension TSNE {
  private var neighbors: Int { Int((Self.neighborsOfPerplexity * options.real("perplexity")).rounded(.up)) }

  private mutating func beginSearch() throws {
    var search = NeighborGraphSearch(options, neighbors: neighbors)
    try search.begin(data, cache: cache)
    self.search = search
  }

  private mutating func searchOn() throws {
    // Taken out while it works, so that it is changed in place and not copied first.
    guard var current = search else { return }
    search = nil
    try current.advance(iterations: 1)
    if let found = current.graph { graph = found } else { search = current }
  }

  /// Weighs the neighbours, and makes the weights symmetric in a slice of its own.
  private mutating func weigh() throws {
    guard let graph else { return }
    guard let weights else {
      weights = .perplexity(Float(options.real("perplexity")), of: graph.lists.keeping(neighbors))
      return
    }
    let affinities = WeightedGraph(weights, .mean)
    self.weights = nil
    mustWeigh = false
    guard embedding == nil else {
      embedding?.use(affinities)
      return
    }
    start = try graph.space.start(dimensions: start.columns, deviation: Self.startDeviation, seed: seed)
    embedding = StochasticEmbedding(start, affinities: affinities)
  }

  private mutating func descend() {
    let how = descent
    embedding?.step(how)
    note(every: Self.sampleSteps)
    step += 1
    guard step == steps else { return }
    embedding?.measure()
    note(every: 1)
  }

  /// Takes a sample of the divergence, which is that of the map before the step.
  private mutating func note(every steps: Int) {
    guard step % steps == 0, let divergence = embedding?.divergence else { return }
    curve.append(ObjectiveSample(step: step, value: divergence))
  }

  private var isEarly: Bool { step < options.integer("earlySteps") }

  private var descent: StochasticEmbedding.Descent {
    let exaggeration = options.real(isEarly ? "exaggeration" : "lateExaggeration")
    let rate = options.real("rate")
    return StochasticEmbedding.Descent(
      exaggeration: Float(exaggeration),
      rate: Float(rate > 0 ? rate : Double(start.rows) / exaggeration),
      momentum: isEarly ? Self.momentum.early : Self.momentum.late)
  }

  private func checkPerplexity(_ perplexity: Double, points: Int) throws(ZwalkError) {
    let largest = (Double(points - 1) / Self.neighborsOfPerplexity).rounded(.down)
    guard perplexity <= largest else {
      throw .optionOutOfRange(
        key: "perplexity", value: "\(OptionValue.real(perplexity))",
        allowed: "at most \(Int(largest)) for \(points) points, a third of the others")
    }
  }
}

// MARK: - Watching and steering

extension TSNE {
  /// What the method is at.
  public var stage: String {
    if search != nil { return "principal components and neighbors" }
    if mustWeigh { return "affinities" }
    return step == steps ? "done" : isEarly ? "early exaggeration" : "unfolding"
  }

  /// The divergence of map from data.
  public var objectiveTitle: String { "KL divergence" }

  /// Perplexity, both exaggerations and the learning rate.
  public var steerable: [OptionDescription] {
    ProjectionEntry.tsne.options.filter {
      ["perplexity", "exaggeration", "lateExaggeration", "rate"].contains($0.key)
    }
  }

  /// Changes an option; another perplexity weighs the neighbours anew, and searches for more where it must.
  /// - Throws: `ZwalkError.unknownOption` or `.optionOutOfRange`, and changes nothing.
  public mutating func steer(_ key: String, to value: OptionValue) throws(ZwalkError) {
    var changed = options
    try changed.set(key, to: value.description, among: steerable)
    if key == "perplexity" { try checkPerplexity(changed.real(key), points: data.rowCount) }
    options = changed
    guard key == "perplexity" else { return }
    (mustWeigh, weights) = (true, nil)
    if search?.neighbors ?? graph?.neighbors ?? 0 < neighbors { try restartSearch() }
  }

  private mutating func restartSearch() throws(ZwalkError) {
    if let graph { cache.keep(graph) }
    do {
      try beginSearch()
    } catch let error as ZwalkError {
      throw error
    } catch {
      throw .numericalFailure(what: "the search for neighbors", reason: "\(error)")
    }
  }
}

extension ProjectionEntry {
  /// t-distributed stochastic neighbour embedding.
  static let tsne = ProjectionEntry(
    id: "tsne", title: "t-SNE",
    description: "near points stay near, clusters move apart; distances between clusters mean little",
    source: "van der Maaten and Hinton 2008; Linderman et al. 2019, doi:10.1038/s41592-018-0308-4",
    options: [
      OptionDescription(
        "perplexity", .real(2...500), default: .real(30), "how many neighbors each point holds on to, softly"),
      OptionDescription(
        "exaggeration", .real(1...100), default: .real(12), "factor of the attraction while clusters form"),
      OptionDescription(
        "lateExaggeration", .real(1...100), default: .real(1), "factor of the attraction afterwards"),
      OptionDescription(
        "rate", .real(0...1e7), default: .real(0), "learning rate; 0: points over exaggeration"),
      OptionDescription(
        "earlySteps", .integer(0...100_000), default: .integer(100), "steps while clusters form"),
      OptionDescription("steps", .integer(1...100_000), default: .integer(400), "steps in all"),
    ] + NeighborGraphSearch.options
  ) { TSNE($0) }
}
