import Engine
import Formats
import LatentCore
import Projections
import Testing

@Suite("Maps in the background", .serialized)
struct EngineMapTests {
  private let pca = MapRequest(method: "pca")

  @Test("PCA is fitted on the training images and measured over the probe points")
  func principalComponents() throws {
    let driver = try Driver(maps: [0: pca])
    try driver.wait("the map") { $0.maps[0]?.quality != nil }
    let map = try #require(driver.maps[0])
    let entry = try ProjectionCatalog.entry("pca")
    var expected = try entry.make(Options(entry.options))
    try expected.begin(driver.snapshot.data.train, labels: nil, dimensions: 2, seed: 3)
    while expected.progress < 1 { try expected.advance(iterations: 1) }
    #expect(map.points == expected.points.gatheringRows(driver.snapshot.probe.indices ?? []))
    #expect(map.progress == 1 && map.failure == nil && map.projection != nil)
    #expect(map.quality?.points == 90 && map.quality?.knnAccuracy != nil)
  }

  @Test("the codes' map follows the codes, and is measured again when training rests")
  func codes() throws {
    let driver = try Driver(maps: [1: .codes])
    try driver.wait("the map") { $0.maps[1]?.quality != nil }
    #expect(driver.maps[1]?.points == driver.snapshot.probe.values)
    let before = driver.maps[1]?.quality
    try driver.carryOut(.learningRate(0.05), .start, until: "three epochs") {
      $0.snapshot.epoch == 3 && $0.snapshot.status == .paused
    }
    try driver.wait("the new map and its measures") {
      $0.maps[1]?.points == $0.snapshot.probe.values && $0.maps[1]?.quality != before
    }
  }

  @Test(
    "codes of more dimensions are shown by their principal components, fewer as they are",
    arguments: [(1, 2, 2), (2, 2, 2), (3, 3, 3), (3, 2, 2), (5, 3, 3)])
  func dimensions(latent: Int, dimensions: Int, columns: Int) throws {
    let request = MapRequest(method: nil, dimensions: dimensions)
    let driver = try Driver(settings: ["latent": "\(latent)"], maps: [0: request])
    try driver.wait("the map") { $0.maps[0]?.points != nil }
    #expect(driver.maps[0]?.points?.columns == columns)
    #expect((driver.maps[0]?.projection != nil) == (latent > dimensions))
  }

  @Test("a second method for the codes of a run that are a map already is refused in the slot")
  func nothingToDo() throws {
    let through = Options(values: ["through": .text("umap")])
    let request = MapRequest(method: nil, options: through, run: "vae-2")
    let driver = try Driver(maps: [0: request])
    try driver.wait("the refusal") { $0.maps[0]?.failure != nil }
    #expect(driver.maps[0]?.failure?.contains("through=umap has nothing to do") == true)
  }

  @Test("a request takes the slot of the one before; an unknown method says so in the slot")
  func replacing() throws {
    let driver = try Driver(maps: [0: pca])
    try driver.carryOut(.map(slot: 0, .codes), until: "the codes") {
      $0.maps[0]?.request == .codes && $0.maps[0]?.points == $0.snapshot.probe.values
    }
    try driver.carryOut(.map(slot: 0, MapRequest(method: "astrology")), until: "the failure") {
      $0.maps[0]?.failure != nil
    }
    #expect(driver.maps[0]?.failure?.contains("astrology") == true)
    try driver.carryOut(.map(slot: 2, pca), until: "another slot") { $0.maps[2]?.quality != nil }
  }

  @Test("a method that refuses the data says why")
  func refusal() throws {
    let driver = try Driver(data: Fixture.data(train: 2, test: 1), maps: [0: pca])
    try driver.wait("the failure") { $0.maps[0]?.failure != nil }
    #expect(driver.maps[0]?.failure?.contains("at least 3 points") == true)
  }

  @Test("a cancelled map shows nothing more, and others go on")
  func cancelling() throws {
    // Large enough to take many slices, so that the cancellation comes before the last.
    let driver = try Driver(data: Fixture.uniformData(train: 12_000, side: 28))
    try driver.carryOut(
      .map(slot: 0, pca), .cancelMap(slot: 0), .map(slot: 1, pca), until: "the other map"
    ) { $0.maps[1]?.quality != nil }
    #expect(driver.maps[0]?.points == nil && driver.maps[0]?.quality == nil)
  }

