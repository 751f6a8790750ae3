import Datasets
import LatentCore
import Projections
import Testing

@Suite("Maps of MNIST's first digits")
struct MapReferenceTests {
  @Test(
    "t-SNE and UMAP keep as much as the best libraries' maps do",
    arguments: [("tsne", 0.970, 0.92), ("umap", 0.957, 0.88)])
  func unfolding(id: String, trustworthiness: Double, accuracy: Double) throws {
    let data = try DatasetCatalog.load("mnist-5k").train
    let entry = try ProjectionCatalog.entry(id)
    var projection = try entry.make(Options(entry.options))
    try projection.begin(data, labels: nil, dimensions: 2, seed: 1)
    try projection.advance(iterations: .max)
    let quality = try Quality.measure(data, points: projection.points, labels: data.labels)
    #expect(try #require(quality.trustworthiness) >= trustworthiness)
    #expect(try #require(quality.knnAccuracy) >= accuracy)
    #expect(try #require(quality.coRankingArea) > 0.3)
  }
}
