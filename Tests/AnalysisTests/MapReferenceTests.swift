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

  @Test(
    "kernel discriminants name digits that were held out better than linear ones do; both shares are told")
  func heldOut() throws {
    let data = try DatasetCatalog.load("mnist-5k").train
    func facts(_ id: String, _ settings: [String: String]) throws -> [String: Double] {
      let entry = try ProjectionCatalog.entry(id)
      var options = Options(entry.options)
      for (key, value) in settings { try options.set(key, to: value, among: entry.options) }
      var projection = try entry.make(options)
      try projection.begin(data, labels: data.labels, dimensions: 2, seed: 1)
      try projection.advance(iterations: .max)
      return Dictionary(uniqueKeysWithValues: projection.facts.map { ($0.key, $0.value) })
    }
    let linear = try facts("lda", ["heldOut": "0.2"])
    let kernel = try facts("gda", ["heldOut": "0.2", "landmarks": "800"])
    let (wanted, found) = try (
      #require(linear["held_out_knn_accuracy"]), #require(kernel["held_out_knn_accuracy"])
    )
    #expect(found > wanted + 0.03)
    for facts in [linear, kernel] {
      // What was fitted is known better than what was not.
      #expect(try #require(facts["training_knn_accuracy"]) > #require(facts["held_out_knn_accuracy"]))
    }
  }
}
