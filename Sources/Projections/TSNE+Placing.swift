import Kernels
import LatentCore

extension TSNE {
  /// The perplexity of new points: those near decide where they go.
  private static let placingPerplexity: Float = 5
  private static let placingSteps = 30

  /// Returns the places of other rows, `[rows, dimensions]`: each goes where its own affinities to its neighbours in the
  /// fitted data want it, while the map stays; a row of the fitted data goes to its point. Nil before the map unfolds,
  /// or when the features are not as many.
  /// - Source: Poličar et al. 2024, doi:10.18637/jss.v109.i03, section 2.4, with a divergence for each new point.
  public func transform(_ data: any RowSource) -> Matrix? {
    guard let embedding, let graph, let queries = graph.space.place(data) else { return nil }
    let perplexity = min(Self.placingPerplexity, Float(options.real("perplexity")))
    let near = NearPlaces(of: queries, in: graph.space, count: Int(3 * perplexity))
    let weights = NeighborWeights.perplexity(perplexity, of: near.lists)
    let places = StochasticEmbedding.place(
      near.means(of: embedding.points, weights), weights: weights, among: embedding.points,
      steps: Self.placingSteps)
    return near.keepingKnownPoints(of: embedding.points, in: places)
  }
}