  @Test("other data begins every map anew")
  func otherData() throws {
    let driver = try Driver(maps: [0: pca, 1: .codes])
    try driver.wait("both maps") { $0.maps[0]?.quality != nil && $0.maps[1]?.quality != nil }
    let path = try driver.place.write(Fixture.data(train: 60, seed: 8), name: "other")
    try driver.carryOut(.replaceData(path), until: "both maps again") {
      $0.maps[0]?.quality?.points == 60 && $0.maps[1]?.quality?.points == 60
    }
    #expect(driver.maps[0]?.points?.rows == 60)
  }

  @Test("what is looked at is measured of every map, of codes too, and of maps that come later")
  func examinations() throws {
    let driver = try Driver(maps: [0: pca, 1: .codes])
    try driver.carryOut(.examine(.portraits), until: "both portraits") {
      $0.maps[0]?.portrait != nil && $0.maps[1]?.portrait != nil
    }
    let (linear, codes) = (driver.maps[0]?.portrait, driver.maps[1]?.portrait)
    #expect(try #require(linear?.linearity) > 0.999 && linear?.varianceKept != nil)
    #expect(codes?.reconstructionError != nil && codes?.traversals.count == 2)
    try driver.carryOut(.map(slot: 2, pca), until: "the later one") { $0.maps[2]?.portrait != nil }
    #expect(driver.maps[2]?.seconds != nil)
  }

  @Test("all pairs are looked at for those who look at them only, in maps that come later too")
  func measures() throws {
    let driver = try Driver(maps: [0: pca, 1: .codes])
    try driver.wait("both maps") { $0.maps[0]?.quality != nil && $0.maps[1]?.quality != nil }
    let near = try #require(driver.maps[0]?.quality)
    #expect(near.trustworthiness != nil && near.knnAccuracy != nil && driver.maps[0]?.pointQuality != nil)
    #expect(near.shepard == nil && near.coRankingArea == nil && driver.maps[0]?.diagrams == nil)
    try driver.carryOut(.examine(.measures), until: "all measures") {
      $0.maps[0]?.diagrams != nil && $0.maps[1]?.diagrams != nil
    }
    let all = try #require(driver.maps[0]?.quality)
    #expect(all.shepard != nil && all.stress != nil && all.localContinuity != nil && all.coRankingArea != nil)
    #expect(all.trustworthiness == near.trustworthiness && all.continuity == near.continuity)
    try driver.carryOut(.map(slot: 2, pca), until: "the later one") { $0.maps[2]?.diagrams != nil }
  }

  @Test("points of a file are a map; the wrong number of them says so")
  func file() throws {
    let driver = try Driver()
    let points = driver.place.path + "/points.csv"
    try Files.write(
      Array((0..<90).map { "\($0),\($0 % 7)\n" }.joined().utf8), to: points)
    try driver.carryOut(.map(slot: 0, MapRequest(method: nil, file: points)), until: "the map") {
      $0.maps[0]?.quality != nil
    }
    #expect(driver.maps[0]?.points?[3, 0] == Float(driver.snapshot.probe.imageIndex(3)))
    try Files.write(Array("1,2\n".utf8), to: points)
    try driver.carryOut(.map(slot: 1, MapRequest(method: nil, file: points)), until: "the failure") {
      $0.maps[1]?.failure != nil
    }
    #expect(driver.maps[1]?.failure?.contains("1 points") == true)
  }

  @Test("how well the model restores each probe point is known once training rests")
  func errors() throws {
    let driver = try Driver()
    try driver.wait("the errors") { $0.errorsOfProbe != nil }
    let errors = try #require(driver.errorsOfProbe)
    #expect(errors.values.count == 90 && errors.values.allSatisfy { $0 > 0 })
    #expect(errors.version == driver.snapshot.probe.version)
  }

  @Test("a map that does not unfold cannot be steered, and says so")
  func steering() throws {
    let driver = try Driver(maps: [0: pca])
    try driver.wait("the map") { $0.maps[0]?.quality != nil }
    try driver.carryOut(.steerMap(slot: 0, key: "perplexity", value: .integer(5)), until: "the answer") {
      !$0.errors.isEmpty
    }
  }
}
