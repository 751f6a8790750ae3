import Datasets
import Foundation
import LatentCore
import Testing

/// Set `ZWALK_DATA` to a folder that holds `mnist/` with its four files.
private let hasMNIST = DatasetCatalog.survey().contains { $0.entry.id == "mnist" && $0.place != nil }

@Suite("Full MNIST", .enabled(if: hasMNIST, "set ZWALK_DATA to a folder that holds mnist/"))
struct FullMNISTTests {
  @Test("60,000 to train, 10,000 to test, with the known numbers")
  func known() throws {
    let data = try DatasetCatalog.load("mnist")
    #expect(data.train.count == 60_000 && data.test.count == 10_000)
    let statistics = SplitStatistics(data.train, classes: 10)
    #expect(statistics.classCounts == [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949])
    // The mean and deviation by which MNIST is standardised everywhere.
    #expect(abs(statistics.mean - 0.1307) < 5e-5)
    #expect(abs(statistics.deviation - 0.3081) < 5e-5)
    #expect(statistics.emptyColumns == 67)
    #expect(abs(statistics.zeroShare - 0.809) < 5e-4)
  }

  @Test("every embedded image is one of its training images, and none a test image")
  func embedded() throws {
    let full = try DatasetCatalog.load("mnist")
    let small = try DatasetCatalog.load("mnist-5k")
    #expect(full.train.excluding(imagesOf: small.train).dropped == 4000)
    #expect(try full.excluding(imagesOf: small.test).dropped == 1000)
    #expect(full.test.excluding(imagesOf: small.train).dropped == 0)
    #expect(full.test.excluding(imagesOf: small.test).dropped == 0)
  }
}
