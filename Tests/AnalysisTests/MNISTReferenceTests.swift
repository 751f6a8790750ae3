import Analysis
import Datasets
import Foundation
import LatentCore
import Projections
import Testing

// Full MNIST is looked for in the folder that $ZWALK_DATA names (it holds `mnist/`); set it to run these.
@Suite("Full MNIST", .enabled(if: ProcessInfo.processInfo.environment["ZWALK_DATA"] != nil))
struct MNISTReferenceTests {
  /// Loaded once for all of them.
  static let loading = Result { try DatasetCatalog.load("mnist") }

  @Test(
    "components of the training images leave the published squared error in a test image",
    arguments: [(2, 43.65), (10, 26.71), (30, 13.87)])
  func squaredError(dimensions: Int, expected: Double) throws {
    let data = try Self.loading.get()
    let analysis = try PrincipalComponents.fit(data.train, dimensions: dimensions)
    let error = try #require(Evaluation.squaredError(of: analysis, on: data.test))
    #expect(abs(error - expected) < 0.006)
  }

  @Test("the map of two components is as trustworthy as scikit-learn says")
  func quality() throws {
    let data = try Self.loading.get()
    let analysis = try PrincipalComponents.fit(data.train, dimensions: 2)
    let (points, images) = (analysis.points.rows(in: 0..<2000), data.train.prefix(2000))
    let quality = try Quality.measure(images, points: points, labels: images.labels)
    // sklearn.manifold.trustworthiness of the first 2,000 with n_neighbors=12, and with both spaces exchanged.
    #expect(try abs(#require(quality.trustworthiness) - 0.74866) < 1e-4)
    #expect(try abs(#require(quality.continuity) - 0.90797) < 1e-4)
  }
}
