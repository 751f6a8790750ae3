import Datasets
import Engine
import Formats
import LatentCore
import Testing

@Suite("Runs and data in the background", .serialized)
struct EngineRunTests {
  @Test("saving says where; the run is opened again with the same weights")
  func saveAndOpen() throws {
    let driver = try Driver()
    try driver.trainEpoch()
    let weights = driver.snapshot.weights.values
    try driver.carryOut(.save(path: nil), until: "the save") { !$0.snapshot.hasUnsavedTraining }
    let path = driver.place.path + "/zwalk/runs/vae-blobs-npz-1"
    #expect(driver.snapshot.runPath == path)
    #expect(driver.notices.map(\.text).contains("saved to \(path)"))
    try driver.carryOut(.reset(seed: 9), until: "the reset") { $0.snapshot.step == 0 }
    #expect(driver.snapshot.runPath == nil)
    try driver.carryOut(.open(run: path), until: "the run") { $0.snapshot.weights.values == weights }
    #expect(driver.snapshot.epoch == 1 && driver.snapshot.runPath == path)
    #expect(driver.snapshot.history.test.count == 1 && !driver.snapshot.hasUnsavedTraining)
  }

  @Test("a run that was opened goes on with the same bits as one that never stopped")
  func continuing() throws {
    let driver = try Driver()
    try driver.trainEpoch()
    try driver.carryOut(
      .save(path: driver.place.path + "/a"), .reset(seed: 5), .open(run: driver.place.path + "/a"),
      until: "the run"
    ) { $0.snapshot.epoch == 1 && $0.snapshot.step == 6 && $0.notices.last?.text.hasPrefix("opened") == true }
    try driver.trainEpoch()
    let trainer = try Fixture.trainer()
    for _ in 0..<2 { _ = try trainer.trainEpoch() }
    #expect(driver.snapshot.weights.values == trainer.state().weights)
  }

  @Test("a run that cannot be opened changes nothing", arguments: ["no/such/run", "vae-7"])
  func openFails(run: String) throws {
    let driver = try Driver()
    let version = driver.snapshot.weights.version
    try driver.carryOut(.open(run: run), until: "the refusal") { !$0.errors.isEmpty }
    #expect(driver.errors[0].contains(run) && driver.snapshot.weights.version == version)
  }

  @Test("a run of other data keeps the loaded data where its images fit, and says so")
  func openOnOtherData() throws {
    let driver = try Driver()
    let other = try Trainer(Fixture.specification(), data: Fixture.data(seed: 8), seed: 1)
    try RunFolder(path: driver.place.path + "/other").save(other)
    try driver.carryOut(.open(run: driver.place.path + "/other"), until: "the run") {
      $0.snapshot.weights.values == other.state().weights
    }
    #expect(driver.snapshot.data.title == "blobs")
    #expect(driver.notices.last?.text == "opened other; it was trained on Blobs, the data stays blobs")
  }

  @Test("a run whose images do not fit brings its data along where that is found")
  func openWithData() throws {
    let driver = try Driver()
    let path = try driver.place.write(Fixture.data(side: 9), name: "large")
    let data = try DatasetCatalog.load(path, environment: driver.place.environment)
    let trainer = try Trainer(Fixture.specification(side: 9), data: data, seed: 1)
    try RunFolder(path: driver.place.path + "/large").save(trainer)
    try driver.carryOut(.open(run: driver.place.path + "/large"), until: "run and data") {
      $0.snapshot.data.title == "large" && $0.snapshot.status == .paused
        && $0.snapshot.probe.values.rows == 90
    }
    #expect(driver.snapshot.weights.values == trainer.state().weights)
  }

  @Test("other data of the same shape keeps the weights; of another shape it brings fresh ones")
  func replaceData() throws {
    let driver = try Driver()
    try driver.trainEpoch()
    let weights = driver.snapshot.weights.values
    let same = try driver.place.write(Fixture.data(train: 60, seed: 8), name: "same")
    try driver.carryOut(.replaceData(same), until: "data that fits") {
      $0.snapshot.data.title == "same" && $0.snapshot.status == .paused
    }
    #expect(driver.snapshot.weights.values == weights && driver.snapshot.epoch == 1)
    #expect(driver.snapshot.probe.values.rows == 60)
    #expect(driver.snapshot.hasUnsavedTraining)
    try driver.trainEpoch()
    let large = try driver.place.write(Fixture.data(side: 9), name: "large")
    try driver.carryOut(.replaceData(large), until: "data of another shape") {
      $0.snapshot.data.title == "large" && $0.snapshot.status == .paused
    }
    #expect(driver.snapshot.specification.architecture == "81-8-2" && driver.snapshot.step == 0)
    try driver.trainEpoch()
    #expect(driver.errors.isEmpty)
  }

