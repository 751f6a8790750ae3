import Kernels
import LatentCore

extension UMAP {
  private static let placingSteps = 50

  /// Returns the places of other rows, `[rows, dimensions]`: pulled to their neighbours in the fitted data and pushed from
  /// others, while the map stays; a row of the fitted data goes to its point. Nil before the map unfolds, or when the
  /// features are not as many.
  public func transform(_ data: any RowSource) -> Matrix? {
    guard let embedding, let graph, let queries = graph.space.place(data) else { return nil }
    let near = NearPlaces(of: queries, in: graph.space, count: options.integer("neighbors"))
    let weights = NeighborWeights.fuzzy(near.lists)
    let rule = LayoutEmbedding.Rule(
      a: Float(closeness.a), b: Float(closeness.b), rate: Float(options.real("rate")) / 4,
      negatives: options.integer("negatives"))
    let places = LayoutEmbedding.place(
      near.means(of: embedding.points, weights), weights: weights, among: embedding.points, rule: rule,
      steps: Self.placingSteps, seed: seed)
    return near.keepingKnownPoints(of: embedding.points, in: places)
  }
}
