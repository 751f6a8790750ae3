import Kernels
import LatentCore
import RealModule

/// What UMAP does between the search for neighbours and its first step, in slices: the fuzzy graph and the start.
struct LayoutPreparation: Sendable {
  private enum Stage: Sendable {
    case weighing
    case joining(NeighborWeights)
    case smoothing(SmoothVectors, WeightedGraph)
    case done(WeightedGraph, start: Matrix)
    case taken
  }

  private let neighbors: NeighborGraph
  private let seed: UInt64
  private var current = Stage.weighing

  /// The reach of the map before the first step.
  private static let startReach: Float = 10

  init(_ neighbors: NeighborGraph, seed: UInt64) {
    self.neighbors = neighbors
    self.seed = seed
  }

  /// What it is at.
  var stage: String {
    if case .smoothing = current { "spectral start" } else { "fuzzy graph" }
  }

  /// The graph and where its points begin; nil before the last slice.
  var result: (graph: WeightedGraph, start: Matrix)? {
    if case .done(let graph, let start) = current { (graph, start) } else { nil }
  }

  /// Goes on by one slice.
  /// - Parameters:
  ///   - labels: classes whose points are tied loosely; nil for none.
  ///   - isSpectral: whether the points begin at the smoothest vectors of the graph, found from the principal
  ///     coordinates on, or at those coordinates themselves.
  /// - Throws: what `PrincipalComponents` throws.
  mutating func advance(labels: [UInt8]?, isSpectral: Bool, dimensions: Int) throws {
    // Taken out while it works, so that it is changed in place and not copied first.
    let stage = current
    current = .taken
    switch consume stage {
    case .weighing:
      var weights = NeighborWeights.fuzzy(neighbors.lists)
      if let labels { weights.looseEdgesBetweenClasses(labels) }
      current = .joining(weights)
    case .joining(let weights):
      let graph = WeightedGraph(weights, .union)
      let space = neighbors.space
      guard isSpectral else {
        current = .done(graph, start: scaled(try space.principalCoordinates(dimensions)))
        return
      }
      let width = max(dimensions, min(dimensions + 2, space.coordinates.columns))
      current = .smoothing(SmoothVectors(of: graph, guess: try space.principalCoordinates(width)), graph)
    case .smoothing(var vectors, let graph):
      vectors.step()
      current =
        vectors.isComplete
        ? .done(graph, start: scaled(vectors.vectors(dimensions))) : .smoothing(vectors, graph)
    case .done(let graph, let start): current = .done(graph, start: start)
    case .taken: break
    }
  }

  /// Brings places to the reach of a map, with a little noise so that equal points can part.
  private func scaled(_ places: Matrix) -> Matrix {
    var places = places
    var random = RandomSource(seed: seed, stream: 0x7374_6172)
    let noise = random.normal(rows: places.rows, columns: places.columns)
    let reach = places.values.reduce(0) { max($0, abs($1)) }
    let scale = reach > 0 ? Self.startReach / reach : 0
    for place in places.values.indices {
      places.values[place] = scale * places.values[place] + 1e-3 * noise.values[place]
    }
    return places
  }
}

extension NeighborWeights {
  /// How far points of different classes are from each other beside their distance.
  /// - Source: umap-learn, at its target weight of one half.
  private static let classGap: Float = 5

  /// Loosens edges to points of other classes and restores each point's tightest edge to 1.
  mutating func looseEdgesBetweenClasses(_ labels: [UInt8]) {
    let factor = Float(Double.exp(-Double(Self.classGap)))
    for point in 0..<points {
      let range = point * neighbors..<(point + 1) * neighbors
      for place in range where labels[Int(indices[place])] != labels[point] { values[place] *= factor }
      let tightest = values[range].max() ?? 0
      for place in range where tightest > 0 { values[place] /= tightest }
    }
  }
}