  @Test("as many images of other data have codes and reconstructions of their own")
  func sameCount() throws {
    let driver = try Driver()
    let before = driver.snapshot
    let other = try driver.place.write(Fixture.data(seed: 8), name: "other")
    try driver.carryOut(.replaceData(other), until: "the data and all codes") {
      $0.snapshot.data.title == "other" && $0.snapshot.allCodes != nil
    }
    let after = driver.snapshot
    #expect(after.weights.values == before.weights.values && after.weights.version > before.weights.version)
    #expect(after.probe.values != before.probe.values)
    #expect(after.reconstructions.originals != before.reconstructions.originals)
    #expect(after.probe.version == after.weights.version && after.allCodes?.version == after.weights.version)
  }

  @Test("data that cannot be read leaves everything as it was")
  func missingData() throws {
    let driver = try Driver(maps: [0: MapRequest(method: "pca")])
    let broken = driver.place.path + "/broken.npz"
    try Files.write([1, 2, 3], to: broken)
    for name in ["no-such-data", broken] {
      try driver.carryOut(.replaceData(name), until: "the refusal") {
        $0.errors.last?.contains(name) == true && $0.snapshot.status == .paused
      }
    }
    #expect(driver.snapshot.data.title == "blobs")
    try driver.wait("the map, made again") { $0.maps[0]?.quality != nil }
    try driver.trainEpoch()
  }

  @Test("of two data sets asked for one after the other the last is shown")
  func lastDataWins() throws {
    let driver = try Driver()
    let first = try driver.place.write(Fixture.data(train: 600), name: "first")
    let second = try driver.place.write(Fixture.data(train: 60), name: "second")
    try driver.carryOut(.replaceData(first), .replaceData(second), until: "the second") {
      $0.snapshot.data.title == "second" && $0.snapshot.status == .paused
    }
    #expect(driver.errors.isEmpty)
  }

  @Test("leaving saves what is unsaved when asked, and only then", arguments: [true, false])
  func finishing(saving: Bool) throws {
    let driver = try Driver()
    try driver.trainEpoch()
    #expect(driver.engine.finish(saving: saving))
    driver.takeIn(driver.engine.takeUpdate())
    let list = RunLocator(environment: driver.place.environment).list().filter { $0.date != nil }
    #expect(list.map(\.epoch) == (saving ? [1] : []))
    #expect(driver.notices.contains { $0.text.hasPrefix("saved to ") } == saving)
  }

  @Test("leaving while training saves the position within the epoch")
  func finishWithinEpoch() throws {
    let driver = try Driver(settings: ["epochs": "100000"])
    try driver.carryOut(.start, until: "training") { $0.snapshot.step > 3 }
    #expect(driver.engine.finish(saving: true))
    let run = try #require(RunLocator(environment: driver.place.environment).list().first { $0.date != nil })
    let data = try DatasetCatalog.load(
      driver.place.path + "/blobs.npz", environment: driver.place.environment)
    #expect(try RunFolder(path: run.path).resume(on: data).position.step > 3)
  }

  @Test("a folder that holds another run is not written over")
  func otherRun() throws {
    let driver = try Driver()
    let folder = RunFolder(path: driver.place.path + "/other")
    try folder.save(Fixture.trainer(seed: 7))
    try driver.trainEpoch()
    try driver.carryOut(.save(path: folder.path), until: "the refusal") { !$0.errors.isEmpty }
    #expect(driver.errors[0].contains("another run") && driver.snapshot.hasUnsavedTraining)
    #expect(try folder.open().seed == 7)
  }

  @Test("a place that cannot be written to is said, and the training stays unsaved")
  func unwritable() throws {
    let driver = try Driver()
    try driver.trainEpoch()
    let file = driver.place.path + "/file"
    try Files.write([1], to: file)
    try driver.carryOut(.save(path: file + "/run"), until: "the refusal") { !$0.errors.isEmpty }
    #expect(driver.errors[0].contains(file) && driver.snapshot.hasUnsavedTraining)
  }

  @Test("what cannot be found is said before anything is shown")
  func startFails() throws {
    let place = try TemporaryFolder()
    let starts = [
      EngineStart(subject: .run("vae-7"), data: nil),
      EngineStart(subject: .fresh(model: "perceptron", options: nil)),
      EngineStart(subject: .fresh(model: "vae", options: nil), data: "no-such-data"),
    ]
    for start in starts {
      #expect(throws: ZwalkError.self) { _ = try Engine(start, environment: place.environment, wake: {}) }
    }
  }
}
